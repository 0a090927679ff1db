// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import type { ExitRecord } from '@cellblock/engine/client';
import { describeExit } from './describe-exit.js';

function check(about: Partial<ExitRecord>, expected: string): void {
  const exit: ExitRecord = {
    ...{ cpu: 2, sequence: 1n, reason: 'none', cellId: 1, write: false, fetch: false },
    ...{ pc: 0n, syndrome: 0n, address: 0n, value: 0n, registers: 0n },
    ...about,
  };
  assert.equal(describeExit(exit, 'gic-demo'), expected);
}

describe('an exit in words', () => {
  it('says which device was accessed and how', () => {
    const address = 0x08000004n;
    check(
      { reason: 'mmio', write: true, size: 4, address },
      'MMIO write 0x0000000008000004, 4 bytes, from gic-demo',
    );
    check(
      { reason: 'mmio', size: 1, address },
      'MMIO read 0x0000000008000004, 1 byte, from gic-demo',
    );
    check({ reason: 'mmio', address }, 'MMIO read 0x0000000008000004, from gic-demo');
  });

  it('names calls by their numbers', () => {
    check({ reason: 'hypercall', address: 8n }, 'hypercall 8 DEBUG_CONSOLE_PUTC from gic-demo');
    check({ reason: 'hypercall', address: 99n }, 'hypercall 99 from gic-demo');
    check({ reason: 'psci', address: 0xc4000003n }, 'PSCI 0xc4000003 CPU_ON from gic-demo');
    check({ reason: 'smccc', address: 0x80000000n }, 'SMCCC 0x80000000 VERSION from gic-demo');
  });

  it('says what a violation tried', () => {
    const address = 0x50000000n;
    check(
      { reason: 'violation', size: 4, address },
      'violation: read 0x0000000050000000, 4 bytes, by gic-demo',
    );
    check(
      { reason: 'violation', fetch: true, address },
      'violation: instruction fetch at 0x0000000050000000, by gic-demo',
    );
  });
});
