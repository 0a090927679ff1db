// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { setsOf } from '../fixes.test-support.js';
import { sampleCell, sampleSystem } from '../sample-config.test-support.js';
import { regionOverHypervisorMemory } from './region-over-hypervisor-memory.js';

const hypervisor = { physStart: 0x7fc00000n, size: 0x400000n };

describe('The check region-over-hypervisor-memory', () => {
  it('finds regions of the root cell and of other cells, and offers to end them earlier', () => {
    const system = sampleSystem({
      name: 'board',
      hypervisor,
      regions: [{ physStart: 0x40000000n, size: 0x40000000n }],
    });
    const inside = sampleCell({
      name: 'demo',
      regions: [{}, { physStart: 0x7fd00000n, size: 0x1000n }],
    });
    const [root, cell, ...others] = regionOverHypervisorMemory.run({ system, cells: [inside] });
    assert.deepEqual(others, []);
    assert.deepEqual(root?.at, {
      config: 'board.c',
      steps: ['rootCell', 'memoryRegions', 0, 'size'],
    });
    assert.deepEqual(setsOf(root)[0]?.value, 0x3fc00000n);
    assert.match(root.message, /0x40000000-0x7fffffff \(1 GiB\).*0x7fc00000-0x7fffffff \(4 MiB\)/);
    assert.match(root.message, /REFUSAL_REGION_HYPERVISOR/);
    assert.deepEqual(cell?.at, {
      config: 'demo.c',
      steps: ['cell', 'memoryRegions', 1, 'physStart'],
    });
    assert.equal(cell.fix?.edits[0]?.kind, 'remove');
    assert.deepEqual(cell.related?.[0]?.at.config, 'board.c');
  });

  it('accepts regions that end where the hypervisor starts, and communication regions', () => {
    const system = sampleSystem({
      hypervisor,
      regions: [
        { physStart: 0x40000000n, size: 0x3fc00000n },
        { physStart: 0x7fc00000n, size: 0x1000n, flags: 0x20n },
        { physStart: 0x7fc00000n },
      ],
    });
    assert.deepEqual(regionOverHypervisorMemory.run({ system, cells: [] }), []);
  });

  it('says nothing about a cell without its system', () => {
    const cell = sampleCell({ regions: [{ physStart: 0x7fc00000n, size: 0x1000n }] });
    assert.deepEqual(regionOverHypervisorMemory.run({ cells: [cell] }), []);
  });
});
