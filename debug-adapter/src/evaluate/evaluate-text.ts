// SPDX-License-Identifier: MIT
// The value of an expression as it was typed; a failure says what is wrong.
import { expressionWrong } from '../failures.js';
import type { Value } from '../symbols/values.js';
import { evaluate, type EvaluationScope } from './evaluate.js';
import { parseExpression } from './parse.js';

export async function evaluateText(text: string, scope: EvaluationScope): Promise<Value> {
  const { ast, problem = 'it is empty' } = parseExpression(text);
  if (!ast) throw expressionWrong(text, problem);
  const evaluated = await evaluate(ast, scope);
  if (evaluated.problem !== undefined) throw expressionWrong(text, evaluated.problem);
  return evaluated.value;
}
