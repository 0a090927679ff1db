// SPDX-License-Identifier: MIT
// Random constant expressions. They are trees, printed with the parentheses
// that they need and some that they do not, so that every grouping is valid:
// no division by zero, no shift by more than the width.
import type { Program, RecordShape } from './program.test-support.js';

/** Text and how tightly it binds: 14 is a primary, 0 a conditional. */
export interface Piece {
  readonly text: string;
  readonly level: number;
  /** Another operator around it may break it, as with the count of a shift. */
  readonly isFragile: boolean;
}

const primary = 14;
const unaryLevel = 13;

export const integerTypes = [
  'int',
  'u8',
  '__u32',
  'unsigned long long',
  's8',
  'u16',
  's16',
  '__s32',
  '__u64',
  's64',
  'unsigned',
  'long',
  'unsigned long',
  'signed char',
  'unsigned char',
  'short int',
  'long unsigned int',
  '_Bool',
  'char',
] as const;

/** An expression without commas; at most `depth` operators deep. */
export function expression(program: Program, depth = 3, names: readonly string[] = []): string {
  return piece(program, depth, names).text;
}

/** The same, ready for any operator around it. */
export function operandExpression(
  program: Program,
  depth: number,
  names: readonly string[] = [],
): string {
  return within(piece(program, depth, names), primary, program);
}

export function piece(program: Program, depth: number, names: readonly string[]): Piece {
  const { choices } = program;
  if (depth <= 0) return leaf(program, names);
  const inner = (): Piece => piece(program, depth - 1, names);
  switch (choices.below(12)) {
    case 0:
    case 1:
    case 2:
      return leaf(program, names);
    case 3:
    case 4:
    case 5:
    case 6:
      return binary(program, inner);
    case 7:
      return shift(program, inner);
    case 8:
      return quotient(program, inner);
    case 9:
      return prefix(program, inner);
    case 10:
      return cast(program, inner);
    default:
      return conditional(program, inner);
  }
}

function made(text: string, level: number, parts: readonly Piece[], isFragile = false): Piece {
  const isBroken = parts.some((part) => part.isFragile && part.level < primary);
  return { text, level, isFragile: isFragile || isBroken };
}

/** The text of a part, in parentheses where it binds less tightly than `level`. */
function within(part: Piece, level: number, { choices }: Program): string {
  return part.level < level || choices.chance(8) ? `(${part.text})` : part.text;
}

const binaryLevels: readonly (readonly [string, number])[] = [
  ['|', 5],
  ['+', 11],
  ['-', 11],
  ['*', 12],
  ['&', 7],
  ['^', 6],
  ['||', 3],
  ['&&', 4],
  ['==', 8],
  ['!=', 8],
  ['<', 9],
  ['>', 9],
  ['<=', 9],
  ['>=', 9],
];

function binary(program: Program, inner: () => Piece): Piece {
  const [operator, level] = program.choices.pickFrom(binaryLevels) ?? ['|', 5];
  const left = inner();
  const right = inner();
  const gap = program.choices.chance(15) ? '' : ' ';
  const [a, b] = [within(left, level, program), within(right, level + 1, program)];
  // Without a space, `- -1` and `& &x` would be other tokens.
  const safe = gap === '' && /^[+\-&]/.test(b) ? ' ' : gap;
  return made(`${a}${safe}${operator}${safe}${b}`, level, [left, right]);
}

function shift(program: Program, inner: () => Piece): Piece {
  const { choices } = program;
  const left = inner();
  const operator = choices.pick(['<<', '>>']);
  const isWide = choices.chance(40);
  const value = isWide
    ? `(${choices.pick(['u64', '__u64', 'unsigned long', 's64'])})${within(left, unaryLevel, program)}`
    : within(left, 10, program);
  const count = numberText(program, BigInt(choices.below(isWide ? 64 : 32)), ['']);
  return made(`${value} ${operator} ${count}`, 10, [left], true);
}

function quotient(program: Program, inner: () => Piece): Piece {
  const left = inner();
  const operator = program.choices.pick(['/', '%']);
  const divisor = program.choices.chance(30)
    ? `((${inner().text}) & 7) + 1`
    : numberText(program, BigInt(program.choices.between(1, 99)));
  const b = divisor.startsWith('(') ? `(${divisor})` : divisor;
  return made(`${within(left, 12, program)} ${operator} ${b}`, 12, [left]);
}

function prefix(program: Program, inner: () => Piece): Piece {
  const operator = program.choices.pick(['~', '-', '!', '+', '!!', '__extension__ ']);
  const operand = inner();
  const text = within(operand, unaryLevel, program);
  const gap = /^[-+]/.test(text) && /[-+]$/.test(operator) ? ' ' : '';
  return made(`${operator}${gap}${text}`, unaryLevel, [operand]);
}

function integerType({ choices, integers }: Program): string {
  if (choices.chance(15)) return choices.pickFrom(integers) ?? 'int';
  return choices.pick(integerTypes);
}

function cast(program: Program, inner: () => Piece): Piece {
  const operand = inner();
  const type = integerType(program);
  return made(`(${type})${within(operand, unaryLevel, program)}`, unaryLevel, [operand]);
}

function conditional(program: Program, inner: () => Piece): Piece {
  const condition = inner();
  const no = inner();
  const head = within(condition, 3, program);
  const tail = within(no, 2, program);
  if (program.choices.chance(20)) return made(`${head} ?: ${tail}`, 2, [condition, no], true);
  const yes = inner();
  return made(`${head} ? ${yes.text} : ${tail}`, 2, [condition, no], true);
}

