// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import type { MemorySpace } from '../target.js';
import { describeTarget, type Bench } from './describe-target.test-support.js';

const PHYSICAL: MemorySpace = { kind: 'physical' };

async function stopInGuest(bench: Bench): Promise<void> {
  const address = bench.program.symbol('guest_call');
  const context = { kind: 'guest', vmid: 5 } as const;
  await bench.target.setStops([{ id: 1, kind: 'instruction', address, context, hitCount: 4 }]);
  await bench.target.resume();
  await bench.nextStop();
}

describeTarget('Memory and registers', (test) => {
  test('are written and read back', async (bench) => {
    await bench.target.writeRegisters(0, { x5: 0x1122334455667788n });
    assert.deepEqual(await bench.target.readRegisters(0, ['x5']), { x5: 0x1122334455667788n });
    const bytes = Uint8Array.from([1, 2, 3]);
    await bench.target.writeMemory(PHYSICAL, 0x48000001n, bytes);
    assert.deepEqual(await bench.target.readMemory(PHYSICAL, 0x48000001n, 3), bytes);
  });

  test('have the names of the architecture', async (bench) => {
    const registers = await bench.target.readRegisters(1);
    for (const name of ['x0', 'sp', 'pc', 'cpsr', 'v31', 'SCTLR_EL1', 'VTTBR_EL2', 'ESR_EL2']) {
      assert.equal(typeof registers[name], 'bigint', name);
    }
    await assert.rejects(bench.target.readRegisters(0, ['rax']), { code: 'no-such-register' });
    if (bench.target.capabilities.writeSystemRegisters !== true) {
      await assert.rejects(bench.target.writeRegisters(0, { HCR_EL2: 0n }), {
        code: 'register-read-only',
      });
    }
  });

  test('are seen through both stages of a guest', async (bench) => {
    await stopInGuest(bench);
    const counters = bench.program.symbol('counters');
    const alias = counters - 0x40000000n + 0xc0000000n;
    const expected = await bench.target.readMemory(PHYSICAL, counters, 16);
    assert.equal(expected[0], 4);
    const { VTTBR_EL2: vttbr = 0n } = await bench.target.readRegisters(0, ['VTTBR_EL2']);
    const views: readonly (readonly [MemorySpace, bigint])[] = [
      [{ kind: 'current', cpu: 0 }, alias],
      [{ kind: 'guest', cpu: 0 }, alias],
      [{ kind: 'stage2', vttbr }, alias - 0x40000000n],
    ];
    for (const [space, address] of views) {
      assert.deepEqual(await bench.target.readMemory(space, address, 16), expected, space.kind);
    }
  });

  test('of a guest stay readable while its CPU is at EL2', async (bench) => {
    const address = bench.program.symbol('exit_hook') + 4n; // never reached: the mask is 0
    await stopInGuest(bench);
    await bench.target.setStops([
      { id: 1, kind: 'instruction', address, context: { kind: 'any' } },
    ]);
    await bench.target.step(0);
    await bench.nextStop();
    const { cpsr = 0n } = await bench.target.readRegisters(0, ['cpsr']);
    assert.equal((cpsr >> 2n) & 3n, 2n);
    const text = bench.program.symbol('guest_call');
    const code = await bench.target.readMemory({ kind: 'guest', cpu: 0 }, text, 4);
    assert.deepEqual(code, await bench.target.readMemory(PHYSICAL, text, 4));
    // EL2 runs with its MMU off: the guest's alias means something else there.
    const alias = text - 0x40000000n + 0xc0000000n;
    assert.deepEqual(await bench.target.readMemory({ kind: 'guest', cpu: 0 }, alias, 4), code);
    const other = await bench.target.readMemory({ kind: 'current', cpu: 0 }, alias, 4);
    assert.notDeepEqual(other, code);
  });

  test('that no table maps are refused with the stage that refuses', async (bench) => {
    await stopInGuest(bench);
    await assert.rejects(bench.target.readMemory({ kind: 'guest', cpu: 0 }, 0x10n, 4), {
      code: 'memory-not-mapped',
      message: /Stage 1 does not map 0x10: the level 1 descriptor/,
    });
    const { VTTBR_EL2: vttbr = 0n } = await bench.target.readRegisters(0, ['VTTBR_EL2']);
    await assert.rejects(bench.target.readMemory({ kind: 'stage2', vttbr }, 0xc0000000n, 4), {
      code: 'memory-not-mapped',
      message: /Stage 2/,
    });
  });

  test('outside RAM are read from the device', async (bench) => {
    const peripheralId = await bench.target.readMemory(PHYSICAL, 0x09000fe0n, 4);
    assert.deepEqual(peripheralId, Uint8Array.from([0x11, 0, 0, 0])); // PL011, part 0x011
    await assert.rejects(bench.target.readMemory(PHYSICAL, 0x3ffffff0n, 32), {
      code: 'memory-not-mapped',
    });
  });

  test('in RAM are read and written while CPUs run', async (bench) => {
    await bench.target.resume();
    const counters = bench.program.symbol('counters');
    const count = async (): Promise<bigint> => {
      const bytes = await bench.target.readMemory(PHYSICAL, counters, 8);
      return Buffer.from(bytes).readBigUInt64LE();
    };
    const first = await count();
    while ((await count()) === first) await new Promise((next) => setTimeout(next, 1));
    await bench.target.writeMemory(PHYSICAL, 0x48000000n, Uint8Array.of(42));
    assert.deepEqual(await bench.target.readMemory(PHYSICAL, 0x48000000n, 1), Uint8Array.of(42));
  });

  test('cross the console in both directions', async (bench) => {
    assert.deepEqual(bench.target.consoles.list(), [{ name: 'uart0' }]);
    await bench.target.resume();
    await bench.heard('hello\n');
    await bench.target.consoles.write('uart0', Buffer.from('echo!'));
    await bench.heard('echo!');
    await assert.rejects(bench.target.consoles.write('uart9', Uint8Array.of(0)), /no console/);
  });
});
