// SPDX-License-Identifier: MIT
// Runs one suite against every back end, each test on a machine of its own
// that runs bare-program.S.
import { QemuTarget } from '../qemu/index.js';
import type { Target, TargetEvent } from '../target.js';
import { hostedInMemory } from './hosted-in-memory.test-support.js';
import { BareProgram } from './bare-program.test-support.js';

interface BackEnd {
  readonly name: string;
  readonly create: () => Target | Promise<Target>;
}

const BACK_ENDS: readonly BackEnd[] = [
  { name: 'QEMU', create: () => new QemuTarget() },
  { name: 'QEMU in a host', create: () => hostedInMemory(new QemuTarget()) },
];

/** A started machine, and how to wait for what it does. */
export interface Bench {
  readonly target: Target;
  readonly program: BareProgram;
  /** The next stopped event that has not been taken yet; fails if the machine ends first. */
  nextStop(): Promise<Extract<TargetEvent, { kind: 'stopped' }>>;
  /** Waits until the UART has said this much. */
  heard(text: string): Promise<void>;
}

export type BenchTest = (title: string, body: (bench: Bench) => Promise<void>) => void;

export function describeTarget(title: string, body: (test: BenchTest) => void): void {
  for (const { name, create } of BACK_ENDS) {
    describe(`${title} (${name})`, () => {
      let program: BareProgram;
      before(() => (program = new BareProgram()));
      after(() => program.remove());
      body((sentence, act) => {
        it(sentence, async () => {
          const target = await create();
          const bench = new LiveBench(target, program);
          try {
            await target.start(program.machine);
            await bench.nextStop();
            await act(bench);
          } finally {
            await target.dispose();
          }
        });
      });
    });
  }
}

class LiveBench implements Bench {
  private readonly stops: Extract<TargetEvent, { kind: 'stopped' }>[] = [];
  private text = '';
  private ended: string | undefined;
  private wake: () => void = () => undefined;

  constructor(
    readonly target: Target,
    readonly program: BareProgram,
  ) {
    target.onEvent((event) => {
      if (event.kind === 'stopped') this.stops.push(event);
      if (event.kind === 'console') this.text += Buffer.from(event.bytes).toString('latin1');
      if (event.kind === 'ended') this.ended = event.detail;
      this.wake();
    });
  }

  nextStop(): Promise<Extract<TargetEvent, { kind: 'stopped' }>> {
    return this.until('a stop', () => this.stops.shift());
  }

  async heard(text: string): Promise<void> {
    await this.until(`"${text}"`, () => this.text.includes(text) || undefined);
  }

  private async until<T>(what: string, look: () => T | undefined): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (this.ended !== undefined) throw new Error(`No ${what}: ${this.ended}`);
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}
