// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encode } from './encode.js';
import { locate, pathAt } from './locate.js';
import { sampleCell, sampleSystem } from './sample-config.test-support.js';

const cell = sampleCell({ cpus: [1], regions: [{}, {}, {}] }).config;
const system = sampleSystem({ cpus: [0, 1], regions: [{}] }).config;

describe('locate', () => {
  it('finds fields, elements and whole arrays of a cell', () => {
    assert.deepEqual(locate(cell, ['cell', 'name']), { start: 8, end: 40 });
    assert.deepEqual(locate(cell, ['cell', 'cpuSet', 0]), { start: 132, end: 133 });
    assert.deepEqual(locate(cell, ['cell', 'memoryRegions', 2, 'size']), { start: 220, end: 228 });
    assert.deepEqual(locate(cell, ['cell', 'memoryRegions']), { start: 140, end: 236 });
    assert.deepEqual(locate(cell, ['cell', 'numMemoryRegions']), { start: 52, end: 56 });
  });

  it('finds the system and its root cell', () => {
    const gicr = ['system', 'platformInfo', 'arm', 'gicrBase'];
    assert.deepEqual(locate(system, gicr), { start: 348, end: 356 });
    assert.deepEqual(locate(system, ['rootCell', 'name']), { start: 364, end: 396 });
    const region = ['rootCell', 'memoryRegions', 0, 'physStart'];
    assert.deepEqual(locate(system, region), { start: 496, end: 504 });
  });

  it('answers undefined for what is not there', () => {
    assert.equal(locate(cell, ['rootCell', 'name']), undefined);
    assert.equal(locate(cell, ['cell', 'memoryRegions', 3]), undefined);
    assert.equal(locate(cell, ['cell', 'memoryRegions', 'physStart']), undefined);
    assert.equal(locate(cell, ['cell', 'colour']), undefined);
    assert.equal(locate(cell, []), undefined);
    assert.equal(pathAt(cell, encode(cell).length), undefined);
    assert.equal(pathAt(cell, -1), undefined);
  });

  it('finds a range around every byte for which pathAt names a path', () => {
    for (const config of [cell, system]) {
      fc.assert(
        fc.property(fc.nat({ max: encode(config).length - 1 }), (offset) => {
          const path = pathAt(config, offset);
          assert.ok(path);
          const range = locate(config, path);
          assert.ok(range && range.start <= offset && offset < range.end);
        }),
      );
    }
  });
});
