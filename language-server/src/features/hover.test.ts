// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { editorWith, marked, pathOf, positionIn, textOf } from '../editor.test-support.js';
import { hoverAt } from './hover.js';

const cell = 'configs/arm64/qemu-arm64-inmate-demo.c';
const system = 'configs/arm64/qemu-arm64.c';

/** The hover at a piece of a file of the repository, one character into it. */
function hoverOf(file: string, piece: string, occurrence = 0): string {
  const position = positionIn(textOf(file), piece, occurrence, 1);
  return hoverAt(editorWith(), pathOf(file), position)?.markdown ?? '';
}

/** The hover at the '@' of a cell's changed text. */
function hoverIn(text: string): string | undefined {
  const { text: source, position } = marked(text);
  return hoverAt(editorWith({ [cell]: source }), pathOf(cell), position)?.markdown;
}

describe('A hover over a memory region', () => {
  it('tells its value, range, flags, bytes and what the field means', () => {
    const text = hoverOf(cell, '.phys_start = 0x7fa00000');
    assert.match(text, /memory_regions\[1\]\.phys_start\*\* = \d+ = 0x7fa00000/);
    assert.match(text, /0x7fa00000-0x7fa0ffff \(64 KiB\)/);
    assert.match(text, /READ · WRITE · EXECUTE · DMA · LOADABLE/);
    assert.match(text, /Bytes 0xac-0xb3 of the \.cell file/);
    assert.match(text, /Where the memory or the device really is/);
    assert.match(text, /refused \(EINVAL\)/);
  });

  it('tells who else has the memory', () => {
    assert.match(
      hoverOf(cell, '0x7fa00000'),
      /Also mapped by:\n\n- the root cell, memory region \d+: 0x7fa00000-0x7fa0ffff/,
    );
    assert.match(hoverOf(system, 'MMIO(UART_BASE'), /- "inmate-demo", memory region 0: .*shared/);
  });

  it('tells what the page tables will have', () => {
    const ram = hoverOf(cell, '0x7fa00000');
    assert.match(ram, /16 pages of 4 KiB/);
    assert.match(ram, /S2AP 0b11 \(read and write\), XN 0, MemAttr 0b1111 \(Normal write-back\)/);
    assert.match(hoverOf(system, '0x40000000'), /384 blocks of 2 MiB/);
    const part = textOf(cell).replace('.phys_start = 0x09000000', '.phys_start = 0x0900@0800');
    assert.match(
      hoverIn(part.replace('.virt_start = 0x09000000', '.virt_start = 0x09000800')) ?? '',
      /no entry/,
    );
  });

  it('says nothing of page tables where they are not known', () => {
    const pc = 'configs/x86/qemu-x86-tiny-demo.c';
    assert.doesNotMatch(hoverOf(pc, '.phys_start'), /Stage 2/);
  });
});

describe('A hover', () => {
  it('over a field whose value is a macro tells of that field', () => {
    assert.match(hoverOf(system, '.gicd_base'), /arm\.gicd_base\*\* = \d+ = 0x8000000/);
    assert.match(hoverOf(system, '.gicd_base'), /Where the distributor is/);
  });

  it('over CPUs tells which they are and who has them', () => {
    const text = hoverOf(cell, '0b0010');
    assert.match(text, /CPUs 1/);
    assert.match(text, /- the root cell: 1/);
  });

  it('over interrupts tells their numbers', () => {
    assert.match(hoverOf(system, '0xffffffff'), /interrupt 32-63/);
    assert.match(hoverOf(system, '0xffffffff'), /- "linux-demo": 33/);
  });

  it('over a PCI device tells its address and its peers', () => {
    const text = hoverOf(system, 'NET_LINK_BDF');
    assert.match(text, /IVSHMEM 00:01\.0 in domain 1, protocol VETH/);
    assert.match(text, /- "linux-demo"/);
  });

  it('over a macro tells what it becomes, with the arguments there', () => {
    const text = hoverOf(system, 'MMIO(0x09010000');
    assert.match(text, /#define MMIO\(start, length\)/);
    assert.match(text, /\.phys_start = \(0x09010000\)/);
    assert.match(text, /\.size = \(192 \* 0x400ULL\)/);
  });

  it('over a constant tells its value', () => {
    assert.match(hoverOf(cell, 'NUM_REGIONS'), /NUM_REGIONS = 3/);
    assert.match(hoverOf(cell, '[RAM]'), /RAM = 1/);
    assert.match(hoverOf(cell, 'JAILHOUSE_MEM_DMA'), /#define JAILHOUSE_MEM_DMA 0x0008/);
  });

  it('over a field in a header tells what the format says of it', () => {
    const header = 'configs/include/jailhouse/cell-config.h';
    assert.match(hoverOf(header, 'phys_start;'), /really is/);
    assert.match(hoverOf(header, 'vpci_irq_base;'), /virtual PCI host/);
  });

  it('works while the text makes no sense elsewhere', () => {
    const text = textOf(cell)
      .replace('.name = "inmate-demo"', '.name = ')
      .replace('.phys_start = 0x7fa00000', '.phys_start = 0x7fa0@0000');
    assert.match(hoverIn(text) ?? '', /0x7fa00000-0x7fa0ffff/);
  });

  it('is none over space and comments', () => {
    assert.equal(hoverIn(textOf(cell).replace('* A cell', '* A@ cell')), undefined);
    assert.equal(hoverIn('@'), undefined);
  });
});
