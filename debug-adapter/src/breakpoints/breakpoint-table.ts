// SPDX-License-Identifier: MIT
// The user's breakpoints: what was asked for, where it landed, and the stops
// that they make of the target.
import type { Stop, StopVerdict } from '@cellblock/targets';
import { stopContext } from '../contexts/symbol-contexts.js';
import type { BreakpointPlace } from './resolve.js';

/** What the user says about a breakpoint besides its place. */
export interface BreakpointOptions {
  /** An expression; the breakpoint counts when its value is not 0. */
  readonly condition?: string;
  /** How many hits to pass by before the one that stops, as a number. */
  readonly hitCondition?: string;
  /** Printed instead of stopping; {expressions} are replaced by their values. */
  readonly logMessage?: string;
}

export interface UserBreakpoint {
  /** The client's name for it. */
  readonly id: number;
  readonly options: BreakpointOptions;
  readonly places: readonly BreakpointPlace[];
  /** Why it cannot stop anything; absent when it can. */
  problem?: string;
  hits: number;
}

interface PlacedStop {
  readonly stop: Stop;
  readonly breakpoint: UserBreakpoint;
}

export class BreakpointTable {
  private readonly groups = new Map<string, readonly UserBreakpoint[]>();
  private placed: PlacedStop[] = [];
  private nextBreakpoint = 1;
  private nextStop = 1;

  /** Replaces one group: the breakpoints of a file, or those by function name. */
  replace(
    group: string,
    wanted: readonly {
      readonly options: BreakpointOptions;
      readonly places: readonly BreakpointPlace[];
      readonly problem: string | undefined;
    }[],
  ): readonly UserBreakpoint[] {
    const breakpoints = wanted.map(({ options, places, problem }): UserBreakpoint => {
      const about = problem === undefined ? {} : { problem };
      return { id: this.nextBreakpoint++, options, places, hits: 0, ...about };
    });
    const old = new Set(this.groups.get(group));
    this.groups.set(group, breakpoints);
    this.placed = this.placed.filter(({ breakpoint }) => !old.has(breakpoint));
    for (const breakpoint of breakpoints) this.place(breakpoint);
    return breakpoints;
  }

  stops(): Stop[] {
    return this.placed.map(({ stop }) => stop);
  }

  /** Those that a stop of the target means. */
  hit(ids: readonly number[]): readonly UserBreakpoint[] {
    const found = this.placed.filter(({ stop }) => ids.includes(stop.id));
    return [...new Set(found.map(({ breakpoint }) => breakpoint))];
  }

  /** Marks breakpoints that the target could not set anywhere. */
  applyVerdicts(verdicts: readonly StopVerdict[]): void {
    const failures = new Map(
      verdicts.flatMap(({ id, set }) => (set === true ? [] : [[id, set.missing] as const])),
    );
    for (const { stop, breakpoint } of this.placed) {
      const failure = failures.get(stop.id);
      if (failure !== undefined) breakpoint.problem = failure;
    }
  }

  private place(breakpoint: UserBreakpoint): void {
    for (const { context, address } of breakpoint.places) {
      const id = this.nextStop++;
      const stop: Stop = { id, kind: 'instruction', address, context: stopContext(context) };
      this.placed.push({ stop, breakpoint });
    }
  }
}
