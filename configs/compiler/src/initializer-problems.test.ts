// SPDX-License-Identifier: MIT
// What is wrong with values in braces, drawn at the source, and compared with
// what a C compiler warns of.
// cspell:ignore abcde
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { checkObject as check } from './carets.test-support.js';
import { compile } from './compile.js';
import { inputFor } from './sources.test-support.js';

describe('An array that is too small', () => {
  it('is told the count that it needs, and given it', () => {
    check(`
   struct region { unsigned long start, size; };
   struct { struct region regions[2]; } config = {
     .regions = {
       { 1, 1 }, { 2, 2 },
       { 3, 3 },
//     ^^^^^^^^ warning too-many-initialisers: 'struct region[2]' has room for 2 values, but 4 are given, so the last 2 are dropped.
//     ... fix: Change the bound to 4
       { 4, 4 },
     },
   };
`);
  });

  it('counts elements that are written without braces, and macros that write several', () => {
    check(`
   #define PAIR(at) { at, 1 }, { at + 1, 1 }
   struct region { unsigned long start, size; };
   struct { struct region regions[2]; struct region more[1]; } config = {
     .regions = { PAIR(1), PAIR(3) },
//                         ^^^^^^^ warning too-many-initialisers: 'struct region[2]' has room for 2 values, but 4 are given, so the last 2 are dropped.
//                         ... fix: Change the bound to 4
//                         ... board-cell.c:2: in the expansion of PAIR
     .more = { 1, 2, 3, 4, 5 },
//                   ^ warning too-many-initialisers: 'struct region[1]' has room for one value, but 3 are given, so the last 2 are dropped.
//                   ... fix: Change the bound to 3
   };
`);
  });

  it('is enlarged for an index, but not for one that is a slip', () => {
    check(`
   struct { unsigned char a[2]; } config = { .a = {
     [5] = 1,
//    ^ error index-out-of-range: Index 5 lies outside of the array, which has 2 elements.
//    ... fix: Change the bound to 6
     [0x40000000] = 1,
//    ^^^^^^^^^^ error index-out-of-range: Index 1073741824 lies outside of the array, which has 2 elements.
   } };
`);
  });

  it('is not changed where a header or a macro tells its bound', () => {
    const header = 'struct chip { unsigned int pins[2]; };\n';
    const source = `
   #include "chip.h"
   #define COUNT 1
   struct { struct chip chip; struct chip more[COUNT]; } config = {
     .chip = { .pins = { 1, 2, 3 } },
//                             ^ warning too-many-initialisers: 'unsigned int[2]' has room for 2 values, but 3 are given, so the last one is dropped.
     .more = { { { 1 } }, { { 2 } } },
//                        ^^^^^^^^^ warning too-many-initialisers: 'struct chip[1]' has room for one value, but 2 are given, so the last one is dropped.
   };
`;
    check(source, { 'chip.h': header });
  });
});

describe('An array that is too large', () => {
  it('is told how many entries of zeros follow, and given the count', () => {
    check(`
   struct region { unsigned long start, size; };
   struct {
     struct region regions[5];
//                         ^ warning array-too-large: 'regions' has 5 elements, but only 3 are given: 2 entries of zeros will follow, which ARRAY_SIZE counts as well.
//                         ... fix: Change the bound to 3
     struct region none[1];
//                      ^ warning array-too-large: 'none' has one element, but none is given: one entry of zeros will follow, which ARRAY_SIZE counts as well.
   } config = {
     .regions = { { 1, 1 }, [2] = { 0 } },
   };
`);
  });

  it('is right if every element is mentioned, if only by a range or by a zero', () => {
    check(`
   struct region { unsigned long start, size; };
   struct {
     struct region one[1], all[4], some[2], bare[2];
     struct region empty[0];
   } config = {
     .one = { { 0 } },
     .all = { [0 ... 3] = { 1, 1 } },
     .some[1].size = 1,
     .bare = { 1, 2, 3 },
   };
`);
  });

  it('is left alone if it is a bitmap, or part of a struct of the format', () => {
    check(`
   #include <jailhouse/cell-config.h>
   static struct jailhouse_irqchip unused = { 0 };
   struct { unsigned long cpus[4]; struct jailhouse_irqchip chip; } config = {
     .cpus = { 1 },
     .chip.pin_bitmap = { 1 },
   };
`);
  });
});

