// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import type { EngineClient } from '@cellblock/engine/client';
import type { Target, TargetEvent } from '@cellblock/targets';
import { SourcePaths } from './contexts/source-paths.js';
import { SymbolContexts } from './contexts/symbol-contexts.js';
import { Debuggee, type DebuggeeParts } from './debuggee.js';

/** A machine whose steps end when the test says so. */
class SlowSteps {
  readonly log: string[] = [];
  readonly begun: Promise<void>;
  endStep: () => void = () => undefined;
  private listener: (event: TargetEvent) => void = () => undefined;
  private begin: () => void = () => undefined;

  constructor() {
    this.begun = new Promise((resolve) => (this.begin = resolve));
  }

  get target(): Target {
    const target: Partial<Target> = {
      onEvent: (listener) => {
        this.listener = listener;
        return { dispose: () => undefined };
      },
      setStops: () => Promise.resolve([]),
      readRegisters: () => Promise.resolve({ pc: 0x1000n, cpsr: 0x5n }),
      resume: () => {
        this.tell({ kind: 'resumed' });
        return Promise.resolve();
      },
      pause: () => Promise.resolve(),
      step: async (cpu) => {
        this.tell({ kind: 'resumed' });
        this.begin();
        await new Promise<void>((resolve) => (this.endStep = resolve));
        this.tell({ kind: 'stopped', cpu, reason: { kind: 'step' } });
      },
    };
    return target as Target;
  }

  tell(event: TargetEvent): void {
    this.log.push(event.kind);
    this.listener(event);
  }
}

describe('leaving a debuggee', () => {
  it('in the middle of a step waits for its end and lets the system go on', async () => {
    const machine = new SlowSteps();
    const engine: Partial<EngineClient> = {
      target: machine.target,
      listCells: () => Promise.resolve([]),
    };
    const parts: Partial<DebuggeeParts> = {
      engine: engine as EngineClient,
      contexts: new SymbolContexts([]),
      sources: new SourcePaths('/'),
    };
    const debuggee = new Debuggee(parts as DebuggeeParts, {
      stopped: () => undefined,
      resumed: () => undefined,
      output: (text) => assert.fail(text),
    });
    machine.tell({ kind: 'stopped', cpu: 0, reason: { kind: 'step' } });
    debuggee.step(0, 'instruction');
    await machine.begun;
    const left = debuggee.leave();
    // All that leaving does without the step's end is done by the next turn.
    await new Promise(setImmediate);
    machine.endStep();
    await left;
    assert.deepEqual(machine.log, ['stopped', 'resumed', 'stopped', 'resumed']);
  });
});
