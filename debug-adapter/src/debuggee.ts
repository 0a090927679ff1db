// SPDX-License-Identifier: MIT
// One cell under the debugger with all that surrounds it: the live system, its
// programs' symbols, the breakpoints, and what is told to the session.
import type { CellInformation, EngineClient } from '@cellblock/engine/client';
import type { CpuId, Stop } from '@cellblock/targets';
import { admit } from './breakpoints/admit.js';
import { BreakpointTable, type UserBreakpoint } from './breakpoints/breakpoint-table.js';
import type { SourcePaths } from './contexts/source-paths.js';
import type { SymbolContexts } from './contexts/symbol-contexts.js';
import { describeExit } from './exits/describe-exit.js';
import { explainViolation } from './exits/explain-violation.js';
import { exitReasons } from './exits/exit-filters.js';
import { notStopped } from './failures.js';
import type { LoadedConfiguration } from './launch/configuration.js';
import { cpuName } from './stack/cpu-names.js';
import { MachineView } from './run/machine-view.js';
import { RunControl, type Stopped } from './run/run-control.js';
import { Stepper, type StepKind } from './run/stepper.js';
import { evaluationScope } from './variables/frame-scope.js';

/** What the user is told about a stop. */
export interface StopNews {
  readonly cpu: CpuId;
  readonly reason: 'breakpoint' | 'exit' | 'exception' | 'step' | 'pause' | 'entry';
  readonly description?: string;
  readonly text?: string;
  readonly breakpointIds?: readonly number[];
}

export interface DebuggeeListeners {
  readonly stopped: (news: StopNews) => void;
  readonly resumed: () => void;
  readonly output: (text: string) => void;
}

export interface DebuggeeParts {
  readonly engine: EngineClient;
  readonly cell: CellInformation;
  readonly contexts: SymbolContexts;
  readonly sources: SourcePaths;
  readonly configurations: {
    readonly system: LoadedConfiguration;
    readonly cell: LoadedConfiguration;
  };
}

const EXIT_STOP = 900_000;
const ENTRY_STOP = 900_001;

export class Debuggee {
  readonly breakpoints = new BreakpointTable();
  readonly run: RunControl;
  readonly view: MachineView;
  private readonly stepper: Stepper;
  private exits: readonly string[] = [];
  private entries: readonly bigint[] = [];
  private stepping = false;
  private stepEnd: Promise<void> = Promise.resolve();
  private pauseWanted = false;

  constructor(
    readonly parts: DebuggeeParts,
    private readonly listeners: DebuggeeListeners,
  ) {
    this.view = new MachineView(parts.engine, parts.contexts);
    this.run = new RunControl(parts.engine.target, {
      stopped: (stopped) => void this.judge(stopped),
      resumed: () => listeners.resumed(),
    });
    this.stepper = new Stepper(this.run, this.view, () => this.pauseWanted);
  }

  async setExits(ids: readonly string[]): Promise<void> {
    this.exits = ids;
    await this.applyStops();
  }

  /** Tells the target all that the user wants to stop at. */
  async applyStops(): Promise<void> {
    const verdicts = await this.run.setStops([
      ...this.breakpoints.stops(),
      ...(await this.exitStops()),
      ...this.entryStops(),
    ]);
    this.breakpoints.applyVerdicts(verdicts);
  }

  /**
   * Starts the cell, with a stop at the first of `entries`. The hypervisor's
   * answer may come long after the first stop, which halts the root cell, too.
   */
  async start(entries: readonly bigint[]): Promise<{ readonly answer: Promise<void> }> {
    this.entries = entries;
    await this.applyStops();
    return { answer: this.parts.engine.startCell(this.parts.cell.id) };
  }

  async resume(): Promise<void> {
    this.pauseWanted = false;
    await this.run.resume();
  }

  async pause(): Promise<void> {
    this.pauseWanted = true;
    await this.run.pause();
  }

  /** Resolves when the step has begun; its end is told like every stop. */
  step(cpu: CpuId, kind: StepKind): void {
    if (!this.run.isStopped || this.stepping) throw notStopped('A step');
    this.stepping = true;
    this.pauseWanted = false;
    this.listeners.resumed();
    this.stepEnd = this.finishStep(cpu, kind);
  }

  requireStopped(what: string): void {
    if (!this.run.isStopped || this.stepping) throw notStopped(what);
  }

  /** Takes the stops back and lets the system go on without us. */
  async leave(): Promise<void> {
    this.pauseWanted = true;
    await this.run.setStops([]).catch(() => undefined);
    // A step would stop the machine once more behind our back.
    if (this.stepping) await this.run.pause().catch(() => undefined);
    await this.stepEnd;
    if (this.run.isStopped) await this.run.resume().catch(() => undefined);
    this.run.dispose();
  }

