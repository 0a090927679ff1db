// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import type { CpuId, Stop, StopReason, Target, TargetEvent } from '@cellblock/targets';
import type { CpuPosition } from '../stack/cpu-position.js';
import { RunControl } from './run-control.js';
import { Stepper, type StepView } from './stepper.js';

const USER_STOP = 7;

/** Runs until the next of these CPUs hits a stop: the step's own, or the user's. */
function scripted(hits: readonly { readonly cpu: CpuId; readonly user?: true }[]) {
  let listener: (event: TargetEvent) => void = () => undefined;
  let stops: readonly Stop[] = [];
  const left = [...hits];
  const target: Pick<Target, 'onEvent' | 'setStops' | 'resume'> = {
    onEvent: (given) => {
      listener = given;
      return { dispose: () => undefined };
    },
    setStops: (given) => {
      stops = given;
      return Promise.resolve([]);
    },
    resume: () => {
      listener({ kind: 'resumed' });
      const hit = left.shift();
      assert.ok(hit, 'The step resumed once too often.');
      const ids = hit.user ? [USER_STOP] : stops.map(({ id }) => id);
      const reason: StopReason = { kind: 'stop', ids };
      listener({ kind: 'stopped', cpu: hit.cpu, reason });
      return Promise.resolve();
    },
  };
  return { target: target as Target, left };
}

/** CPU 1 in the hypervisor, called from 0x2000. */
const view: StepView = {
  position: (cpu) =>
    Promise.resolve<CpuPosition>({
      ...{ cpu, pc: 0x1000n, level: 2, vmid: 1, cell: undefined, registers: new Map() },
    }),
  positionAfter: (before) => Promise.resolve(before),
  contextAt: () => undefined,
  instruction: () => Promise.resolve(undefined),
  frames: () =>
    Promise.resolve(
      [0x1000n, 0x2000n].map((pc) => ({
        ...{ pc, lookupPc: pc, registers: new Map(), canonicalFrameAddress: 0x8000n },
      })),
    ),
  guestReturn: () => Promise.resolve(undefined),
  exitStop: () => Promise.resolve(undefined),
};

describe('a step through code that other CPUs run, too', () => {
  async function stepOut(hits: Parameters<typeof scripted>[0]) {
    const { target, left } = scripted(hits);
    const run = new RunControl(target, { stopped: () => undefined, resumed: () => undefined });
    const end = await new Stepper(run, view, () => false).step(1, 'out');
    return { kind: end.kind, cpu: end.stopped.cpu, left: left.length };
  }

  it('ends where its own CPU is', async () => {
    const end = await stepOut([{ cpu: 2 }, { cpu: 0 }, { cpu: 1 }]);
    assert.deepEqual(end, { kind: 'done', cpu: 1, left: 0 });
  });

  it("is interrupted by the user's stop on any CPU", async () => {
    const end = await stepOut([{ cpu: 2 }, { cpu: 0, user: true }, { cpu: 1 }]);
    assert.deepEqual(end, { kind: 'interrupted', cpu: 0, left: 1 });
  });
});
