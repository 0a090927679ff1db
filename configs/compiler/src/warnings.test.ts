// SPDX-License-Identifier: MIT
// Names that nobody uses, names whose header is missing, and problems that lie
// in other files than the one that is edited.
import assert from 'node:assert/strict';
import { check, checkObject } from './carets.test-support.js';
import { compile } from './compile.js';
import { inputFor } from './sources.test-support.js';

const cell = `
   struct {
     struct jailhouse_cell_desc cell;
     struct jailhouse_memory mem_regions[1];
   } __attribute__((packed)) config = {
     .cell = {
       .signature = JAILHOUSE_CELL_DESC_SIGNATURE,
       .architecture = JAILHOUSE_ARM64,
       .revision = JAILHOUSE_CONFIG_REVISION,
       .name = "cell",
       .num_memory_regions = ARRAY_SIZE(config.mem_regions),
     },
     .mem_regions = { { .size = SIZE } },
   };
`;

/** What a fix makes of a source. */
function mended(source: string, files: Readonly<Record<string, string>> = {}): string {
  const { problems } = compile(inputFor('board.c', { ...files, 'board.c': source }));
  const edit = problems.find(({ fix }) => fix !== undefined)?.fix?.edits[0];
  assert.ok(edit, JSON.stringify(problems));
  const lines = source.split('\n');
  const offset = ({ line, column }: { line: number; column: number }): number =>
    lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, column);
  return (
    source.slice(0, offset(edit.range.start)) + edit.newText + source.slice(offset(edit.range.end))
  );
}

describe('A macro that nothing uses', () => {
  it('is told at its definition', () => {
    checkObject(`
   #define USED 1
   #define UNUSED 2
//         ^^^^^^ warning unused-macro: Macro 'UNUSED' is defined, but nothing uses it.
//         ... fix: Remove macro 'UNUSED'
   #define CALLED(x) x
   #define NOT_CALLED(x) x
//         ^^^^^^^^^^ warning unused-macro: Macro 'NOT_CALLED' is defined, but nothing uses it.
//         ... fix: Remove macro 'NOT_CALLED'
   struct { unsigned char a; } config = { CALLED(USED) };
`);
  });

  it('is one that no condition, no other macro and no part that is left out names', () => {
    checkObject(`
   #define CONDITION 1
   #define ASKED_FOR
   #define DEFINED
   #define INNER 1
   #define OUTER INNER
   #define LEFT_OUT 1
   #define PASTED_1 1
   #define PASTE(n) PASTED_ ## n
   #if CONDITION && defined(DEFINED)
   #ifdef ASKED_FOR
   struct { unsigned char a, b; } config = { OUTER, PASTE(1) };
   #else
   int other = LEFT_OUT;
   #endif
   #endif
`);
  });

  it('is not one that a file uses which is included behind it', () => {
    checkObject(
      `
   #define SIZE 4
   #define WITH_MORE
   #define NAME a
   #include "part.h"
`,
      { 'part.h': '#ifdef WITH_MORE\nstruct { char NAME[SIZE]; } config = { { 1 } };\n#endif\n' },
    );
  });

  it('is never one of a header', () => {
    checkObject('   #include "part.h"\n   struct { char a; } config = { 1 };\n', {
      'part.h': '#define PART 1\n',
    });
  });

  it('waits until there are no errors', () => {
    checkObject(`
   #define SIZE 4
   struct { char a; } config = { SISE };
//                               ^^^^ error undeclared-identifier: 'SISE' is defined nowhere.
//                               ... fix: Change to 'SIZE'
`);
  });

  it('goes with all of its lines', () => {
    const rest = 'struct { char a; } config = { 1 };\n';
    assert.equal(mended(`#define TWO(a, b) a + \\\n  b // both\n${rest}`), rest);
  });

  it('is left in place by hand where a comment hangs on to it', () => {
    const source = '#define ONE 1 /* one\n and more */\nstruct { char a; } config = { 1 };\n';
    const { problems } = compile(inputFor('board.c', { 'board.c': source }));
    const unused = problems.find(({ id }) => id === 'unused-macro');
    assert.ok(unused);
    assert.equal(unused.fix, undefined);
  });
});

