// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { memoryFlags } from './constants.js';
import { memAttributes, stage2MappingOf } from './stage-2.js';

const { READ, WRITE, EXECUTE, DMA, IO, COMM_REGION, NO_HUGEPAGES } = memoryFlags;
const ram = READ | WRITE | EXECUTE | DMA;

function region(
  physStart: bigint,
  virtStart: bigint,
  size: bigint,
  flags: bigint,
): Parameters<typeof stage2MappingOf>[0] {
  return { physStart, virtStart, size, flags };
}

describe('The stage-2 mapping of a memory region', () => {
  it('has pages where the region is small', () => {
    const mapping = stage2MappingOf(region(0x7fa00000n, 0n, 0x10000n, ram));
    assert.deepEqual(mapping?.leaves, [{ level: 3, size: 0x1000n, count: 16n }]);
    assert.equal(mapping.entry, 0x7fa007ffn);
    assert.equal(mapping.isExecuteNever, false);
  });

  it('has blocks where addresses and size allow them, and pages around them', () => {
    const mapping = stage2MappingOf(region(0x401ff000n, 0x401ff000n, 0x40202000n, ram));
    assert.deepEqual(
      mapping?.leaves.map(({ level, count }) => [level, count]),
      [
        [2, 513n],
        [3, 2n],
      ],
    );
    const whole = stage2MappingOf(region(0x40000000n, 0x40000000n, 0x40000000n, ram));
    assert.deepEqual(
      whole?.leaves.map(({ level, count }) => [level, count]),
      [[1, 1n]],
    );
  });

  it('has pages only where blocks are not wanted or the addresses differ', () => {
    const wanted = region(0x40000000n, 0x40000000n, 0x200000n, ram | NO_HUGEPAGES);
    assert.equal(stage2MappingOf(wanted)?.leaves[0]?.count, 512n);
    const apart = region(0x40000000n, 0x1000n, 0x200000n, ram);
    assert.equal(stage2MappingOf(apart)?.leaves[0]?.level, 3);
  });

  it('says device and execute-never for registers', () => {
    const mapping = stage2MappingOf(region(0x9000000n, 0x9000000n, 0x1000n, READ | WRITE | IO));
    assert.equal(mapping?.memAttr, memAttributes.device);
    assert.equal(mapping.s2ap, 0b11);
    assert.equal(mapping.entry, 0x400000090007c7n);
  });

  it('is one page of the hypervisor for a communication region', () => {
    const mapping = stage2MappingOf(region(0n, 0x80000000n, 0x1000n, READ | WRITE | COMM_REGION));
    assert.deepEqual(mapping?.leaves, [{ level: 3, size: 0x1000n, count: 1n }]);
    assert.equal(mapping.memAttr, memAttributes.normal);
  });

  it('is none for place holders and for what is not made of whole pages', () => {
    assert.equal(stage2MappingOf(region(0n, 0n, 0n, 0n)), undefined);
    assert.equal(stage2MappingOf(region(0x1800n, 0x1800n, 0x100n, READ | IO)), undefined);
  });

  it('covers exactly the region', () => {
    const pages = fc.bigInt({ min: 0n, max: 1n << 30n });
    fc.assert(
      fc.property(pages, pages, fc.bigInt({ min: 1n, max: 1n << 22n }), (phys, virt, count) => {
        const size = count << 12n;
        const mapping = stage2MappingOf(region(phys << 12n, virt << 12n, size, ram));
        const covered = mapping?.leaves.reduce((sum, leaf) => sum + leaf.size * leaf.count, 0n);
        assert.equal(covered, size);
      }),
    );
  });

  it('is made of the bits that the hypervisor writes', () => {
    const source = readFileSync(
      new URL('../../../hypervisor/arch/arm64/paging.c', import.meta.url),
      'utf8',
    );
    assert.match(source, /LEAF_INNER_SHAREABLE \(3UL << 8\)/);
    assert.match(source, /LEAF_ACCESSED\s+BIT\(10\)/);
    assert.match(source, /LEAF_EXECUTE_NEVER\s+BIT\(54\)/);
    assert.match(source, /STAGE2_DEVICE \(1UL << 2\)/);
    assert.match(source, /STAGE2_NORMAL \(0xfUL << 2\)/);
    assert.match(source, /STAGE2_READ\s+BIT\(6\)/);
    assert.match(source, /STAGE2_WRITE\s+BIT\(7\)/);
  });
});
