// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { editorWith, marked, pathOf, textOf } from '../editor.test-support.js';
import { signatureAt } from './signature-help.js';
import type { Signature } from './signature-help.js';

const system = 'configs/arm64/qemu-arm64.c';

function signatureIn(replacement: string): Signature | undefined {
  const changed = textOf(system).replace('MMIO(UART_BASE, UART_SIZE)', replacement);
  const { text, position } = marked(changed);
  const { analysis, documents } = editorWith({ [system]: text });
  return signatureAt(analysis, documents, pathOf(system), position);
}

describe('Signature help', () => {
  it('tells the parameters of a macro and which one is being written', () => {
    const first = signatureIn('MMIO(@)');
    assert.equal(first?.label, 'MMIO(start, length)');
    assert.equal(first.active, 0);
    assert.match(first.replacement, /\.phys_start = \(start\)/);
    assert.equal(signatureIn('MMIO(PCI_BDF(0, 0, 0), @)')?.active, 1);
    assert.equal(signatureIn('MMIO((1 + 2), 3 * (@ ')?.active, 1);
  });

  it('is that of the innermost call', () => {
    assert.equal(signatureIn('MMIO(PCI_BDF(0, @), 2)')?.label, 'PCI_BDF(bus, dev, fn)');
  });

  it('is none outside of calls and for other names', () => {
    assert.equal(signatureIn('@'), undefined);
    assert.equal(signatureIn('MMIO(1, 2)@'), undefined);
    assert.equal(signatureIn('nothing(@)'), undefined);
  });
});
