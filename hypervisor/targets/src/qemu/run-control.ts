// SPDX-License-Identifier: MIT
// Running and stopping through a gdb-remote stub, as one state machine.
//
// Either the machine is stopped and callers have the stub, one after the other
// (`turns`), or it runs and the run loop alone has the stub. What must reach the
// stub meanwhile is an errand: the loop interrupts the machine, runs the
// errand and goes on, unseen from outside.
import type { CpuId, StopReason } from '../target.js';
import { TargetFailure } from '../target-failure.js';
import {
  littleEndian,
  type Action,
  type GdbClient,
  type Point,
  type StopReply,
} from '../gdb-remote/index.js';

/** A moment in which the stub has stopped the machine. */
export interface Halt {
  readonly cpu: CpuId;
  /** The watched address that is about to be accessed. */
  readonly watch?: bigint;
  /** The watched access has happened already. */
  readonly late?: boolean;
}

export interface RunEvents {
  /** Ids of the stops that this halt means; none: the run goes on. */
  judge(halt: Halt): Promise<readonly number[]>;
  resumed(): void;
  stopped(cpu: CpuId, reason: StopReason): void;
  failed(failure: unknown): void;
}

type Plan =
  | { readonly kind: 'continue'; readonly cpus?: readonly CpuId[] }
  | { readonly kind: 'step'; readonly cpu: CpuId };

interface Errand {
  readonly run: () => Promise<void>;
}

const INSTRUCTION_BYTES = 4n;
const WFE = 0xd503205fn;
const WFI = 0xd503207fn;
/** Loads and stores: bits 28:25 are x1x0 (Arm ARM C4.1). */
const LOAD_STORE_MASK = 0x0a000000n;
const LOAD_STORE = 0x08000000n;
const HIDDEN_HIT_MS = 200;
const HCR_TWI = 1n << 13n;
const HCR_TWE = 1n << 14n;

export class RunControl {
  private state: 'stopped' | 'running' | 'ended' = 'stopped';
  private turns: Promise<unknown> = Promise.resolve();
  private errands: Errand[] = [];
  private pausing = false;
  private stubRuns = false;
  private lastCpu: CpuId = 0;
  private loopEnd: Promise<void> = Promise.resolve();
  private points = new Map<string, Point>();
  /** CPUs whose stop has been judged, and where: they must leave before they can hit again. */
  private readonly judged = new Map<CpuId, { readonly pc: bigint; readonly watch: boolean }>();

  /** Hits of other CPUs beside the one that was judged last. */
  private readonly hidden: Halt[] = [];

  constructor(
    private readonly gdb: GdbClient,
    private readonly cpus: readonly CpuId[],
    private readonly events: RunEvents,
  ) {}

  get running(): boolean {
    return this.state === 'running';
  }

  /** Runs `act` in its turn; fails with not-stopped if the machine runs then. */
  whileStopped<T>(what: string, act: () => Promise<T>): Promise<T> {
    return this.inTurn(() => {
      this.requireStopped(what);
      return act();
    });
  }

  /** Runs `act` in its turn; a running machine is halted for it, unseen from outside. */
  whileHalted<T>(act: () => Promise<T>): Promise<T> {
    return this.inTurn(() => {
      if (!this.running) {
        this.requireStopped('This');
        return act();
      }
      return new Promise<T>((resolve, reject) => {
        this.errands.push({ run: () => act().then(resolve, reject) });
        this.interruptStub();
      });
    });
  }

  resume(cpus?: readonly CpuId[]): Promise<void> {
    return this.inTurn(() => {
      this.requireStopped('Resuming');
      this.launch({ kind: 'continue', cpus });
      return Promise.resolve();
    });
  }

  /** Resolves when the CPU has stopped again. */
  async step(cpu: CpuId): Promise<void> {
    const end = await this.inTurn(() => {
      this.requireStopped('Stepping');
      this.launch({ kind: 'step', cpu });
      // In a record, so that the turn ends now and not with the step.
      return Promise.resolve({ loop: this.loopEnd });
    });
    await end.loop;
    if (this.hasEnded()) this.requireStopped('Stepping');
  }

  /** Resolves when the machine has stopped; at once if it has. */
  pause(): Promise<void> {
    return this.inTurn(async () => {
      if (!this.running) return;
      this.pausing = true;
      this.interruptStub();
      await this.loopEnd;
    });
  }

  /** No caller gets the stub any more. */
  end(): void {
    this.state = 'ended';
    this.pausing = true;
  }

