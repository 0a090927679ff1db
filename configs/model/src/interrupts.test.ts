// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { formatBdf, formatNumbers, interruptsOf, interruptsOfWord } from './interrupts.js';

const chip = { address: 0n, id: 0, pinBase: 32, pinBitmap: [0x3, 0x80000000, 0, 1] };

describe('Interrupts of an irqchip', () => {
  it('are counted from pin_base on, word after word', () => {
    assert.deepEqual(interruptsOf(chip), [32, 33, 95, 128]);
    assert.deepEqual(interruptsOfWord(chip, 1), [95]);
    assert.deepEqual(interruptsOfWord(chip, 4), []);
  });
});

describe('Numbers', () => {
  it('are listed with what follows each other in one piece', () => {
    assert.equal(formatNumbers([3, 5, 6, 7, 9]), '3, 5-7, 9');
    assert.equal(formatNumbers([]), '');
  });

  it('of PCI devices are told as bus, device and function', () => {
    assert.equal(formatBdf(0x1fb), '01:1f.3');
  });
});
