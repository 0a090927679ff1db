// SPDX-License-Identifier: MIT
// Random macros: values, whole initialisers, designators, # and ##, variadic
// ones, redefinition, names that mean themselves.
import { expression, numberText, operandExpression, piece } from './expressions.test-support.js';
import type { Program } from './program.test-support.js';

/** Put a text into a macro without parameters and give the macro's name. */
export function asMacro(program: Program, write: () => string): string {
  const text = program.insideMacro(write);
  const name = program.name('M');
  program.lines.push(`#define ${name}${program.choices.pick([' ', '\t', '  '])}${oneLine(text)}`);
  return name;
}

/** A body over several lines needs a backslash at the end of each. */
function oneLine(text: string): string {
  return text.replaceAll('\n', ' \\\n');
}

/** Define a macro or a constant that is an integer. */
export function defineValue(program: Program): void {
  const { choices } = program;
  switch (choices.below(11)) {
    case 0:
    case 1:
      plainMacro(program);
      return;
    case 2:
      valueMacro(program);
      return;
    case 3:
    case 4:
      enumConstants(program);
      return;
    case 5:
      functionMacro(program);
      return;
    case 6:
      pastingMacro(program);
      return;
    case 7:
      redefinedMacro(program);
      return;
    case 8:
      variadicMacro(program);
      return;
    case 9:
      selfMacro(program);
      return;
    default:
      countingMacro(program);
  }
}

function plainMacro(program: Program): void {
  const name = program.name('N');
  const value = numberText(program, program.choices.number());
  if (program.choices.chance(15)) program.defines.set(name, value);
  else program.lines.push(`#define ${name} ${value}`);
  program.values.push(name);
  program.switches.push(name);
}

/** A body without parentheses unless another operator would break it. */
function valueMacro(program: Program): void {
  const name = program.name('V');
  const { text, isFragile } = piece(program, 3, []);
  const body = isFragile || program.choices.chance(50) ? `(${text})` : text;
  program.lines.push(`#define ${name} ${body}`);
  program.values.push(name);
}

function enumConstants(program: Program): void {
  const { choices } = program;
  const names: string[] = [];
  const constants = choices.several(1, 4, () => {
    const name = program.name('e');
    const value = choices.below(4);
    names.push(name);
    if (value < 2) return name;
    if (value === 2) return `${name} = ${choices.pick(['', '-'])}${choices.below(1000)}`;
    return `${name} = ${choices.chance(80) ? `(s16)(${expression(program, 2)})` : choices.pick(['0x7ffffff0', '0x80000000', '0xffffffff', '0x123456789', '(-2147483647 - 1)'])}`;
  });
  const tag = program.name('mode');
  const attribute = choices.chance(12) ? '__attribute__((packed)) ' : '';
  const end = choices.chance(30) ? ',' : '';
  program.lines.push(`enum ${attribute}${tag} { ${constants.join(', ')}${end} };`);
  program.values.push(...names);
  program.integers.push(`enum ${tag}`);
}

/** A call of a macro with parameters, which becomes a value's text. */
function functionMacro(program: Program): void {
  const { choices } = program;
  const parameters = choices.several(1, 3, (index) => ['a', 'bits', '_x'][index] ?? 'p');
  const body = piece(
    program,
    3,
    parameters.map((name) => (choices.chance(60) ? `(${name})` : name)),
  );
  const name = program.name('F');
  const gap = choices.pick(['', ' ']);
  program.lines.push(`#define ${name}(${parameters.join(`,${gap}`)}) (${body.text})`);
  for (let count = choices.between(1, 2); count > 0; count--) {
    const args = parameters.map(() => operandExpression(program, 1));
    program.values.push(`${name}${choices.pick(['', ' '])}(${args.join(', ')})`);
  }
}

function pastingMacro(program: Program): void {
  const { choices } = program;
  const name = program.name('P');
  switch (choices.below(4)) {
    case 0:
      program.lines.push(`#define ${name}(n) 0x ## n`);
      program.values.push(`${name}(${choices.pick(['1f', '8000', 'abc', '0'])})`);
      return;
    case 1:
      program.lines.push(`#define ${name}(n) n##ULL`);
      program.values.push(`${name}(${choices.pick(['0x1000', '77', '1'])})`);
      return;
    case 2: {
      const stem = program.name('S');
      program.lines.push(
        `#define ${stem}_one ${choices.below(100)}`,
        `#define ${name}(what) ${stem}_ ## what`,
      );
      program.values.push(`${name}(one)`);
      return;
    }
    default:
      program.lines.push(`#define ${name}(text) (sizeof(#text) + 0)`);
      program.values.push(`${name}(${choices.pick(['abc', 'a + b', '"x"', "'c'  +   1", ''])})`);
  }
}

function redefinedMacro(program: Program): void {
  const { choices } = program;
  const name = program.name('R');
  const constant = program.name('before');
  program.lines.push(
    `#define ${name} ${choices.below(50)}`,
    `enum { ${constant} = ${name} };`,
    `#undef ${name}`,
    `#define ${name} (${expression(program, 2)})`,
  );
  program.values.push(name, constant);
}

function variadicMacro(program: Program): void {
  const { choices } = program;
  const name = program.name('L');
  switch (choices.below(4)) {
    case 0:
      program.lines.push(`#define ${name}(first, ...) (first)`);
      program.values.push(`${name}(${choices.below(9)}, x, y)`, `${name}(3)`);
      return;
    case 1:
      program.lines.push(`#define ${name}(...) (sizeof((u8[]){ __VA_ARGS__ }))`);
      program.values.push(`${name}(1, 2, 3)`);
      return;
    case 2:
      program.lines.push(`#define ${name}(list...) (sizeof((u16[]){ 0, ##list }))`);
      program.values.push(`${name}(4, 5)`, `${name}()`);
      return;
    default:
      program.lines.push(
        `#define ${name}_n(_1, _2, _3, n, ...) n`,
        `#define ${name}(...) ${name}_n(__VA_ARGS__, 3, 2, 1)`,
      );
      program.values.push(`${name}(x)`, `${name}(x, y)`, `${name}((1, 2), y, z)`);
  }
}

/** A macro that names itself, and two that name each other. */
function selfMacro(program: Program): void {
  const name = program.name('self');
  const other = program.name('other');
  program.lines.push(
    `enum { ${name} = ${program.choices.below(100)}, ${other} };`,
    `#define ${name} (${other} + ${name})`,
    `#define ${other} (1 + ${name})`,
  );
  program.values.push(name, other);
}

function countingMacro(program: Program): void {
  const name = program.name('C');
  const { choices } = program;
  program.lines.push(
    `#define ${name}(x) x x`,
    `enum { ${name}_value = 0 ${name}(+ ${choices.below(9)}) };`,
    choices.pick([`#define ${name}_line __LINE__`, `#define ${name}_line (__LINE__ + 1)`]),
  );
  program.values.push(`${name}_value`, `${name}_line`);
}
