// SPDX-License-Identifier: MIT
// A whole random source: files, macros, types and one object with its initialiser.
import { alternatives, condition } from './conditionals.test-support.js';
import { expression, integerTypes, numberText } from './expressions.test-support.js';
import { formatConfiguration, formatRecords } from './format.test-support.js';
import { initialiser } from './initialisers.test-support.js';
import { defineValue } from './macros.test-support.js';
import { Program } from './program.test-support.js';
import type { ProgramOptions, Shape } from './program.test-support.js';
import { defineRecord, recordBody } from './records.test-support.js';
import { strewn } from './trivia.test-support.js';

/** A source that can be given to any compiler. */
export interface CorpusSource {
  /** The object whose bytes are the image. */
  readonly object: string;
  /** The text of every file; the source itself is main.c. */
  readonly files: ReadonlyMap<string, string>;
  readonly defines: ReadonlyMap<string, string>;
}

export const mainFile = 'main.c';

/** The source that a tape stands for. */
export function sourceFrom(tape: readonly number[], options: ProgramOptions): CorpusSource {
  const program = new Program(tape, options);
  const { choices } = program;
  const object = `config${options.suffix}`;
  const isFormat = choices.chance(40);
  const isStandAlone = !isFormat && choices.chance(50);
  const includes = isStandAlone
    ? ['#include <jailhouse/types.h>']
    : ['#include <jailhouse/types.h>', '#include <jailhouse/cell-config.h>'];
  program.lines.push(...(choices.chance(80) ? includes : includes.slice(-1)), '');
  if (!isStandAlone) program.records.push(...formatRecords);
  declare(program, isFormat);
  const header = choices.chance(35) ? moveToHeader(program, includes) : undefined;
  const definition = isFormat
    ? formatConfiguration(program, object)
    : ownConfiguration(program, object);
  const text = `${program.lines.join('\n')}\n${definition}`;
  const files = new Map<string, string>(program.files);
  if (header !== undefined) files.set(header.name, strewn(header.text, choices));
  const body = strewn(text, choices);
  if (choices.chance(10)) {
    files.set('base.c', body);
    files.set(mainFile, `${choices.pick(['', '/* A variant. */\n'])}#include "base.c"\n`);
  } else files.set(mainFile, body);
  return { object, files, defines: program.defines };
}

function declare(program: Program, isFormat: boolean): void {
  const { choices } = program;
  choices.several(isFormat ? 0 : 1, 8, () => {
    switch (choices.below(7)) {
      case 0:
      case 1:
      case 2:
        defineValue(program);
        return;
      case 3:
        defineAlternatives(program);
        return;
      case 4:
        defineIntegerType(program);
        return;
      case 5:
        otherDeclaration(program);
        return;
      default:
        defineRecord(program);
    }
  });
}

/** A macro whose value a condition decides. */
function defineAlternatives(program: Program): void {
  const { choices } = program;
  const name = program.name('A');
  const lines = choices.several(
    2,
    3,
    () => `#define ${name} ${numberText(program, choices.number())}\n`,
  );
  program.lines.push(alternatives(program, lines).trimEnd());
  // Alone a chain without #else might define nothing.
  program.values.push(name);
  program.switches.push(name);
}

function defineIntegerType(program: Program): void {
  const name = program.name('int_t');
  const type = program.choices.pick(integerTypes);
  program.lines.push(`typedef ${type} ${name};`);
  program.integers.push(name);
}

/** What may stand beside a configuration and leaves nothing in it. */
function otherDeclaration(program: Program): void {
  const { choices } = program;
  const name = program.name('d');
  switch (choices.below(7)) {
    case 0:
      program.lines.push(
        `static const ${choices.pick(integerTypes)} ${name} = ${expression(program, 2)};`,
      );
      return;
    case 1: {
      const count = choices.between(1, 6);
      program.lines.push(`static const u32 ${name}[] = { ${Array(count).fill('1').join(', ')} };`);
      program.values.push(`sizeof(${name})`, `(sizeof(${name}) / sizeof(${name}[0]))`);
      return;
    }
    case 2:
      program.lines.push(`_Static_assert(${expression(program, 2)} || 1, "holds");`);
      return;
    case 3:
      program.lines.push(
        `struct ${name};`,
        `extern struct ${name} *${name}_of(const struct ${name} *from, int, ...);`,
      );
      return;
    case 4:
      program.lines.push(
        `static inline int ${name}(int x) { for (; x > 3; x--) { if (x == '}') return 1; } return x; }`,
      );
      return;
    case 5:
      program.lines.push(`#if 0\nThis isn't C: "\n#elif ${condition(program, 2)}\n#endif`);
      return;
    default:
      program.lines.push(`extern u8 ${name}[(${expression(program, 2)}) ? 4 : 7];`);
      program.values.push(`sizeof ${name}`);
  }
}

/** Put the declarations so far into a header of their own. */
function moveToHeader(
  program: Program,
  includes: readonly string[],
): { name: string; text: string } {
  const { choices } = program;
  const name = 'layout.h';
  const guard = program.name('LAYOUT_H');
  const content = program.lines.splice(0).join('\n');
  const text = choices.chance(25)
    ? `#pragma once\n${content}\n`
    : `#ifndef ${guard}\n#define ${guard}\n${content}\n#endif /* ${guard} */\n`;
  const target = choices.chance(20) ? program.name('HEADER') : undefined;
  if (target !== undefined) program.lines.push(`#define ${target} "${name}"`);
  program.lines.push(...(choices.chance(50) ? includes : []), `#include ${target ?? `"${name}"`}`);
  if (choices.chance(40)) program.lines.push(`#include "${name}"`);
  return { name, text };
}

/** An object of a layout that no header of the format knows. */
function ownConfiguration(program: Program, object: string): string {
  const { choices } = program;
  const behind = choices.pick([
    '',
    '',
    ' __attribute__((used))',
    ` __attribute__((section(".config${program.suffix}")))`,
  ]);
  if (choices.chance(30)) {
    const body = recordBody(program, 'struct', 3);
    const shape: Shape = { kind: 'record', isUnion: false, ...body };
    const packing = choices.pick([' __attribute__((packed))', '']);
    const head = `struct {\n${body.text}}${packing} ${object}${behind}`;
    return `${head} = ${initialiser(program, shape)};\n`;
  }
  const record = defineRecord(program, 3);
  const type = record.spelling ?? 'int';
  const qualifier = choices.pick(['', 'const ', '']);
  const forward = choices.chance(10) ? `extern ${qualifier}${type} ${object};\n` : '';
  if (!choices.chance(20)) {
    return `${forward}${qualifier}${type} ${object}${behind} = ${initialiser(program, record)};\n`;
  }
  const count = choices.between(1, 4);
  const bound = choices.chance(50) ? String(count) : '';
  const shape: Shape = { kind: 'array', of: record, count };
  return `${qualifier}${type} ${object}[${bound}]${behind} = ${initialiser(program, shape)};\n`;
}
