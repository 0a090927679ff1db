// SPDX-License-Identifier: MIT
// What the checks find in the configurations, as causes of something that was
// refused: the same words, places and fixes that the editor shows.
import { checks, runChecks } from '../../checks/index.js';
import type { Check } from '../../check.js';
import type { SystemSet } from '../../config.js';
import type { Problem, Severity } from '../../problem.js';
import { ranked } from '../cause.js';
import type { Cause, Likelihood } from '../cause.js';
import type { Operation } from '../fault.js';
import { refusals } from '../refusals.js';
import type { ErrnoName } from '../errno.js';
import type { Scene } from '../scene.js';

export interface Asked {
  readonly operation?: Operation;
  readonly errno?: ErrnoName;
  /** REFUSAL_*: only what leads to it. */
  readonly reason?: string;
}

/** Causes are no more than a screen of them. */
const MOST = 6;

export function predictedCauses(scene: Scene, asked: Asked): Cause[] {
  const byId = new Map(checks.map((check) => [check.id, check]));
  const found = problemsOf(scene.set).flatMap((problem): Cause[] => {
    const likelihood = likelihoodOf(problem, byId.get(problem.id), scene, asked);
    return likelihood === undefined ? [] : [causeOf(problem, byId.get(problem.id), likelihood)];
  });
  return ranked(found).slice(0, MOST);
}

const known = new WeakMap<SystemSet, readonly Problem[]>();

/** A console tells many faults about one set. */
function problemsOf(set: SystemSet): readonly Problem[] {
  const problems = known.get(set) ?? runChecks(set);
  known.set(set, problems);
  return problems;
}

function causeOf(problem: Problem, check: Check | undefined, likelihood: Likelihood): Cause {
  const { id, message, at, related, fix } = problem;
  const describe = (check?.describe ?? id).replace(/\.$/, '');
  return {
    title: describe.charAt(0).toLowerCase() + describe.slice(1),
    likelihood,
    explanation: message,
    rule: id,
    ...(at && { at }),
    ...(related && { related }),
    ...(fix && { fix }),
  };
}

function likelihoodOf(
  problem: Problem,
  check: Check | undefined,
  { system }: Scene,
  { operation, errno, reason }: Asked,
): Likelihood | undefined {
  if (!isJudged(problem, operation)) return undefined;
  const predicts = check?.predicts;
  const isOfSystem = problem.at?.config === system?.name;
  if (operation === 'enable' && !isOfSystem) return undefined;
  if (operation === 'create' && isOfSystem && predicts?.reason !== reason) return undefined;
  if (predicts?.outcome === 'refused') {
    const named = predicts.reason;
    if (reason !== undefined) return named === reason ? 'certain' : undefined;
    const expected = named === undefined ? undefined : refusals[named]?.errno;
    if (errno === undefined || expected === undefined) return 'likely';
    return expected === errno ? 'certain' : undefined;
  }
  return reason === undefined && isSevere(problem.severity) ? 'possible' : undefined;
}

/** Configurations are judged when they are handed over; what comes later has other reasons. */
function isJudged({ id }: Problem, operation: Operation | undefined): boolean {
  switch (operation) {
    case undefined:
    case 'enable':
    case 'create':
    case 'linux':
      return true;
    case 'load':
      return id.includes('loadable');
    default:
      return false;
  }
}

function isSevere(severity: Severity): boolean {
  return severity === 'error';
}
