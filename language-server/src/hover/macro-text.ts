// SPDX-License-Identifier: MIT
// Names in a hover: what a macro becomes, step by step, and what a constant is.
import { formatHex } from '@cellblock/cell-config';
import type { Compilation, Position, SourceRange } from '@cellblock/config-compiler';

export interface NameText {
  readonly markdown: string;
  /** The name, or the whole call of a macro. */
  readonly range: SourceRange;
}

/** The macro whose name is at a position, with its arguments there. */
export function macroText(
  { expansionAt, macroNamed }: Compilation,
  file: string,
  position: Position,
): NameText | undefined {
  const expansion = expansionAt(file, position);
  const definition = expansion && macroNamed(expansion.name);
  if (expansion === undefined || definition === undefined) return undefined;
  const { name, parameters, replacement } = definition;
  const signature = parameters === undefined ? name : `${name}(${parameters.join(', ')})`;
  const { steps, value, isCutOff } = expansion;
  // The first step of a macro without parameters is its replacement.
  const rest = parameters === undefined ? steps.slice(1) : steps;
  const parts = [fenced(`#define ${signature} ${laidOut(replacement)}`.trimEnd())];
  if (rest.length > 0) parts.push('becomes', ...shownSteps(rest, isCutOff).map(fenced));
  // A plain decimal number needs no explanation.
  if (value !== undefined && replacement !== value.toString()) parts.push(`= ${numberText(value)}`);
  return { markdown: parts.join('\n\n'), range: expansion.range };
}

/** So many characters of steps are read; of more, the first and the last one tell enough. */
const stepsLength = 1500;

function shownSteps(steps: readonly string[], isCutOff: boolean): string[] {
  const last = steps.at(-1) ?? '';
  const isLong = steps.join('').length > stepsLength;
  const shown = isLong && steps.length > 2 ? [steps[0] ?? '', last] : steps;
  return shown.map((step, index) =>
    isCutOff && index === shown.length - 1 ? `${laidOut(step)} …` : laidOut(step),
  );
}

/** A constant of an enumeration. */
export function constantText({ symbols }: Compilation, name: string): string | undefined {
  const constant = symbols().find((symbol) => symbol.kind === 'constant' && symbol.name === name);
  if (constant?.value === undefined) return undefined;
  return fenced(`enum { ${name} = ${constant.value.toString()} }`);
}

/** 4096 = 0x1000 */
export function numberText(value: bigint): string {
  return value < 10n ? value.toString() : `${value.toString()} = ${formatHex(value)}`;
}

export function fenced(code: string): string {
  return ['```c', code, '```'].join('\n');
}

const lineLength = 72;

/** A long initialiser with a line for each of its parts. */
export function laidOut(code: string): string {
  if (code.length <= lineLength || !code.includes('{')) return code;
  let depth = 0;
  let parentheses = 0;
  const indented = (): string => `\n${'  '.repeat(depth)}`;
  const text = code.replace(/"(?:[^"\\]|\\.)*"|[(){},]\s*/g, (piece) => {
    const [character] = piece;
    if (character === '(') parentheses++;
    if (character === ')') parentheses--;
    if (parentheses > 0 || character === '"' || character === ')') return piece;
    if (character === '{') {
      depth++;
      return `{${indented()}`;
    }
    if (character === '}') {
      depth = Math.max(0, depth - 1);
      return `${indented()}}`;
    }
    return `,${indented()}`;
  });
  return text
    .replace(/\n\s*(?=\n)/g, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/\{\n\s*([^\n{}]{1,40})\n\s*\}/g, '{ $1 }');
}
