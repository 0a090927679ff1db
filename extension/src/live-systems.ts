// SPDX-License-Identifier: MIT
// The systems that this window runs: at most one host for each system
// configuration, started when it is first needed.
import * as vscode from 'vscode';
import type { DebugSessions } from './debug/debug-sessions.js';
import { LiveSystem } from './live-system.js';
import type { LaunchedConfiguration } from './live-system.js';
import { Turns } from './turns.js';
import { ConsoleTerminals } from './views/console-terminals.js';

/** Starts a host and boots this system in it. */
export type StartSystem = (
  configuration: LaunchedConfiguration,
  report: (step: string) => void,
) => Promise<LiveSystem>;

interface Running {
  readonly system: LiveSystem;
  readonly terminals: ConsoleTerminals;
}

export class LiveSystems implements vscode.Disposable {
  private readonly running = new Map<string, Running>();
  /** Terminals of systems that ended by themselves, for their last words to be read. */
  private readonly ended = new Map<string, ConsoleTerminals>();
  /** Two commands at once share one system. */
  private readonly starts = new Turns();

  constructor(
    private readonly startSystem: StartSystem,
    private readonly sessions: DebugSessions,
  ) {}

  list(): readonly LiveSystem[] {
    return [...this.running.values()].map(({ system }) => system);
  }

  /**
   * The running system of this configuration; started if there is none.
   * Undefined if a person decides against restarting one that has changed.
   */
  ensure(
    configuration: LaunchedConfiguration,
    report: (step: string) => void,
  ): Promise<LiveSystem | undefined> {
    return this.starts.take(() => this.ensureNow(configuration, report));
  }

  /** Brings a console of a running system to the front. */
  showConsole(system: LiveSystem, name: string): void {
    this.running.get(system.configuration.uri)?.terminals.show(name);
  }

  /** Ends a system, and the debug sessions that use it. */
  async stop(system: LiveSystem): Promise<void> {
    this.forget(system)?.terminals.dispose();
    await this.sessions.stopOn(system.socket);
    await system.dispose();
  }

  dispose(): void {
    // The window closes: nobody is left to be told.
    for (const system of this.list()) this.stop(system).catch(() => undefined);
  }

  private async ensureNow(
    configuration: LaunchedConfiguration,
    report: (step: string) => void,
  ): Promise<LiveSystem | undefined> {
    const existing = this.running.get(configuration.uri)?.system;
    if (existing !== undefined) {
      if (existing.isBootedFrom(configuration.image)) return existing;
      const decision = await askAboutChange(existing.name);
      if (decision === undefined) return undefined;
      if (decision === 'keep') return existing;
      await this.stop(existing);
    }
    const system = await this.startSystem(configuration, report);
    // Every system has a console "hypervisor".
    const suffix = this.running.size === 0 ? '' : ` · ${system.name}`;
    const terminals = new ConsoleTerminals(system, suffix);
    this.ended.get(configuration.uri)?.dispose();
    this.ended.delete(configuration.uri);
    this.running.set(configuration.uri, { system, terminals });
    system.onEnded(() => {
      const last = this.forget(system);
      if (last !== undefined) this.ended.set(configuration.uri, last.terminals);
      // The host without its machine ends with its last client.
      system.dispose().catch(() => undefined);
    });
    system.onCellFailed((name) => void this.tellFailure(system, name));
    this.publish();
    return system;
  }

  /** The hypervisor's console has the registers and the reason. */
  private async tellFailure(system: LiveSystem, cell: string): Promise<void> {
    const show = 'Show Hypervisor Console';
    const debug = 'Debug Inmate';
    const answer = await vscode.window.showWarningMessage(
      `The hypervisor stopped the cell ${cell}: it did what its configuration does not allow. The hypervisor's console has the report; the debugger also shows who owns what the cell touched.`,
      show,
      debug,
    );
    if (answer === show) this.showConsole(system, 'hypervisor');
    if (answer !== debug) return;
    const uri = system.configurationOf(cell)?.uri;
    await vscode.commands.executeCommand(
      'cellblock.debugInmate',
      uri === undefined ? undefined : vscode.Uri.parse(uri),
    );
  }

  private forget(system: LiveSystem): Running | undefined {
    const running = this.running.get(system.configuration.uri);
    if (running?.system !== system) return undefined;
    this.running.delete(system.configuration.uri);
    this.publish();
    return running;
  }

  private publish(): void {
    void vscode.commands.executeCommand(
      'setContext',
      'cellblock.systemLive',
      this.running.size > 0,
    );
  }
}

async function askAboutChange(name: string): Promise<'restart' | 'keep' | undefined> {
  const restart = 'Restart System';
  const keep = 'Keep It Running';
  const answer = await vscode.window.showWarningMessage(
    `The configuration of ${name} has changed since it was started.`,
    // What is not modal can be left unanswered, and later launches wait for the answer.
    { modal: true, detail: 'Restarting it ends its cells.' },
    restart,
    keep,
  );
  return answer === restart ? 'restart' : answer === keep ? 'keep' : undefined;
}
