// SPDX-License-Identifier: MIT
// Random conditions of the preprocessor, nested, around lines that may be there or not.
import { numberText } from './expressions.test-support.js';
import type { Program } from './program.test-support.js';

/** Alternatives of lines, each of which is valid alone. */
export function alternatives(program: Program, texts: readonly string[], depth = 2): string {
  const [first = '', second = '', third] = texts;
  const { choices } = program;
  const shown = (text: string): string =>
    depth > 0 && choices.chance(20) ? alternatives(program, [text, text], depth - 1) : text;
  const other =
    third === undefined
      ? ''
      : choices.chance(15)
        ? `${choices.pick(['#elif', '# elif'])} ${condition(program, 2)}\n${shown(third)}`
        : `#elif ${condition(program, 1)}\n${shown(third)}`;
  return `${opening(program)}\n${shown(first)}${other}#else\n${shown(second)}${choices.pick(['#endif', '# endif', '#\tendif'])}\n`;
}

function opening(program: Program): string {
  const { choices } = program;
  const name = choices.pickFrom([...program.switches, program.name('UNKNOWN')]) ?? 'UNKNOWN';
  switch (choices.below(4)) {
    case 0:
      return `#ifdef ${name}`;
    case 1:
      return `#ifndef ${name}`;
    default:
      return `${choices.pick(['#if', '# if', '  #if', '#if\t'])} ${condition(program, 3)}`;
  }
}

/** The expression behind #if. */
export function condition(program: Program, depth: number): string {
  const { choices } = program;
  if (depth <= 0) return conditionLeaf(program);
  const inner = (): string => `(${condition(program, depth - 1)})`;
  switch (choices.below(8)) {
    case 0:
    case 1:
      return conditionLeaf(program);
    case 2:
      return `${choices.pick(['!', '-', '~', '+'])}${inner()}`;
    case 3:
      return `${inner()} ${choices.pick(['<<', '>>'])} ${choices.below(63)}`;
    case 4:
      return `${inner()} ${choices.pick(['/', '%'])} ${choices.between(1, 50)}`;
    case 5:
      return `${inner()} ? ${inner()} : ${inner()}`;
    default: {
      const operators = [
        '&&',
        '||',
        '==',
        '>',
        '<',
        '!=',
        '<=',
        '>=',
        '+',
        '-',
        '*',
        '&',
        '|',
        '^',
      ];
      const operator = choices.pickFrom(operators) ?? '&&';
      return `${inner()} ${operator} ${inner()}`;
    }
  }
}

function conditionLeaf(program: Program): string {
  const { choices } = program;
  const name = choices.pickFrom([...program.switches, program.name('NOWHERE')]) ?? 'NOWHERE';
  switch (choices.below(8)) {
    case 0:
    case 1:
      return numberText(program, choices.number());
    case 2:
    case 3:
      return name;
    case 4:
      return `defined(${name})`;
    case 5:
      return `defined ${name}`;
    case 6:
      return choices.pick(["'a'", "'\\n'", '0', "'\\x7f'"]);
    default:
      return choices.pick(['__has_include(<jailhouse/types.h>)', '__has_include("nothing.h")']);
  }
}

/** The items of a list on lines of their own, some of them under conditions. */
export function conditionalItems(program: Program, items: readonly string[], end: string): string {
  const { choices } = program;
  return items
    .map((item, index) => {
      const line = `\t${item}${index < items.length - 1 ? ',' : end}\n`;
      const isOptional = item.startsWith('.') && line.endsWith(',\n');
      if (!isOptional || program.macroDepth > 0 || !choices.chance(8)) return line;
      const other = choices.chance(50) ? '' : line;
      return alternatives(program, choices.chance(30) ? [line, other, line] : [line, other]);
    })
    .join('');
}
