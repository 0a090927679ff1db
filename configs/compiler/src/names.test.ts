// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { compile } from './compile.js';
import type { Compilation, SourceSymbol } from './compilation.js';
import type { Position } from './source.js';

const source = `#include "board.h"
#define TWICE(x) ADD(x, x)
#define ADD(a, b) ((a) + (b))
#define BASE 0x1000
#define DEEP TWICE(BASE)
#define ENTRY(n) { .a = n, }
#define JOIN(a, b) a ## b
enum { FIRST, SECOND = 5 };
struct pair { int a, b; };
struct { struct pair one; int list[SECOND]; } config = {
	.one = { .a = DEEP, .b = TWICE(3) },
	.list = { [FIRST] = JOIN(BA, SE), [1] = BOARD },
};
`;
const texts: Readonly<Record<string, string>> = {
  'a.c': source,
  'board.h': '#define BOARD HIDDEN\n#define HIDDEN 7\n',
};
const compilation = compile({ file: 'a.c', readFile: (path) => texts[path], includePaths: [] });

/** The place of the n-th occurrence, from 0. */
function positionOf(piece: string, occurrence = 0, file = 'a.c'): Position {
  let at = -1;
  for (let n = 0; n <= occurrence; n++) at = (texts[file] ?? '').indexOf(piece, at + 1);
  const before = (texts[file] ?? '').slice(0, at).split('\n');
  return { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
}

function symbol(name: string, of: Compilation = compilation): SourceSymbol | undefined {
  return of.symbols().find((each) => each.name === name);
}

describe('Names of a source', () => {
  it('are macros, constants with their values, objects, types and fields', () => {
    const kinds = ['BASE', 'SECOND', 'config', 'pair', 'list'].map((name) => symbol(name)?.kind);
    assert.deepEqual(kinds, ['macro', 'constant', 'object', 'type', 'field']);
    assert.equal(symbol('SECOND')?.value, 5n);
    assert.equal(symbol('list')?.type, 'int[5]');
    assert.equal(symbol('b')?.record, 'struct pair');
    assert.equal(symbol('BOARD')?.definition.file, 'board.h');
    assert.equal(symbol('__LINE__'), undefined);
  });

  it('are found where they are used, in bodies of macros as well, and once each', () => {
    const add = symbol('ADD');
    assert.ok(add);
    assert.deepEqual(
      compilation.usesOf(add.definition).map(({ start }) => start),
      [positionOf('ADD')],
    );
    const base = symbol('BASE');
    assert.ok(base);
    assert.deepEqual(
      compilation.usesOf(base.definition).map(({ start }) => start),
      [positionOf('BASE', 1)],
      'pasted names are spelled nowhere',
    );
    const hidden = symbol('HIDDEN');
    assert.ok(hidden);
    assert.deepEqual(
      compilation.usesOf(hidden.definition).map(({ file, start }) => [file, start]),
      [['board.h', positionOf('HIDDEN', 0, 'board.h')]],
    );
  });

  it('lead from the body of a macro to their definition', () => {
    const found = compilation.definitionAt('a.c', positionOf('ADD'));
    assert.deepEqual(found?.start, positionOf('ADD', 1));
  });
});

describe('The expansion of a macro', () => {
  it('is told step by step, with the value', () => {
    const expansion = compilation.expansionAt('a.c', positionOf('DEEP', 1));
    assert.deepEqual(expansion?.steps, [
      'TWICE(BASE)',
      'ADD(BASE, BASE)',
      '((BASE) + (BASE))',
      '((0x1000) + (0x1000))',
    ]);
    assert.equal(expansion.value, 0x2000n);
    assert.equal(expansion.isCutOff, false);
  });

  it('takes the arguments of the call that it is asked about', () => {
    const expansion = compilation.expansionAt('a.c', positionOf('TWICE(3)'));
    assert.deepEqual(expansion?.steps, ['ADD(3, 3)', '((3) + (3))']);
    assert.deepEqual(expansion.range.start, positionOf('TWICE(3)'));
    assert.equal(expansion.range.end.column - expansion.range.start.column, 'TWICE(3)'.length);
    assert.equal(expansion.value, 6n);
  });

  it('has no value where it is no constant, and no steps without arguments', () => {
    const text = '#define F(x) { x }\n#define G(x) x\nint config[] = F(1); int y = sizeof(G) + (F';
    const of = compile({ file: 'b.c', readFile: () => text, includePaths: [] });
    const at = (column: number): ReturnType<Compilation['expansionAt']> =>
      of.expansionAt('b.c', { line: 2, column });
    assert.deepEqual(at(15)?.steps, ['{ 1 }']);
    assert.equal(at(15)?.value, undefined);
    assert.deepEqual(at(36)?.steps, []);
    assert.deepEqual(at(42)?.steps, []);
    assert.equal(at(0), undefined);
  });

  it('is cut off where it has no end in sight', () => {
    const doubled = Array.from({ length: 30 }, (_, n) => `#define A${n + 1} A${n} A${n}`);
    const text = ['#define A0 1', ...doubled, 'int config = A30;'].join('\n');
    const of = compile({ file: 'b.c', readFile: () => text, includePaths: [] });
    const expansion = of.expansionAt('b.c', { line: 31, column: 13 });
    assert.equal(expansion?.isCutOff, true);
    assert.ok(expansion.steps.length > 3);
  });
});

describe('A definition of a macro', () => {
  it('has its parameters and its replacement', () => {
    assert.deepEqual(compilation.macroNamed('ADD')?.parameters, ['a', 'b']);
    assert.equal(compilation.macroNamed('ADD')?.replacement, '((a) + (b))');
    assert.equal(compilation.macroNamed('BASE')?.parameters, undefined);
    assert.equal(compilation.macroNamed('nothing'), undefined);
  });
});
