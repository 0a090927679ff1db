// SPDX-License-Identifier: MIT
// Types that are made of keywords, as in `unsigned long int` (C11 6.7.2).
import { typeCombination } from '../type-problems.js';
import type { ProblemList } from '../problem-list.js';
import type { Target } from '../target.js';
import type { Token } from '../token.js';
import { errorType, integers, pointerTo, unsignedOf } from '../types.js';
import type { CType, FloatType, IntegerType } from '../types.js';

const doubleType: FloatType = { kind: 'float', name: 'double', size: 8 };

/** What may stand together, each in its own place of the alphabet. */
const combinations: ReadonlySet<string> = new Set([
  ...['_Bool', '__builtin_va_list', 'double', 'double long', 'float', 'void'],
  ...['signed', 'unsigned'],
  ...withSigns('char', 'int', 'short', 'int short', 'long', 'int long', 'long long'),
  ...withSigns('int long long', '__int128'),
]);

function withSigns(...types: readonly string[]): string[] {
  const signed = types.flatMap((type) => ['signed', 'unsigned'].map((sign) => [type, sign]));
  return [...types, ...signed.map((words) => sorted(words.join(' ').split(' ')))];
}

function sorted(words: readonly string[]): string {
  return [...words].sort().join(' ');
}

/** The type that the words name, in any order; a problem at those that exclude each other. */
export function basicType(words: readonly Token[], target: Target, problems: ProblemList): CType {
  const texts = words.map(({ text }) => (/^__signed/.test(text) ? 'signed' : text));
  const [first] = words;
  const last = words.at(-1);
  if (first !== undefined && last !== undefined && !combinations.has(sorted(texts))) {
    const spelled = words.map(({ text }) => text).join(' ');
    problems.add(typeCombination({ first, last }, spelled));
    return errorType;
  }
  return typeOfWords(texts, target);
}

function typeOfWords(words: readonly string[], target: Target): CType {
  const has = (word: string): boolean => words.includes(word);
  const isUnsigned = has('unsigned');
  const longs = words.filter((word) => word === 'long').length;
  if (has('void')) return { kind: 'void' };
  if (has('_Bool')) return integers.bool;
  if (has('float')) return { kind: 'float', name: 'float', size: 4 };
  if (has('double')) {
    const { longDoubleSize: size } = target;
    return longs > 0 ? { kind: 'float', name: 'long double', size } : doubleType;
  }
  if (has('__builtin_va_list')) return pointerTo({ kind: 'void' }, target.pointerSize);
  const signed = (type: IntegerType): IntegerType => (isUnsigned ? unsignedOf(type) : type);
  if (has('__int128')) return signed(integers.int128);
  if (has('char'))
    return isUnsigned ? integers.uchar : has('signed') ? integers.schar : target.char;
  if (has('short')) return signed(integers.short);
  if (longs > 1) return signed(integers.llong);
  return signed(longs === 1 ? target.long : integers.int);
}
