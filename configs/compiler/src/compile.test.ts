// SPDX-License-Identifier: MIT
// What a mistake in a configuration looks like to the one who made it.
// cspell:ignore sise strat confg misspelt
import assert from 'node:assert/strict';
import { check, checkObject } from './carets.test-support.js';
import { compile } from './compile.js';
import { inputFor } from './sources.test-support.js';

/** A cell with two regions, around lines that a test gets wrong. */
function cell(regions: string, more = ''): string {
  return `
  #include <jailhouse/types.h>
  #include <jailhouse/cell-config.h>
${more}
  struct {
    struct jailhouse_cell_desc cell;
    __u64 cpus[1];
    struct jailhouse_memory mem_regions[2];
  } __attribute__((packed)) config = {
    .cell = {
      .signature = JAILHOUSE_CELL_DESC_SIGNATURE,
      .architecture = JAILHOUSE_ARM64,
      .revision = JAILHOUSE_CONFIG_REVISION,
      .name = "cell",
      .cpu_set_size = sizeof(config.cpus),
      .num_memory_regions = ARRAY_SIZE(config.mem_regions),
    },
    .cpus = { 0b0010 },
    .mem_regions = {
${regions || '      { 0 }, { 0 },'}
    },
  };
`;
}

describe('The compiler', () => {
  it('has nothing to say about a cell that is right', () => {
    check(
      cell(`      { .phys_start = 0x7fa00000, .size = 0x10000, .flags = JAILHOUSE_MEM_READ },
      { .virt_start = 0x80000000, .size = 0x1000, .flags = JAILHOUSE_MEM_COMM_REGION },`),
    );
  });

  it('points at an unknown field and offers the nearest one', () => {
    check(
      cell(`      { .phys_strat = 0x7fa00000, },
//       ^^^^^^^^^^ error unknown-field: 'struct jailhouse_memory' has no field 'phys_strat'.
//       ... fix: Change to 'phys_start'`),
    );
  });

  it('points at a name that is defined nowhere', () => {
    check(
      cell(`      { .flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITEABLE },
//                                    ^^^^^^^^^^^^^^^^^^^^^^^ error undeclared-identifier: 'JAILHOUSE_MEM_WRITEABLE' is defined nowhere.
//                                    ... fix: Change to 'JAILHOUSE_MEM_WRITE'`),
    );
  });

  it('finds a missing comma', () => {
    check(
      cell(`      {
        .phys_start = 0x7fa00000
//                    ^^^^^^^^^^ error missing-token: Missing ',' after '0x7fa00000'.
//                    ... fix: Insert ','
        .size = 0x1000,
      },`),
    );
  });

  it('finds it between a name and the next item, where C could read on', () => {
    check(
      cell('').replace(
        '.signature = JAILHOUSE_CELL_DESC_SIGNATURE,',
        `.signature = JAILHOUSE_CELL_DESC_SIGNATURE
//                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error missing-token: Missing ',' after 'JAILHOUSE_CELL_DESC_SIGNATURE'.
//                 ... fix: Insert ','`,
      ),
    );
    check(`
   enum { VALUE = 3 };
   struct { struct { unsigned char b[2]; } a[2]; } config = {
     .a[0].b = { VALUE
//               ^^^^^ error missing-token: Missing ',' after 'VALUE'.
//               ... fix: Insert ','
     [1] = 2 },
     .a[1].b[0] = VALUE
//                ^^^^^ error missing-token: Missing ',' after 'VALUE'.
//                ... fix: Insert ','
     .a[1].b[1] = 4,
   };
`);
  });

  it('takes what looks like a call for a macro that is misspelt', () => {
    check(
      cell(`      JAILHOUSE_SHMEM_NET_REGION(0x7bf00000, 1),
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^ error undeclared-identifier: 'JAILHOUSE_SHMEM_NET_REGION' is defined nowhere.
//    ... fix: Change to 'JAILHOUSE_SHMEM_NET_REGIONS'
      { .size = ARAY_SIZE(config.cpus) },
//              ^^^^^^^^^ error undeclared-identifier: 'ARAY_SIZE' is defined nowhere.
//              ... fix: Change to 'ARRAY_SIZE'`),
    );
  });

  it('finds a missing value and goes on behind it', () => {
    check(
      cell(`      {
        .phys_start = ,
//                    ^ error syntax-error: Here should be a value, but there is ','.
        .sise = 0x1000,
//       ^^^^ error unknown-field: 'struct jailhouse_memory' has no field 'sise'.
//       ... fix: Change to 'size'
      },`),
    );
  });

  it('finds a designator that was only begun', () => {
    check(
      cell(`      {
        .
        .size = 0x1000,
//      ^ error syntax-error: Here should be the name of a field, but there is '.'.
      },`),
    );
  });

  it('finds a missing brace and names the open one', () => {
    check(`
   struct { unsigned char a, b; } config = {
     .a = 1,
     .b = 2;
//        ^ error missing-token: Missing '}' after '2'.
//        ... fix: Insert '}'
//        ... board-cell.c:2: '{' was opened here.
`);
  });

  it('finds by the indentation which of many braces is missing', () => {
    check(`
   struct { struct { unsigned char a; struct { unsigned char b, c; } in; } out[3]; } config = {
     .out = {
       {
         .a = 1,
         .in = {
           .b = 2,
//               ^ error missing-token: Missing '}' after ','.
//               ... fix: Insert '}'
//               ... board-cell.c:6: '{' was opened here.
       },
       {
         .a = 3,
       },
     },
   };
`);
  });

  it('finds the brace that ends too much', () => {
    check(`
   struct { struct { unsigned char a, b; } in; unsigned char c; } config = {
     .in =
       .a = 1,
//     ^ error syntax-error: Here should be a value, but there is '.'.
     },
//   ^ error closed-too-early: This '}' ends 'config', but more values follow.
     .c = 3,
   };
`);
  });

  it('says nothing about what only follows from a directive that failed', () => {
    const included = '  #include <jailhouse/cell-config.h>';
    check(
      cell(`      JAILHOUSE_SHMEM_NET_REGIONS(0x7bf00000, 1),`).replace(
        included,
        `  #include <jailhouse/cell-
// ^^^^^^^ error directive-syntax: #include needs a name in "" or <>.`,
      ),
    );
  });

  it('says of a type without members only that', () => {
    check(`
   struct { struct region region; } config = {
//                        ^^^^^^ error incomplete-type: 'struct region' is declared nowhere with its members or bound, so its size is unknown.
     .region = { .size = 1 },
   };
`);
  });

  it('takes a call without an end to reach to the end of its line', () => {
    check(
      cell(`      { .size = 1 },`).replace(
        'ARRAY_SIZE(config.mem_regions),',
        `ARRAY_SIZE(config.mem_regions,
//                          ^^^^^^^^^^ error unterminated-macro-call: The call of macro 'ARRAY_SIZE' has no ')'.`,
      ),
    );
  });

  it('reads files as editors on Windows save them', () => {
    const source = '\ufeffstruct { char a[2]; } config = { .a = { 1, \\\n 2 } };\n';
    const { image, positions } = compile(
      inputFor('windows.c', { 'windows.c': source.replaceAll('\n', '\r\n') }),
    );
    assert.deepEqual([...(image ?? [])], [1, 2]);
    assert.deepEqual(positions.ofBytes(1, 2)?.start, { line: 1, column: 1 });
  });

  it('finds a missing semicolon', () => {
    check(`
   typedef unsigned char byte
//                       ^^^^ error missing-token: Missing ';' after 'byte'.
//                       ... fix: Insert ';'
   struct { byte a; } config = { 1 };
`);
  });

  it('finds values that do not fit', () => {
    check(
      cell(
        `      { .phys_start = 0x7fa00000, .size = -1 }, { 0 },`,
        `
  struct jailhouse_pci_device device = {
    .bdf = 0x10000,
//         ^^^^^^^ warning value-truncated: 0x10000 does not fit into 'unsigned short': only 0x0 is stored.
    .domain = -1,
    .msi_64bits = 2,
//                ^ warning value-truncated: 0x2 does not fit into a field of 1 bit: only 0x0 is stored.
  };`,
      ).replace(
        '  struct jailhouse_pci_device device',
        '  static struct jailhouse_pci_device device',
      ),
    );
  });

  it('counts initialisers, of arrays and of text', () => {
    check(
      cell(`      { 1 }, { 2 },
      { .size = 3 },
//    ^^^^^^^^^^^^^ warning too-many-initialisers: 'struct jailhouse_memory[2]' has room for 2 values, but 4 are given, so the last 2 are dropped.
//    ... fix: Change the bound to 4
      { .size = 5 },
      [2] = { .size = 4 },
//     ^ error index-out-of-range: Index 2 lies outside of the array, which has 2 elements.
//     ... fix: Change the bound to 3`),
    );
    checkObject(`
   struct { char name[4]; } config = { .name = "abcde" };
//                                             ^^^^^^^ warning string-too-long: The text takes 5 bytes, but there is room for 4.
`);
  });

  it('reports a missing header at its name', () => {
    check(`
   #include <jailhouse/cell-confg.h>
//          ^^^^^^^^^^^^^^^^^^^^^^^^ error include-not-found: 'jailhouse/cell-confg.h' was not found in configs/include, configs/include/arch/arm64, configs/include/arch/arm-common.
   struct { unsigned char a; } config = { 1 };
`);
  });

  it('marks the call of a macro whose body is wrong, and tells the way', () => {
    check(`
   #define REGION(start) { .phys_start = start, .sise = 0x1000 }
   struct region { unsigned long long phys_start, size; };
   struct region config[] = { REGION(0), REGION(unknown) };
//                            ^^^^^^^^^ error unknown-field: 'struct region' has no field 'sise'.
//                            ... board-cell.c:2: in the expansion of REGION
//                                       ^^^^^^^^^^^^^^^ error unknown-field: 'struct region' has no field 'sise'.
//                                       ... board-cell.c:2: in the expansion of REGION
//                                              ^^^^^^^ error undeclared-identifier: 'unknown' is defined nowhere.
`);
  });

  it('counts the arguments of macros', () => {
    check(`
   #define TWO(a, b) a + b
   struct { unsigned char a; } config = { TWO(1) + 0 };
//                                        ^^^^^^ error macro-arguments: Macro 'TWO' takes 2 arguments, but the call has 1.
`);
  });

  it('refuses a struct that holds itself', () => {
    check(`
   struct outer;
   struct outer { struct { struct outer inner; } part; struct outer *next; int a; };
//                                      ^^^^^ error incomplete-type: 'struct outer' is declared nowhere with its members or bound, so its size is unknown.
   struct outer config = { .a = 1 };
`);
  });

  it('knows a macro that is not called', () => {
    check(`
   #define TWO(a, b) a + b
   #define ANY(a, ...) a
   struct { unsigned char a, b; } config = { TWO, ANY };
//                                           ^^^ error macro-arguments: Macro 'TWO' takes 2 arguments, but none is given.
//                                                ^^^ error macro-arguments: Macro 'ANY' takes at least 1 argument, but none is given.
`);
  });

  it('says of a call with a hole nothing that only follows from the hole', () => {
    check(`
   #define PAIR(a, b) { .size = (a), .flags = (b) }
   struct region { unsigned size, flags; };
   struct region config[] = { PAIR(1), PAIR(2, 3) };
//                            ^^^^^^^ error macro-arguments: Macro 'PAIR' takes 2 arguments, but the call has 1.
`);
    check(`
   #define PAIR(a, b) { .size = (a), .flags = (b) }
   struct region { unsigned size, flags; };
   struct region config[] = {
     PAIR(1,
//   ^^^^ error unterminated-macro-call: The call of macro 'PAIR' has no ')'.
     PAIR(2, 3)
   };
`);
  });

  it('understands what arithmetic can do wrong', () => {
    check(`
   struct { unsigned long a[4]; } config = { {
     1 / 0,
//       ^ error division-by-zero: This divides by zero.
     1 << 32,
//   ^^^^^^^ warning shift-out-of-range: A shift by 32 leaves nothing defined of a value of 32 bits.
     0x40000000 * 4,
//   ^^^^^^^^^^^^^^ warning integer-overflow: The result does not fit into 'int'.
     0x12fg,
//   ^^^^^^ error invalid-number: '0x12fg' is no integer: after 0x come the digits 0-9 and a-f.
   } };
`);
  });

  it('refuses what only a linker or a running program knows', () => {
    check(`
   int f(int);
   extern int object;
   struct { unsigned long a[4]; } config = { {
     f(1),
//   ^^^^ error unsupported-in-configuration: A function call can't be part of a configuration, which is plain data fixed when it is built.
     object,
//   ^^^^^^ error not-constant: The object 'object' is no constant.
     "text",
//   ^^^^^^ error unsupported-in-configuration: Text in place of a number can't be part of a configuration, which is plain data fixed when it is built.
     (unsigned long)&object,
//   ^^^^^^^^^^^^^^^^^^^^^^ error unsupported-in-configuration: The address of an object can't be part of a configuration, which is plain data fixed when it is built.
   } };
`);
  });

  it('obeys static assertions', () => {
    check(`
   _Static_assert(sizeof(int) == 4, "as ever");
   _Static_assert(sizeof(long) == 4, "not here");
// ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error static-assertion-failed: A static assertion does not hold: not here.
   struct { unsigned char a; } config = { 1 };
`);
  });

  it('says what a file lacks that defines no configuration', () => {
    check(`
   #if 1
// ^^^ error unterminated-conditional: This '#if' has no '#endif'.
   struct unknown
//        ^^^^^^^ error missing-token: Missing ';' after 'unknown'.
//        ... fix: Insert ';'
`);
  });

  it('marks the revision of a configuration of another version', () => {
    check(
      cell('').replace(
        '    .revision = JAILHOUSE_CONFIG_REVISION,',
        `    .revision = 13,
//                ^^ error unsupported-revision: The file has revision 13 of the configuration format, and the headers that it is made with have 14.`,
      ),
    );
  });

  it('tells that arrays and counts do not match', () => {
    check(
      cell('')
        .replace(
          '      .num_memory_regions = ARRAY_SIZE(config.mem_regions),',
          '      .num_memory_regions = 1,',
        )
        .replace(
          '  } __attribute__((packed)) config = {',
          `  } __attribute__((packed)) config = {
//                          ^^^^^^ warning trailing-bytes: 32 bytes follow the last array that the descriptor counts; nothing ever reads them.`,
        ),
    );
  });
});
