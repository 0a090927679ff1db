// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { editorWith, pathOf, textOf } from '../editor.test-support.js';
import { symbolsIn } from './document-symbols.js';
import type { DocumentSymbol } from './document-symbols.js';

function outline(file: string, text = textOf(file)): string[] {
  const { analysis, documents } = editorWith({ [file]: text });
  const lines = (symbols: readonly DocumentSymbol[], indent: string): string[] =>
    symbols.flatMap(({ name, detail, children }) => [
      `${indent}${name}${detail === '' ? '' : `: ${detail}`}`,
      ...lines(children, `${indent}  `),
    ]);
  return lines(symbolsIn(analysis, documents, pathOf(file)), '');
}

const cell = 'configs/arm64/qemu-arm64-inmate-demo.c';

describe('The outline of a configuration', () => {
  it('has the cell, its CPUs and its regions by their names', () => {
    assert.deepEqual(outline(cell), [
      'UART: 0',
      'RAM: 1',
      'COMM_REGION: 2',
      'NUM_REGIONS: 3',
      'inmate-demo: cell',
      '  console: PL011',
      'CPUs: 1',
      'memory regions: 3',
      '  UART: device 0x9000000-0x9000fff (4 KiB)',
      '  RAM: RAM 0x0-0xffff (64 KiB)',
      '  COMM_REGION: communication region 0x80000000-0x80000fff (4 KiB)',
    ]);
  });

  it('calls elements by the comments in front of them', () => {
    const lines = outline('configs/arm64/qemu-arm64.c');
    assert.ok(lines.includes('  SPIs 0 to 127: interrupts 32-159'));
    assert.ok(lines.includes('  network: IVSHMEM 00:01.0'));
    assert.ok(lines.includes('  hypervisor memory: 0x7fc00000-0x7fffffff (4 MiB)'));
  });

  it('calls them by comments behind their braces as well', () => {
    const text = textOf(cell).replace('[RAM] = {', '{ /* main memory */');
    assert.ok(outline(cell, text).some((line) => line.startsWith('  main memory: RAM')));
  });

  it('calls them by what they are where nothing else does', () => {
    const text = textOf(cell).replaceAll(/\[(UART|RAM|COMM_REGION)\] = /g, '');
    assert.ok(outline(cell, text).includes('  device 0x9000000-0x9000fff (4 KiB)'));
  });

  it('has children within their parents', () => {
    const file = pathOf('configs/arm64/qemu-arm64.c');
    const { analysis, documents } = editorWith();
    const check = (parent: DocumentSymbol): void => {
      for (const child of parent.children) {
        assert.ok(parent.range.start.line <= child.range.start.line, child.name);
        assert.ok(parent.range.end.line >= child.range.end.line, child.name);
        check(child);
      }
    };
    symbolsIn(analysis, documents, file).forEach(check);
  });

  it('has what there is of a text that is half typed', () => {
    const text = textOf(cell);
    const lines = outline(cell, text.slice(0, text.indexOf('[COMM_REGION]')));
    assert.ok(lines.some((line) => line.includes('RAM: RAM')));
  });
});
