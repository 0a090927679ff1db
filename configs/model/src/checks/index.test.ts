// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { sampleCell } from '../sample-config.test-support.js';
import { checks, runChecks } from './index.js';

describe('The checks', () => {
  it('are of kebab-case names, each of its own', () => {
    const ids = checks.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(
      ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)),
      [],
    );
  });

  it('wait until the counts of a configuration are right', () => {
    const region = { size: 0x1000n };
    const { name, config } = sampleCell({ name: 'demo', cpus: [9], regions: [region, region] });
    const cells = [{ name, config: { ...config, trailing: new Uint8Array(8) } }];
    assert.ok(runChecks({ cells: [{ name, config }] }).length > 0);
    assert.deepEqual(runChecks({ cells }), []);
  });
});
