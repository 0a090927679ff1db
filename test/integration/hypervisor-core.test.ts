// SPDX-License-Identifier: MIT
// The hypervisor's core against a fake architecture, on this machine's own CPU.
import assert from 'node:assert/strict';
import { runProcess } from './run-process.js';

describe("The hypervisor's core", () => {
  it('passes its unit tests', async () => {
    const { status, stdout, stderr } = await runProcess('make', [
      ...['-s', '-C', 'hypervisor', 'unit-tests'],
    ]);
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /^ +ok /m);
    assert.match(stdout, /^0 failed$/m);
  });
});
