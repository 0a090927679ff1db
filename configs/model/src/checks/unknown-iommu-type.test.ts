// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { sampleSystem } from '../sample-config.test-support.js';
import { unknownIommuType } from './unknown-iommu-type.js';

function run(...types: number[]): ReturnType<typeof unknownIommuType.run> {
  const iommus = types.map((type) => ({ type, base: 0xfed90000n, size: 0x1000 }));
  return unknownIommuType.run({ system: sampleSystem({ name: 'board', iommus }), cells: [] });
}

describe('The check unknown-iommu-type', () => {
  it('finds a unit of a type that does not exist, and names those that do', () => {
    const [problem, ...others] = run(2, 6);
    assert.deepEqual(others, []);
    assert.match(
      problem?.message ?? '',
      /^IOMMU 1 has type 6, which does not exist: there are 1 \(AMD\), 2/,
    );
    assert.deepEqual(problem?.at?.steps, ['system', 'platformInfo', 'iommuUnits', 1, 'type']);
  });

  it('accepts every known type, and units that are not used', () => {
    assert.deepEqual(run(0, 1, 2, 3, 4, 5), []);
  });
});
