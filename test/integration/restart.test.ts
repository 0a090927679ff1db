// SPDX-License-Identifier: MIT
// A cell of two CPUs that is started again and again while it runs.
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { loadCell, startSystem } from './live-system.js';
import { changed, PASSIVE, program } from './made-cells.js';

const ROUNDS = 40;
const PATIENCE_MS = 60_000;
const RESULTS = 0x7fa28000n; // the cell's own 0x8000
const BRANCH_TO_SELF = 0x14000000;
const SECOND_ENTRY = 16; // instructions

/** The first CPU switches CPU 3 on with argument 7; each says so in memory. */
const CODE = program(
  0xd2900005, // mov x5, #0x8000
  0xd2b88000, // mov x0, #0xc4000000
  0x91000c00, // add x0, x0, #3: PSCI CPU_ON
  0xd2800061, // mov x1, #3
  0xd2800802, // mov x2, #SECOND_ENTRY * 4
  0xd28000e3, // mov x3, #7
  0xd4000003, // smc #0
  0x91000400, // add x0, x0, #1
  0xf90000a0, // str x0, [x5]
  BRANCH_TO_SELF,
  ...new Array<number>(SECOND_ENTRY - 10).fill(0),
  0xd2900005, // mov x5, #0x8000
  0xf90004a0, // str x0, [x5, #8]
  BRANCH_TO_SELF,
);

describe('A cell of two CPUs', () => {
  it('finds its second CPU off at every start, and can switch it on', async () => {
    const system = await startSystem(changed('configs/arm64/qemu-arm64.c'));
    try {
      const { engine } = system;
      const config = changed('configs/arm64/qemu-arm64-bounds-demo.c', PASSIVE, [
        '0b1000',
        '0b1100',
      ]);
      const id = await loadCell(system, config, CODE);
      for (let round = 0; round < ROUNDS; round++) {
        await engine.target.writeMemory({ kind: 'physical' }, RESULTS, new Uint8Array(16));
        await engine.startCell(id);
        const end = Date.now() + PATIENCE_MS;
        let results = new BigUint64Array(2);
        while (results[0] === 0n || (results[0] === 1n && results[1] === 0n)) {
          assert.ok(Date.now() < end, `waited in vain for both CPUs in round ${round}`);
          await delay(1);
          const bytes = await engine.target.readMemory({ kind: 'physical' }, RESULTS, 16);
          results = new BigUint64Array(Uint8Array.from(bytes).buffer);
        }
        assert.deepEqual([...results], [1n, 7n], `round ${round}: CPU_ON's result + 1, argument`);
      }
    } finally {
      await system.dispose();
    }
  });
});
