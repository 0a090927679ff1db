// SPDX-License-Identifier: MIT
// Whether a breakpoint that was hit shall stop, by its condition, its count
// and its message.
import { evaluate, type EvaluationScope } from '../evaluate/evaluate.js';
import { parseExpression } from '../evaluate/parse.js';
import { numberOf, renderValue } from '../symbols/values.js';
import type { BreakpointOptions, UserBreakpoint } from './breakpoint-table.js';

export interface Admission {
  readonly stops: boolean;
  /** For the user: a log message, or why a condition has no value. */
  readonly output?: string;
}

export async function admit(
  breakpoint: UserBreakpoint,
  scope: EvaluationScope | undefined,
): Promise<Admission> {
  const { condition, hitCondition, logMessage } = breakpoint.options;
  if (condition !== undefined && scope) {
    const truth = await numberIn(condition, scope);
    // A condition that cannot be judged stops, so that it can be seen and corrected.
    if (typeof truth === 'string')
      return { stops: true, output: `The condition "${condition}" has no value: ${truth}.` };
    if (truth === 0n) return { stops: false };
  }
  breakpoint.hits++;
  if (hitCondition !== undefined && breakpoint.hits < Number(hitCondition)) return { stops: false };
  if (logMessage === undefined) return { stops: true };
  return { stops: false, output: await interpolate(logMessage, scope) };
}

/** Why a breakpoint's options cannot work, before it is ever hit. */
export function optionsProblem({ condition, hitCondition }: BreakpointOptions): string | undefined {
  if (condition !== undefined) {
    const { problem } = parseExpression(condition);
    if (problem !== undefined) return `The condition cannot be read: ${problem}.`;
  }
  if (hitCondition !== undefined && !/^\s*[1-9]\d{0,8}\s*$/.test(hitCondition))
    return 'The hit count is a number from 1 on.';
  return undefined;
}

async function numberIn(text: string, scope: EvaluationScope): Promise<bigint | string> {
  const { ast, problem = 'it is empty' } = parseExpression(text);
  if (!ast) return problem;
  const evaluated = await evaluate(ast, scope);
  if (evaluated.problem !== undefined) return evaluated.problem;
  return (await numberOf(evaluated.value, scope.format)) ?? 'it is no number';
}

async function interpolate(message: string, scope: EvaluationScope | undefined): Promise<string> {
  let text = '';
  let end = 0;
  for (const match of message.matchAll(/\{([^{}]*)\}/g)) {
    text += message.slice(end, match.index) + (await shown(match[1] ?? '', scope));
    end = match.index + match[0].length;
  }
  return text + message.slice(end);
}

async function shown(expression: string, scope: EvaluationScope | undefined): Promise<string> {
  const { ast, problem } = parseExpression(expression);
  if (!ast || !scope) return `<${problem ?? 'no frame'}>`;
  const evaluated = await evaluate(ast, scope);
  return evaluated.problem === undefined
    ? await renderValue(evaluated.value, scope.format)
    : `<${evaluated.problem}>`;
}
