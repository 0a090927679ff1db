// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import type { Context, ExitStop, InstructionStop, Stop } from '../target.js';
import { describeTarget, type Bench } from './describe-target.test-support.js';

const CPU0_GUEST: Context = { kind: 'guest', vmid: 5 };
const CPU1_GUEST: Context = { kind: 'guest', vmid: 6 };

function at(address: bigint, context: Context, more: Partial<InstructionStop> = {}): Stop {
  return { id: 1, kind: 'instruction', address, context, ...more };
}

async function register(bench: Bench, cpu: number, name: string): Promise<bigint> {
  const value = (await bench.target.readRegisters(cpu, [name]))[name];
  assert.notEqual(value, undefined);
  return value ?? 0n;
}

/** Runs until CPU `cpu` hits a stop of the list. */
async function runTo(bench: Bench, stops: readonly Stop[], cpu: number): Promise<void> {
  const verdicts = await bench.target.setStops(stops);
  assert.ok(verdicts.every(({ set }) => set === true));
  await bench.target.resume();
  const stop = await bench.nextStop();
  assert.deepEqual(stop, { kind: 'stopped', cpu, reason: { kind: 'stop', ids: [1] } });
}

describeTarget('Running and stopping', (test) => {
  test('begins stopped, before the first instruction', async (bench) => {
    assert.equal(await register(bench, 0, 'x0'), 0n);
    await assert.rejects(bench.target.resume([9]), { code: 'no-such-cpu' });
  });

  test('pauses all CPUs and lets them go on', async (bench) => {
    await bench.target.resume();
    await bench.heard('hello\n');
    await bench.target.pause();
    const stop = await bench.nextStop();
    assert.deepEqual(stop.reason, { kind: 'pause' });
    await bench.target.pause();
    await runTo(bench, [at(bench.program.symbol('guest_call'), CPU0_GUEST)], 0);
  });

  test('refuses what needs a stopped machine while it runs', async (bench) => {
    await bench.target.resume();
    await assert.rejects(bench.target.readRegisters(0), { code: 'not-stopped' });
    await assert.rejects(bench.target.resume(), { code: 'not-stopped' });
    await assert.rejects(bench.target.readMemory({ kind: 'guest', cpu: 0 }, 0n, 4), {
      code: 'not-stopped',
    });
  });

  test('stops at an instruction of one guest only', async (bench) => {
    const call = bench.program.symbol('guest_call');
    for (let round = 0; round < 3; round++) {
      await runTo(bench, [at(call, CPU1_GUEST)], 1);
      assert.equal(await register(bench, 1, 'pc'), call);
      assert.equal(await register(bench, 1, 'x28'), 1n);
    }
  });

  test('makes progress between two hits of the same stop', async (bench) => {
    const call = bench.program.symbol('guest_call');
    await runTo(bench, [at(call, CPU0_GUEST)], 0);
    const first = await register(bench, 0, 'x19');
    await runTo(bench, [at(call, CPU0_GUEST)], 0);
    assert.equal(await register(bench, 0, 'x19'), first + 1n);
  });

  test('tells EL2 from a guest at the same address', async (bench) => {
    const call = bench.program.symbol('guest_call');
    const verdicts = await bench.target.setStops([
      { id: 1, kind: 'instruction', address: call, context: { kind: 'hypervisor' } },
      { id: 2, kind: 'instruction', address: call, context: CPU0_GUEST, hitCount: 20 },
    ]);
    assert.equal(verdicts.length, 2);
    await bench.target.resume();
    const stop = await bench.nextStop();
    assert.deepEqual(stop.reason, { kind: 'stop', ids: [2] });
    assert.equal(await register(bench, 0, 'x19'), 20n);
  });

  test('stops when a condition on registers and memory holds', async (bench) => {
    const counter = bench.program.symbol('counters');
    const stop = at(bench.program.symbol('guest_call'), CPU0_GUEST, {
      condition: {
        kind: 'binary',
        operator: '&&',
        left: {
          kind: 'binary',
          operator: '>',
          left: { kind: 'register', name: 'x19' },
          right: { kind: 'constant', value: 6n },
        },
        right: {
          kind: 'binary',
          operator: '==',
          left: {
            kind: 'memory',
            space: 'current',
            address: { kind: 'constant', value: counter },
            bytes: 8,
          },
          right: { kind: 'constant', value: 9n },
        },
      },
    });
    await runTo(bench, [stop], 0);
    assert.equal(await register(bench, 0, 'x19'), 9n);
  });

  test('says which stops it cannot set', async (bench) => {
    const stop = at(0n, CPU0_GUEST, { condition: { kind: 'register', name: 'x99' } });
    const [verdict] = await bench.target.setStops([stop]);
    assert.deepEqual(verdict, {
      id: 1,
      set: { missing: 'The condition names "x99", no register.' },
    });
  });

  test('steps one instruction of one CPU', async (bench) => {
    const store = bench.program.symbol('guest_store');
    await runTo(bench, [at(store, CPU0_GUEST)], 0);
    const other = await register(bench, 1, 'x19');
    await bench.target.step(0);
    assert.deepEqual((await bench.nextStop()).reason, { kind: 'step' });
    assert.equal(await register(bench, 0, 'pc'), store + 4n);
    assert.equal(await register(bench, 1, 'x19'), other);
  });

  test('steps over a sleeping instruction', async (bench) => {
    const sleep = bench.program.symbol('sleep');
    await runTo(bench, [at(sleep, { kind: 'hypervisor' })], 2);
    await bench.target.step(2);
    assert.deepEqual((await bench.nextStop()).reason, { kind: 'step' });
    assert.equal(await register(bench, 2, 'pc'), sleep + 4n);
  });

  test('reports a stop that a step runs into', async (bench) => {
    const store = bench.program.symbol('guest_store');
    await runTo(bench, [at(store, CPU0_GUEST)], 0);
    await bench.target.setStops([at(store + 4n, CPU0_GUEST)]);
    await bench.target.step(0);
    assert.deepEqual((await bench.nextStop()).reason, { kind: 'stop', ids: [1] });
  });

  test('resumes chosen CPUs only', async (bench) => {
    const call = bench.program.symbol('guest_call');
    await runTo(bench, [at(call, CPU1_GUEST, { hitCount: 3 })], 1);
    const standing = await register(bench, 1, 'x19');
    await bench.target.setStops([at(call, CPU0_GUEST, { hitCount: 5 })]);
    await bench.target.resume([0]);
    assert.equal((await bench.nextStop()).cpu, 0);
    assert.equal(await register(bench, 1, 'x19'), standing);
  });

  test('takes stops while the machine runs', async (bench) => {
    await bench.target.resume();
    await bench.heard('hello\n');
    await bench.target.setStops([at(bench.program.symbol('guest_call'), CPU0_GUEST)]);
    assert.equal((await bench.nextStop()).cpu, 0);
  });

  test('stops at a write to watched memory, of one guest only', async (bench) => {
    const counters = bench.program.symbol('counters');
    const stop: Stop = {
      id: 1,
      kind: 'access',
      access: 'write',
      address: counters,
      length: 16,
      context: CPU1_GUEST,
    };
    await runTo(bench, [stop], 1);
    // Before the store, or right behind it where the other guest hit at the same time.
    const behind = (await register(bench, 1, 'pc')) - bench.program.symbol('guest_store');
    assert.ok(behind === 0n || behind === 4n);
    const first = await register(bench, 1, 'x19');
    await runTo(bench, [stop], 1);
    assert.equal(await register(bench, 1, 'x19'), first + 1n);
  });

  test('stops at exits of one cell, by reason and address', async (bench) => {
    const stop: ExitStop = {
      id: 1,
      kind: 'exit',
      reasons: 1n << 3n,
      cellId: 6,
      range: { start: 5n, size: 1n },
      hook: {
        entry: bench.program.symbol('exit_hook'),
        mask: bench.program.symbol('exit_mask'),
        firstCpu: bench.program.symbol('records'),
        cpuStride: 32,
        offsets: { reason: 0, cellId: 4, address: 8 },
      },
    };
    await runTo(bench, [stop], 1);
    assert.equal((await register(bench, 1, 'x19')) & 7n, 5n);
    await bench.target.setStops([]);
    const mask = await bench.target.readMemory({ kind: 'physical' }, stop.hook.mask, 8);
    assert.deepEqual(mask, new Uint8Array(8));
  });

  test('ends the step of a CPU that is off by a pause', async (bench) => {
    for (let round = 0; round < 5; round++) {
      const stepped = bench.target.step(1);
      await Promise.all([stepped, bench.target.pause()]);
      assert.deepEqual((await bench.nextStop()).reason, { kind: 'pause' });
    }
  });

  test('counts no hit twice when a step from it is disturbed', async (bench) => {
    const call = bench.program.symbol('guest_call');
    const stop = at(call, CPU0_GUEST);
    for (let round = 0; round < 10; round++) {
      await runTo(bench, [stop], 0);
      const stepped = bench.target.step(0);
      await Promise.all([stepped, bench.target.setStops([stop, { ...stop, id: 2 }])]);
      assert.deepEqual((await bench.nextStop()).reason, { kind: 'step' });
      assert.notEqual(await register(bench, 0, 'pc'), call);
    }
  });

  test('survives pauses, stops and resumes in any interleaving', async (bench) => {
    const call = bench.program.symbol('guest_call');
    await bench.target.setStops([at(call, CPU0_GUEST, { hitCount: 1_000_000 })]);
    for (let round = 0; round < 20; round++) {
      const resumed = bench.target.resume();
      const paused = bench.target.pause();
      await Promise.all([resumed, paused]);
      assert.deepEqual((await bench.nextStop()).reason, { kind: 'pause' });
    }
    await runTo(bench, [at(call, CPU0_GUEST)], 0);
  });
});