function leaf(program: Program, names: readonly string[]): Piece {
  const text = leafText(program, names);
  const isUnary = /^(sizeof|_Alignof|__alignof__)/.test(text);
  return { text, level: isUnary ? unaryLevel : primary, isFragile: false };
}

function leafText(program: Program, names: readonly string[]): string {
  const { choices } = program;
  const known = choices.chance(60) ? names : [...program.values, ...program.objects];
  switch (choices.below(9)) {
    case 0:
    case 1:
    case 2:
      return numberText(program, choices.number());
    case 3:
    case 4:
    case 5:
      return choices.pickFrom(known) ?? numberText(program, choices.number());
    case 6:
      return character(program);
    case 7:
      return sizeText(program);
    default:
      return memberText(program);
  }
}

const suffixes = ['', 'u', 'U', 'l', 'UL', 'll', 'LL', 'ULL', 'ull', 'lu', 'llu', 'LLU'];

/** A number in some base with some suffix. */
export function numberText(
  { choices }: Program,
  value: bigint,
  endings: readonly string[] = suffixes,
): string {
  // Without a suffix a decimal number beyond 63 bits would be wider than 64 bits.
  const needsSuffix = value >= 1n << 63n;
  const ending = (choices.chance(30) ? choices.pickFrom(endings) : '') ?? '';
  const suffix = needsSuffix && !/u/i.test(ending) ? 'ULL' : ending;
  switch (choices.below(8)) {
    case 0:
    case 1:
    case 2:
      return `0x${value.toString(16)}${suffix}`;
    case 3:
      return `0${value.toString(8)}${suffix}`;
    case 4:
      return value < 1n << 20n
        ? `0b${value.toString(2)}${suffix}`
        : `0X${value.toString(16).toUpperCase()}${suffix}`;
    default:
      return `${value.toString()}${suffix}`;
  }
}

function character({ choices }: Program): string {
  const plain = ["'a'", "'J'", "'0'", "' '", "'~'", "'\"'"] as const;
  const escaped = [
    "'\\n'",
    "'\\''",
    "'\\\\'",
    "'\\0'",
    "'\\x41'",
    "'\\377'",
    "'\\xfe'",
    "'\\t'",
    "'\\e'",
    "'\\\"'",
    "'\\?'",
  ] as const;
  const wide = ["'ab'", "'abcd'", "'\\1\\2'"] as const;
  const kind = choices.below(10);
  return kind < 5 ? choices.pick(plain) : kind < 9 ? choices.pick(escaped) : choices.pick(wide);
}

function sizeText(program: Program): string {
  const { choices } = program;
  const record = choices.pickFrom(program.records)?.spelling ?? 'u64';
  switch (choices.below(9)) {
    case 0:
      return `sizeof(${integerType(program)})`;
    case 1:
      return `sizeof(${record})`;
    case 2:
      return `_Alignof(${record})`;
    case 3:
      return `sizeof(${integerType(program)}[${choices.between(1, 9)}])`;
    case 4:
      return `sizeof(${expressionOfNumbers(program)})`;
    case 5:
      return `sizeof(${choices.pick(['void *', 'char *', 'int (*)(void)', 'u8 *[3]', 'u16 (*)[4]'])})`;
    case 6:
      return `sizeof(${choices.pick(['"text"', '"a" "bc"', '""', '"\\x41\\102\\n"'])})`;
    case 7:
      return `sizeof ${choices.pick(['1', "'a'", '1ULL', '-1'])}`;
    default:
      return `__alignof__(${integerType(program)})`;
  }
}

function expressionOfNumbers(program: Program): string {
  const a = numberText(program, program.choices.number());
  return `${program.choices.pick(['', '(u8)', '-', '!', '~'])}${a} ${program.choices.pick(['+', '|', '<', '*'])} 1`;
}

/** Something about a member of a record that has a name. */
function memberText(program: Program): string {
  const { choices } = program;
  const record = choices.pickFrom(program.records);
  const place = record && memberPlace(record, program);
  if (record?.spelling === undefined || place === undefined) return sizeText(program);
  switch (choices.below(3)) {
    case 0:
      return `__builtin_offsetof(${record.spelling}, ${place})`;
    case 1:
      return `sizeof(((${record.spelling} *)0)->${place})`;
    default:
      return `sizeof((*(${record.spelling} *)0).${place})`;
  }
}

/** The address of a member behind a null pointer; constant only where nothing must be an integer constant. */
export function memberAddress(program: Program): string | undefined {
  const record = program.choices.pickFrom(program.records);
  const place = record && memberPlace(record, program);
  if (record?.spelling === undefined || place === undefined) return undefined;
  const type = program.choices.pick(['unsigned long', 'u64', 'long']);
  return `(${type})&((${record.spelling} *)0)->${place}`;
}

/** A way to a member that has an address. */
function memberPlace(record: RecordShape, { choices }: Program): string | undefined {
  if (record.isNamedOnly) return undefined;
  const member = choices.pickFrom(record.members.filter(({ isBitField }) => !isBitField));
  if (member?.name === undefined) return undefined;
  if (member.type.kind === 'array' && member.type.count > 0 && choices.chance(40)) {
    return `${member.name}[${choices.below(member.type.count)}]`;
  }
  return member.name;
}
