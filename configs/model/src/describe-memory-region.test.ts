// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { describeMemoryRegion, flagNames } from './describe-memory-region.js';
import type { MemoryRegion } from './schema/records.js';

/** Title, both places, flags and notes, one each line. */
function textOf(region: Partial<MemoryRegion>, cell?: string, index?: number): string[] {
  const whole = { physStart: 0n, virtStart: 0n, size: 0n, flags: 0n, ...region };
  const { title, physical, virtual, flags, notes } = describeMemoryRegion(whole, { cell, index });
  return [title, physical ?? 'nowhere', virtual, flags.join(' | '), ...notes];
}

describe('The description of a memory region', () => {
  it('says who it is, where it lies and what may be done', () => {
    const region = { physStart: 0x7fa00000n, size: 0x10000n, flags: 0x4fn };
    assert.deepEqual(textOf(region, 'inmate-demo', 1), [
      'Memory region 1 of "inmate-demo": RAM',
      '0x7fa00000-0x7fa0ffff (64 KiB)',
      '0x0-0xffff (64 KiB)',
      'READ | WRITE | EXECUTE | DMA | LOADABLE',
      'The root cell may write it between loading and start of the cell.',
    ]);
  });

  it('leaves out the physical address of a communication region', () => {
    assert.deepEqual(textOf({ virtStart: 0x80000000n, size: 0x1000n, flags: 0x23n }).slice(0, 3), [
      'Memory region: communication region',
      'nowhere',
      '0x80000000-0x80000fff (4 KiB)',
    ]);
  });

  it('warns that parts of a page are emulated, and of what is then refused', () => {
    const part = { physStart: 0x101ff000n, virtStart: 0x101ff000n, size: 0x24n, flags: 0x40013n };
    assert.match(textOf(part).join('\n'), /36 bytes.*emulated; 32 bits wide/s);
    assert.match(
      textOf({ physStart: 0x9000000n, size: 0x1000n, flags: 0x13n })[0] ?? '',
      /: device$/,
    );
    assert.match(textOf({ ...part, flags: 0x13n }).join('\n'), /no IO_\* width is set/);
  });

  it('names place holders', () => {
    assert.deepEqual(textOf({}), [
      'Memory region: place holder',
      '0x0 (empty)',
      '0x0 (empty)',
      '',
      'It has no size: the hypervisor skips it.',
    ]);
  });

  it('keeps bits without a name', () => {
    assert.deepEqual(flagNames(0x200000001n), ['READ', '0x200000000']);
  });
});