describe('A value that is given twice', () => {
  it('is told at the second, with the first', () => {
    check(`
   struct { struct { unsigned int start, size; } region; unsigned char name[4], flags: 3, more: 5; } config = {
     .region.start = 1,
     .region.size = 2,
     .region.start = 3,
//   ^^^^^^^^^^^^^ warning value-overridden: This replaces a value that was given before, which is lost.
//   ... board-cell.c:3: The value that is lost.
     .name = "a",
     .name[0] = 'b',
//   ^^^^^^^^ warning value-overridden: This replaces a value that was given before, which is lost.
//   ... board-cell.c:6: The value that is lost.
     .flags = 1,
     .more = 1,
     .flags = 2,
//   ^^^^^^ warning value-overridden: This replaces a value that was given before, which is lost.
//   ... board-cell.c:8: The value that is lost.
   };
`);
  });

  it('may be one that no designator names', () => {
    check(`
   struct { unsigned char a[4]; } config = { .a = {
     [1] = 1,
     [0] = 2,
     3,
//   ^ warning value-overridden: This replaces a value that was given before, which is lost.
//   ... board-cell.c:3: The value that is lost.
   } };
`);
  });

  it('may be one of a range, of braces or of another member of a union', () => {
    check(`
   struct { unsigned char a[4]; struct { unsigned char x, y; } s; union { int i; char c[4]; } u; } config = {
     .a = { [0 ... 2] = 1, [2 ... 3] = 2 },
//                         ^^^^^^^^^ warning value-overridden: This replaces a value that was given before, which is lost.
//                         ... board-cell.c:3: The value that is lost.
     .s.x = 1,
     .s = { .y = 2 },
//   ^^ warning value-overridden: This replaces a value that was given before, which is lost.
//   ... board-cell.c:4: The value that is lost.
     .u.i = 1,
     .u.c = { 2 },
//   ^^^^ warning value-overridden: This replaces a value that was given before, which is lost.
//   ... board-cell.c:6: The value that is lost.
   };
`);
  });

  it('is not one beside it, nor what braces leave out', () => {
    check(`
   struct { struct { unsigned char x, y; } s[2]; } config = {
     .s = { [0] = { .x = 1 }, [1].y = 1 },
     .s[0].y = 2,
     .s[1].x = 2,
   };
`);
  });
});

describe('A text', () => {
  it('that fills its array has no NUL, which is right for signatures only', () => {
    check(`
   struct {
     char signature[5], name[5], more[6];
     char code[5] __attribute__((nonstring)), __attribute__((__nonstring__)) tag[5];
   } config = {
     .signature = "ABCDE",
     .name = "abcde",
//           ^^^^^^^ warning string-without-nul: The text fills all 5 bytes, so no NUL ends it, and who reads it may read on into what follows.
     .more = "abcde",
     .code = "abcde",
     .tag = "abcde",
   };
`);
  });

  it('that is the name of a cell may have 31 characters', () => {
    const named = (length: number): string[] =>
      compile(
        inputFor('board.c', {
          'board.c':
            '#include <jailhouse/cell-config.h>\n' +
            `struct jailhouse_cell_desc config = { .name = "${'n'.repeat(length)}" };\n`,
        }),
      ).problems.map(({ id }) => id);
    assert.deepEqual(
      named(31).filter((id) => id.startsWith('string')),
      [],
    );
    assert.ok(named(32).includes('string-without-nul'));
    assert.ok(named(33).includes('string-too-long'));
  });
});

/** Members of a struct and what they get; gcc tells which of them deserve a warning. */
const assignments = [
  ['unsigned char', '255'],
  ['unsigned char', '256'],
  ['unsigned char', '-1'],
  ['unsigned char', '-128'],
  ['unsigned char', '-129'],
  ['unsigned char', '~0x1f'],
  ['signed char', '127'],
  ['signed char', '200'],
  ['signed char', '256'],
  ['unsigned short', '0xffff'],
  ['unsigned short', '0x10000'],
  ['short', '0xffff'],
  ['unsigned int', '-1'],
  ['unsigned int', '0xffffffffULL'],
  ['unsigned int', '0x100000000'],
  ['int', '0x80000000'],
  ['int', '-2147483649LL'],
  ['unsigned long long', '-1'],
  ['_Bool', '5'],
  ['unsigned int :3', '7'],
  ['unsigned int :3', '8'],
  ['unsigned int :3', '-1'],
  ['unsigned int :3', '-5'],
  ['int :3', '7'],
  ['int :3', '8'],
  ['int :3', '-4'],
  ['int :3', '-5'],
  ['unsigned char', '(unsigned char)0x1234'],
  ['unsigned char', "'a' * 3"],
  ['unsigned char', '1 << 8'],
  ['int', '0x7fffffff + 1'],
  ['unsigned int', '1 << 32'],
  ['unsigned int', '0xffffffff + 1'],
] as const;

describe('A value that its field truncates', () => {
  it('is one that gcc warns of, and no other', () => {
    const members = assignments.map(([type], index) => {
      const [base, width] = type.split(' :');
      return `${base ?? ''} m${index}${width === undefined ? '' : ` : ${width}`};`;
    });
    const values = assignments.map(([, value], index) => `  .m${index} = ${value},`);
    const source = [`struct { ${members.join(' ')} } config = {`, ...values, '};', ''].join('\n');
    const { stderr } = spawnSync(
      'gcc',
      ['-Wall', '-Wextra', '-x', 'c', '-c', '-o', '/dev/null', '-'],
      { input: source, encoding: 'utf8' },
    );
    const warned = new Set(
      [...stderr.matchAll(/^<stdin>:(\d+):/gm)].map(([, line]) => Number(line)),
    );
    const found = new Set(
      compile(inputFor('board.c', { 'board.c': source })).problems.map(
        ({ range }) => range.start.line + 1,
      ),
    );
    const lines = (set: ReadonlySet<number>): string[] =>
      assignments.flatMap(([type, value], i) => (set.has(i + 2) ? [`${type} = ${value}`] : []));
    assert.ok(warned.size > 8, stderr);
    assert.deepEqual(lines(found), lines(warned));
  });
});
