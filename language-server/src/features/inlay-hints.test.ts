// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { editorWith, pathOf, textOf } from '../editor.test-support.js';
import { allHints } from '../workspace.js';
import type { HintSettings } from '../workspace.js';
import { hintsIn } from './inlay-hints.js';

/** Lines of a file with the hints in them. */
function hinted(file: string, settings: HintSettings = allHints): string[] {
  const { analysis } = editorWith();
  const range = {
    file: pathOf(file),
    start: { line: 0, column: 0 },
    end: { line: 10_000, column: 0 },
  };
  const lines = textOf(file).split('\n');
  return hintsIn(analysis, settings, range).map(({ position: { line, column }, label }) => {
    const text = lines[line] ?? '';
    return `${text.slice(0, column)} <${label}>${text.slice(column)}`.trim();
  });
}

const cell = 'configs/arm64/qemu-arm64-inmate-demo.c';
const system = 'configs/arm64/qemu-arm64.c';

describe('Inlay hints', () => {
  it('tell sizes and last addresses of regions, and CPUs', () => {
    assert.deepEqual(hinted(cell), [
      '.size = 0x1000 <4 KiB up to 0x9000fff>,',
      '.size = 0x00010000 <64 KiB up to 0xffff>,',
      '.size = 0x00001000 <4 KiB up to 0x80000fff>,',
      '0b0010 <CPU 1>,',
    ]);
  });

  it('tell interrupts, PCI addresses and the memory of the hypervisor', () => {
    const lines = hinted(system);
    assert.ok(lines.includes('.size = 4 * MIB <4 MiB up to 0x7fffffff>,'));
    assert.ok(lines.includes('0b1111 <CPUs 0-3>,'));
    assert.ok(lines.includes('.bdf = NET_LINK_BDF <00:01.0>,'));
    assert.ok(lines.some((line) => line.includes('0xffffffff <interrupts 32-63>')));
    assert.ok(lines.includes('[UART] = MMIO(UART_BASE, UART_SIZE) <4 KiB up to 0x9000fff>,'));
  });

  it('tell of all regions that one macro writes', () => {
    const lines = hinted(system);
    assert.ok(
      lines.includes(
        '[NET_LINK] = JAILHOUSE_SHMEM_NET_REGIONS(NET_LINK_BASE, 0) <3 regions: 1020 KiB up to 0x7f8fefff>,',
      ),
      lines.join('\n'),
    );
  });

  it('can be switched off one by one', () => {
    const none = Object.fromEntries(Object.keys(allHints).map((name) => [name, false]));
    assert.deepEqual(hinted(system, none as unknown as HintSettings), []);
    assert.equal(
      hinted(cell, { ...allHints, sizes: false })[0],
      '.size = 0x1000 <up to 0x9000fff>,',
    );
    assert.equal(hinted(cell, { ...allHints, ends: false })[0], '.size = 0x1000 <4 KiB>,');
  });
});
