// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { EngineFailure } from '@cellblock/engine/client';
import { configurationLoader } from './configuration.js';
import { describeFailure } from './refused-request.js';

const files = ['qemu-arm64', 'qemu-arm64-inmate-demo'].map((name) => `configs/arm64/${name}.c`);

describe('A refused request', () => {
  const members = files.map(configurationLoader({}).load);

  it('is told with the line of the configuration that it is about', () => {
    const failure = new EngineFailure('cell-refused', 'Creating cell "inmate-demo" was refused.', {
      reason: 'REFUSAL_CPU_NOT_IN_ROOT',
      errno: 'EBUSY',
      index: 1,
    });
    const text = describeFailure(failure, members, 'inmate-demo');
    const [first, second] = text.split('\n');
    assert.equal(first, failure.message);
    assert.match(
      second ?? '',
      /CPU 1 of "inmate-demo" .*\(configs\/arm64\/qemu-arm64-inmate-demo\.c:\d+\)$/,
    );
  });

  it('is told as it is where the hypervisor did not say why', () => {
    const failure = new EngineFailure('not-enabled', 'The hypervisor is not enabled.');
    assert.equal(describeFailure(failure, members), failure.message);
  });
});