  /** Replaces all breakpoints and watchpoints; gives those that the stub refused. */
  async setPoints(wanted: readonly Point[]): Promise<Point[]> {
    const next = new Map(wanted.map((point) => [keyOf(point), point]));
    for (const [key, point] of this.points) {
      if (next.has(key)) continue;
      await this.gdb.remove(point);
      this.points.delete(key);
    }
    const refused: Point[] = [];
    for (const [key, point] of next) {
      if (this.points.has(key)) continue;
      if (await this.gdb.insert(point)) this.points.set(key, point);
      else refused.push(point);
    }
    return refused;
  }

  private inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.turns.then(act);
    this.turns = turn.catch(() => undefined);
    return turn;
  }

  private requireStopped(what: string): void {
    if (this.state === 'stopped') return;
    throw this.state === 'ended'
      ? new TargetFailure('disposed', `${what} is not possible: the machine has ended.`)
      : new TargetFailure('not-stopped', `${what} needs a stopped machine. Pause it first.`);
  }

  private launch(plan: Plan): void {
    this.state = 'running';
    this.events.resumed();
    this.loopEnd = this.loop(plan).then(
      (reason) => this.finish(reason),
      (failure: unknown) => this.finish(failure),
    );
  }

  /** Back to stopped; errands that came last find the machine halted. */
  private async finish(outcome: unknown): Promise<void> {
    await this.runErrands();
    this.pausing = false;
    if (this.state === 'ended') return;
    if (isStopReason(outcome)) {
      this.state = 'stopped';
      this.events.stopped(this.lastCpu, outcome);
    } else {
      this.state = 'ended';
      this.events.failed(outcome);
    }
  }

  private async loop(plan: Plan): Promise<StopReason> {
    for (;;) {
      await this.runErrands();
      if (this.pausing) return { kind: 'pause' };
      const halt = await this.advance(plan);
      if (!halt) continue;
      const ids = await this.judge(halt.halt);
      if (ids.length > 0) return { kind: 'stop', ids };
      if (halt.stepped) return { kind: 'step' };
    }
  }

  private async runErrands(): Promise<void> {
    for (let errand = this.errands.shift(); errand; errand = this.errands.shift()) {
      await errand.run();
    }
  }

  private async judge(halt: Halt): Promise<readonly number[]> {
    this.lastCpu = halt.cpu;
    const pc = await this.programCounter(halt.cpu);
    if (!halt.late) this.judged.set(halt.cpu, { pc, watch: halt.watch !== undefined });
    return this.events.judge(halt);
  }

  /**
   * CPUs that reach a watchpoint while another one halts the machine: QEMU
   * keeps their hits to itself and would tell them an unknown number of
   * instructions late. A step of each brings its hit out now.
   */
  private async findHiddenHits(reported: CpuId, cpus: readonly CpuId[]): Promise<void> {
    for (const cpu of cpus.filter((other) => other !== reported)) {
      const pc = await this.programCounter(cpu);
      const opcode = await this.readInstruction(cpu, pc);
      if (opcode === undefined || (opcode & LOAD_STORE_MASK) !== LOAD_STORE) continue;
      // A CPU that is off stands at any instruction and never ends its step.
      const impatience = setTimeout(() => this.gdb.interrupt(), HIDDEN_HIT_MS);
      const halt = haltOf(await this.gdb.run('step', [cpu + 1]), cpu);
      clearTimeout(impatience);
      if (halt.watch === undefined) continue;
      const late = (await this.programCounter(cpu)) !== pc;
      this.hidden.push({ ...halt, late });
    }
  }

  /** Lets the stub run once; nothing if something else has to come first. */
  private async advance(plan: Plan): Promise<{ halt: Halt; stepped: boolean } | undefined> {
    if (plan.kind === 'step') {
      const outcome = await this.stepOnce(plan.cpu);
      return outcome.stepped || outcome.halt.watch !== undefined ? outcome : undefined;
    }
    const hidden = this.hidden.shift();
    if (hidden) return { halt: hidden, stepped: false };
    const leaving = [...this.judged.keys()].filter((cpu) => plan.cpus?.includes(cpu) ?? true);
    for (const cpu of leaving) {
      if (!(await this.leave(cpu))) return undefined;
    }
    if (this.wanted()) return undefined;
    const threads = plan.cpus?.map((cpu) => cpu + 1);
    const halt = haltOf(await this.runStub('continue', threads), this.lastCpu);
    if (this.watchpoints().length > 0) await this.findHiddenHits(halt.cpu, plan.cpus ?? this.cpus);
    return { halt, stepped: false };
  }

  /** Moves a CPU off the place where its stop was judged; false if it was interrupted. */
  private async leave(cpu: CpuId): Promise<boolean> {
    const at = this.judged.get(cpu);
    const pc = await this.programCounter(cpu);
    if (at?.pc !== pc || !(at.watch || this.pointsAt(pc).length > 0)) {
      this.judged.delete(cpu);
      return true;
    }
    if (this.wanted()) return false;
    await this.stepOnce(cpu);
    if ((await this.programCounter(cpu)) === pc && this.wanted()) return false;
    this.judged.delete(cpu);
    return true;
  }

  /** One instruction of one CPU, past whatever point holds it there. */
  private async stepOnce(cpu: CpuId): Promise<{ halt: Halt; stepped: boolean }> {
    const pc = await this.programCounter(cpu);
    const watched = this.judged.get(cpu)?.watch === true;
    const inTheWay = [...this.pointsAt(pc), ...(watched ? this.watchpoints() : [])];
    if (await this.skipWait(cpu, pc)) return { halt: { cpu }, stepped: true };
    for (const point of inTheWay) await this.gdb.remove(point);
    try {
      const reply = await this.runStub('step', [cpu + 1]);
      const halt = haltOf(reply, cpu);
      const stepped = halt.watch === undefined && (await this.programCounter(cpu)) !== pc;
      // A branch to itself is a step that goes nowhere; only an interrupt is none at all.
      return { halt, stepped: stepped || !this.wanted() };
    } finally {
      for (const point of inTheWay) await this.gdb.insert(point);
    }
  }

  /**
   * Stepping WFI or WFE would sleep until an interrupt, which does not come
   * while the others stand. Both may complete at any time (Arm ARM D1.7), so
   * they complete now, unless they trap to EL2 (HCR_EL2.TWI and TWE).
   */
  private async skipWait(cpu: CpuId, pc: bigint): Promise<boolean> {
    const opcode = await this.readInstruction(cpu, pc);
    if (opcode !== WFI && opcode !== WFE) return false;
    const hcr = this.gdb.registers.find(({ name }) => name === 'HCR_EL2');
    const traps = hcr ? await this.gdb.readRegister(cpu + 1, hcr) : undefined;
    const counter = this.gdb.registers.find(({ name }) => name === 'pc');
    if (!counter || ((traps ?? 0n) & (opcode === WFI ? HCR_TWI : HCR_TWE)) !== 0n) return false;
    return this.gdb.writeRegister(cpu + 1, counter, pc + INSTRUCTION_BYTES);
  }

  /** As the CPU itself would fetch it. */
  private async readInstruction(cpu: CpuId, pc: bigint): Promise<bigint | undefined> {
    const bytes = await this.gdb.readThreadMemory(cpu + 1, pc, Number(INSTRUCTION_BYTES));
    return bytes && littleEndian(bytes);
  }

  private async programCounter(cpu: CpuId): Promise<bigint> {
    const core = await this.gdb.readCoreRegisters(cpu + 1);
    return core.get('pc') ?? 0n;
  }

  private async runStub(action: Action, threads?: readonly number[]): Promise<StopReply> {
    this.stubRuns = true;
    try {
      const reply = this.gdb.run(action, threads);
      // Whoever has come before the run began could not interrupt it.
      if (this.wanted()) this.gdb.interrupt();
      return await reply;
    } finally {
      this.stubRuns = false;
    }
  }

  private hasEnded(): boolean {
    return this.state === 'ended';
  }

  /** Somebody waits for the machine to halt. */
  private wanted(): boolean {
    return this.pausing || this.errands.length > 0;
  }

  private interruptStub(): void {
    if (this.stubRuns) this.gdb.interrupt();
  }

  private pointsAt(pc: bigint): Point[] {
    return [...this.points.values()].filter(({ kind, address }) => kind < 2 && address === pc);
  }

  private watchpoints(): Point[] {
    return [...this.points.values()].filter(({ kind }) => kind >= 2);
  }
}

function haltOf(reply: StopReply, fallback: CpuId): Halt {
  if (reply.kind === 'ended') throw new TargetFailure('qemu-failed', reply.detail);
  const cpu = reply.thread === undefined ? fallback : reply.thread - 1;
  return reply.watch === undefined ? { cpu } : { cpu, watch: reply.watch };
}

function isStopReason(outcome: unknown): outcome is StopReason {
  return typeof outcome === 'object' && outcome !== null && 'kind' in outcome;
}

function keyOf({ kind, address, length }: Point): string {
  return `${kind} ${address} ${length}`;
}
