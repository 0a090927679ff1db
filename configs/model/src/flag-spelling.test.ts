// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { flagSpelling, unknownBits } from './flag-spelling.js';

describe('Flags in C', () => {
  it('have their names, what has none as a number, and nothing as 0', () => {
    assert.equal(
      flagSpelling('cell', 0x80000001 | 0),
      'JAILHOUSE_CELL_PASSIVE_COMMREG | JAILHOUSE_CELL_VIRTUAL_CONSOLE_ACTIVE',
    );
    assert.equal(flagSpelling('system', 0x11), 'JAILHOUSE_SYS_VIRTUAL_DEBUG_CONSOLE | 0x10');
    assert.equal(flagSpelling('cache', 0), '0');
  });

  it('have bits that mean nothing, up to the highest', () => {
    assert.equal(unknownBits('cell', 0xc0000007), 0);
    assert.equal(unknownBits('system', 0x80000001), 0x80000000);
    assert.equal(unknownBits('console', 0x1008), 0x8);
  });
});