  private async finishStep(cpu: CpuId, kind: StepKind): Promise<void> {
    try {
      const { kind: end, stopped } = await this.stepper.step(cpu, kind);
      this.stepping = false;
      if (end === 'interrupted') await this.judge(stopped);
      else this.listeners.stopped({ cpu, reason: this.pauseWanted ? 'pause' : 'step' });
    } catch (failure) {
      this.stepping = false;
      this.listeners.output(`The step failed: ${messageOf(failure)}\n`);
      if (this.run.isStopped) this.listeners.stopped({ cpu, reason: 'pause' });
    }
  }

  /** Decides what a stop of the target means for the user. */
  private async judge(stopped: Stopped): Promise<void> {
    try {
      const news = await this.newsOf(stopped);
      if (news) this.listeners.stopped(news);
      else await this.run.resume();
    } catch (failure) {
      this.listeners.output(`The stop could not be examined: ${messageOf(failure)}\n`);
      this.listeners.stopped({ cpu: stopped.cpu, reason: 'pause' });
    }
  }

  private async newsOf({ cpu, reason }: Stopped): Promise<StopNews | undefined> {
    if (reason.kind === 'pause' || reason.kind === 'start')
      return { cpu: this.cpuToShow(cpu), reason: 'pause' };
    if (reason.kind === 'step') return { cpu, reason: 'step' };
    if (reason.ids.includes(EXIT_STOP)) return await this.exitNews(cpu);
    const admitted = await this.admitted(cpu, this.breakpoints.hit(reason.ids));
    if (admitted.length > 0) {
      const breakpointIds = admitted.map(({ id }) => id);
      return { cpu, reason: 'breakpoint', breakpointIds, ...(await this.stranger(cpu)) };
    }
    if (!reason.ids.some((id) => id >= ENTRY_STOP)) return undefined;
    this.entries = [];
    await this.applyStops();
    return { cpu, reason: 'entry' };
  }

  /** What the last exit of a CPU was, and for a violation why it is one. */
  async explainExit(cpu: CpuId): Promise<readonly string[]> {
    const exit = (await this.view.information(cpu))?.lastExit;
    if (!exit) return [];
    const { cell, system } = this.parts.configurations;
    const title = describeExit(exit, cell.name);
    if (exit.reason !== 'violation') return [title];
    const shortPath = (path: string): string => this.parts.sources.shorten(path);
    return [title, ...explainViolation(exit, cell, system, shortPath)];
  }

  private async exitNews(cpu: CpuId): Promise<StopNews> {
    const exit = (await this.view.information(cpu))?.lastExit;
    if (!exit) return { cpu, reason: 'exit', description: 'Exit' };
    const text = describeExit(exit, this.parts.cell.name);
    return exit.reason === 'violation'
      ? { cpu, reason: 'exception', description: 'Violation', text }
      : { cpu, reason: 'exit', description: `Exit: ${exit.reason}`, text };
  }

  /** The hypervisor's code runs for every cell: says whose CPU it is, if not the debugged one's. */
  private async stranger(cpu: CpuId): Promise<Pick<StopNews, 'description' | 'text'>> {
    const cells = await this.view.cells();
    const isOurs = cells.find(({ cpus }) => cpus.includes(cpu))?.id === this.parts.cell.id;
    if (isOurs) return {};
    const name = cpuName(cpu, cells);
    return { description: `Breakpoint, on ${name}`, text: `hit by ${name}` };
  }

  private async admitted(
    cpu: CpuId,
    hit: readonly UserBreakpoint[],
  ): Promise<readonly UserBreakpoint[]> {
    const admitted: UserBreakpoint[] = [];
    for (const breakpoint of hit) {
      const needsScope = Object.values(breakpoint.options).some((option) => option !== undefined);
      const frame = needsScope ? (await this.view.stack(cpu))[0] : undefined;
      const scope =
        frame?.kind === 'code'
          ? evaluationScope(this.parts.engine.target, frame, false)
          : undefined;
      const { stops, output } = await admit(breakpoint, scope);
      if (output !== undefined) this.listeners.output(`${output}\n`);
      if (stops) admitted.push(breakpoint);
    }
    return admitted;
  }

  /** A pause shows the debugged cell, wherever the machine was caught. */
  private cpuToShow(cpu: CpuId): CpuId {
    const { cpus } = this.parts.cell;
    return cpus.includes(cpu) ? cpu : (cpus[0] ?? cpu);
  }

  private async exitStops(): Promise<Stop[]> {
    const reasons = exitReasons(this.exits);
    if (reasons === 0n) return [];
    const hook = await this.parts.engine.exitHook();
    return [{ id: EXIT_STOP, kind: 'exit', reasons, cellId: this.parts.cell.id, hook }];
  }

  private entryStops(): Stop[] {
    const context = { kind: 'guest', vmid: this.parts.cell.vmid } as const;
    return [...new Set(this.entries)].map((address, index) => {
      return { id: ENTRY_STOP + index, kind: 'instruction', address, context };
    });
  }
}

export function messageOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
