// SPDX-License-Identifier: MIT
// What an explanation consists of.
import type { Fix, ModelPath, RelatedPlace } from '../problem.js';
import type { FaultReport } from './fault.js';

/** `certain`: the configurations say so; `likely`: they fit it; `possible`: nothing speaks against it. */
export type Likelihood = 'certain' | 'likely' | 'possible';

/** One reason why something may have happened. */
export interface Cause {
  /** One clause without a full stop. */
  readonly title: string;
  readonly likelihood: Likelihood;
  /** Why it comes to that, and what to do: sentences. */
  readonly explanation: string;
  /** The place in a configuration that says so. */
  readonly at?: ModelPath;
  readonly related?: readonly RelatedPlace[];
  readonly fix?: Fix;
  /** The check that knows more. */
  readonly rule?: string;
}

/** What an explainer finds out. */
export interface Findings {
  /** What happened, in sentences; the first stands alone. */
  readonly happened: readonly string[];
  /** Places that those sentences speak of. */
  readonly places?: readonly RelatedPlace[];
  readonly causes: readonly Cause[];
}

/** A fault and what can have led to it, the likeliest cause first. */
export interface Explanation extends Findings {
  readonly report: FaultReport;
}

const order: readonly Likelihood[] = ['certain', 'likely', 'possible'];

/** The likeliest first; equals stay in their order. */
export function ranked(causes: readonly Cause[]): Cause[] {
  return causes.toSorted((a, b) => order.indexOf(a.likelihood) - order.indexOf(b.likelihood));
}
