// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { systemCandidatesOf, systemFileOf } from './system-of.js';

describe('The system of a cell file', () => {
  const files = ['configs/qemu.c', 'configs/qemu-arm64.c', 'arm/qemu-arm64.c', 'configs/q.txt'];

  it('is the file beside it with the longest base name that starts its own', () => {
    assert.equal(systemFileOf('configs/qemu-arm64-inmate-demo.c', files), 'configs/qemu-arm64.c');
    assert.equal(systemFileOf('configs/qemu-x86-apic-demo.c', files), 'configs/qemu.c');
  });

  it('is none for a system, and none in another folder or of another kind', () => {
    assert.equal(systemFileOf('configs/qemu.c', files), undefined);
    assert.equal(systemFileOf('x86/qemu-arm64-inmate-demo.c', files), undefined);
    assert.equal(systemFileOf('configs/qemu-arm64-inmate-demo.cell', files), undefined);
    assert.equal(systemFileOf('configs/qemuarm.c', files), undefined);
  });

  it('may be any file whose name starts the same, the longest first', () => {
    const beside = ['b.c', 'b-linux.c', 'b-linux-demo.c', 'c.c'];
    assert.deepEqual(systemCandidatesOf('b-linux-demo.c', beside), ['b-linux.c', 'b.c']);
    assert.deepEqual(systemCandidatesOf('b.c', beside), []);
  });
});
