// SPDX-License-Identifier: MIT
// What tests ask of the fixes of problems.
import type { Problem, SetEdit } from './problem.js';

/** The edits of a problem's fix that give a field a value. */
export function setsOf(problem: Problem | undefined): SetEdit[] {
  return (problem?.fix?.edits ?? []).filter((edit) => edit.kind === 'set');
}
