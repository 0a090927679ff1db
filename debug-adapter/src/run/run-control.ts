// SPDX-License-Identifier: MIT
// Running and stopping the target for one session. A stop answers whoever is
// waiting for one (a step); only a stop that nobody awaits is news for the user.
import type { CpuId, Disposable, Stop, StopReason, StopVerdict, Target } from '@cellblock/targets';

export interface Stopped {
  readonly cpu: CpuId;
  readonly reason: StopReason;
}

/** Ids of a step's own stops; those of the user start behind them. */
const FIRST_TEMPORARY = 1_000_000;

export class RunControl {
  private stopped = false;
  private waiting: ((stopped: Stopped) => void) | undefined;
  private stops: readonly Stop[] = [];
  /** Of the step that runs; the user may change breakpoints meanwhile. */
  private temporary: readonly Stop[] = [];
  private readonly subscription: Disposable;

  constructor(
    readonly target: Target,
    private readonly listeners: {
      readonly stopped: (stopped: Stopped) => void;
      readonly resumed: () => void;
    },
  ) {
    this.subscription = target.onEvent((event) => {
      if (event.kind === 'stopped') this.onStopped({ cpu: event.cpu, reason: event.reason });
      if (event.kind === 'resumed') this.onResumed();
    });
  }

  get isStopped(): boolean {
    return this.stopped;
  }

  dispose(): void {
    this.subscription.dispose();
  }

  /** Replaces the user's stops. */
  async setStops(stops: readonly Stop[]): Promise<readonly StopVerdict[]> {
    this.stops = stops;
    return await this.target.setStops([...stops, ...this.temporary]);
  }

  async resume(): Promise<void> {
    await this.target.resume();
  }

  async pause(): Promise<void> {
    await this.target.pause();
  }

  /** One instruction of one CPU. */
  async step(cpu: CpuId): Promise<Stopped> {
    return await this.awaitStop(() => this.target.step(cpu));
  }

  /**
   * Runs until one of these stops, or any of the user's, or a pause.
   * Ids of the given stops are replaced; see `isTemporary`.
   */
  async runTo(temporary: readonly Stop[]): Promise<Stopped> {
    this.temporary = temporary.map((stop, index) => ({ ...stop, id: FIRST_TEMPORARY + index }));
    try {
      await this.target.setStops([...this.stops, ...this.temporary]);
      return await this.awaitStop(() => this.target.resume());
    } finally {
      this.temporary = [];
      await this.target.setStops(this.stops).catch(() => undefined);
    }
  }

  private async awaitStop(act: () => Promise<void>): Promise<Stopped> {
    const stopped = new Promise<Stopped>((resolve) => (this.waiting = resolve));
    try {
      await act();
    } catch (failure) {
      this.waiting = undefined;
      throw failure;
    }
    return await stopped;
  }

  private onStopped(stopped: Stopped): void {
    this.stopped = true;
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting) waiting(stopped);
    else this.listeners.stopped(stopped);
  }

  private onResumed(): void {
    this.stopped = false;
    if (!this.waiting) this.listeners.resumed();
  }
}

/** Whether a stop was one of a step's own, and none of the user's. */
export function isTemporary({ reason }: Stopped): boolean {
  return reason.kind === 'stop' && reason.ids.every((id) => id >= FIRST_TEMPORARY);
}