describe('A header that is missing', () => {
  const source = cell.replace('= SIZE', '= 0x1000');

  it('is told once, by the first name that it defines', () => {
    check(
      source.replace(
        '     struct jailhouse_cell_desc cell;',
        `     struct jailhouse_cell_desc cell;
//          ^^^^^^^^^^^^^^^^^^^ error missing-include: 'jailhouse_cell_desc' is defined in <jailhouse/cell-config.h>, which is not included.
//          ... fix: Add #include <jailhouse/cell-config.h>`,
      ),
    );
  });

  it('is told by a macro or a constant, too, and beside names that nobody defines', () => {
    check(`
   #include <jailhouse/types.h>
   struct { __u64 size, flags; } config = {
     .size = JAILHOUSE_MEM_REED,
//           ^^^^^^^^^^^^^^^^^^ error undeclared-identifier: 'JAILHOUSE_MEM_REED' is defined nowhere.
     .flags = JAILHOUSE_MEM_READ,
//            ^^^^^^^^^^^^^^^^^^ error missing-include: 'JAILHOUSE_MEM_READ' is defined in <jailhouse/cell-config.h>, which is not included.
//            ... fix: Add #include <jailhouse/cell-config.h>
   };
`);
  });

  it('is told by a type, too', () => {
    check(`
   struct { __u64 size; } config = { 1 };
//          ^^^^^ error missing-include: '__u64' is defined in <jailhouse/types.h>, which is not included.
//          ... fix: Add #include <jailhouse/types.h>
`);
  });

  it('is added below the others, or on top', () => {
    const include = '#include <jailhouse/cell-config.h>\n';
    const head = '/* A cell. */\n\n#include <jailhouse/types.h>\n';
    assert.equal(mended(`${head}\n${source}`), `${head}${include}\n${source}`);
    assert.equal(
      mended(`/* A cell. */\n${source.trimStart()}`),
      `/* A cell. */\n${include}${source.trimStart()}`,
    );
    const { problems } = compile(inputFor('board.c', { 'board.c': mended(`${head}${source}`) }));
    assert.deepEqual(problems, []);
  });

  it('is added in front of the header that needs it', () => {
    const files = { 'board.h': 'struct board { __u64 base; };\n' };
    const text = '#include "board.h"\nstruct { struct board a; } config = { { 1 } };\n';
    assert.equal(mended(text, files), `#include <jailhouse/types.h>\n${text}`);
  });
});

describe('A problem that lies in another file', () => {
  it('is shown where that is included, with the way to it', () => {
    checkObject(
      `
   #include "outer.h"
//          ^^^^^^^^^ error unknown-type: There is no type 'missing'.
//          ... inner.h:2: in 'inner.h', which is included
//          ... outer.h:1: in 'outer.h', which is included
   struct { struct inner a; } config = { { 1 } };
`,
      { 'outer.h': '#include "inner.h"\n', 'inner.h': 'struct inner {\n  missing a;\n};\n' },
    );
  });

  it('is shown at the call if it comes from a macro of a header', () => {
    checkObject(
      `
   #include "macros.h"
   struct { unsigned char a, b; } config = {
     WIDE,
//   ^^^^ warning value-truncated: 0x100 does not fit into 'unsigned char': only 0x0 is stored.
//   ... macros.h:1: in the expansion of BITS
//   ... macros.h:2: in the expansion of WIDE
     TWICE(0x81),
//   ^^^^^^^^^^^ warning value-truncated: 0x102 does not fit into 'unsigned char': only 0x2 is stored.
   };
`,
      {
        'macros.h': '#define BITS 0x100\n#define WIDE BITS\n#define TWICE(x) x * 2\n',
      },
    );
  });

  it('is shown at the argument if that is what is wrong', () => {
    checkObject(
      `
   #include "macros.h"
   struct { unsigned char a, b; } config = {
     TWICE(unknown), { OUTER(1 / 0) }
//         ^^^^^^^ error undeclared-identifier: 'unknown' is defined nowhere.
//                               ^ error division-by-zero: This divides by zero.
   };
`,
      { 'macros.h': '#define TWICE(x) ((x) * 2)\n#define OUTER(x) TWICE(x)\n' },
    );
  });

  it('is shown at the #include of a configuration, the checks included', () => {
    const base = `
   #include <jailhouse/cell-config.h>
   ${cell.replace('{ .size = SIZE }', '{ .size = SIZE }, { .virt_start = 0x800, .size = 0x1000 }').replace('mem_regions[1]', 'mem_regions[2]')}`;
    check(
      `
   #define SIZE 0x1000
   #include "base.c"
//          ^^^^^^^^ error region-overlap-in-cell: Memory regions 0 and 1 of "cell" overlap in the cell's addresses at 0x800-0xfff (2 KiB): one is seen at 0x0-0xfff (4 KiB), the other at 0x800-0x17ff (4 KiB).
//          ... base.c:15: Memory region 0 is at 0x0-0xfff (4 KiB).
//          ... base.c:15: in 'base.c', which is included
`,
      { 'base.c': base },
    );
  });

  it('is told with every file on the way, be it a directive or a stray character', () => {
    checkObject(
      `
   #include "part.h"
//          ^^^^^^^^ error include-not-found: 'nowhere.h' was not found in ., configs/include, configs/include/arch/arm64, configs/include/arch/arm-common.
//          ... part.h:1: in 'part.h', which is included
//          ^^^^^^^^ error stray-character: '@' has no meaning in C.
//          ... part.h:2: in 'part.h', which is included
   struct { unsigned char a; } config = { 1 };
`,
      { 'part.h': '#include "nowhere.h"\n@\n' },
    );
  });
});
