// SPDX-License-Identifier: MIT
// Headers that are not there: some come along with every compiler, some are
// stood in for, and all others are missing.
import assert from 'node:assert/strict';
import { createCompiler } from '../compile.js';
import { check } from '../carets.test-support.js';
import { inputFor } from '../sources.test-support.js';

describe('A header that is not found', () => {
  it('is stood in for if it is a known one of a kernel or a build', () => {
    check(`
   #include <linux/types.h>
//          ^^^^^^^^^^^^^^^ warning include-supplied: 'linux/types.h' was not found; its usual types are supplied instead.
   #include "config.h"
//          ^^^^^^^^^^ warning include-supplied: 'config.h' was not found and is taken to be empty.
   #include <stdint.h>
   #include <jailhouse/cell-config.h>
   struct { struct jailhouse_cell_desc cell; } config = { {
     .signature = JAILHOUSE_CELL_DESC_SIGNATURE,
     .revision = JAILHOUSE_CONFIG_REVISION,
     .architecture = JAILHOUSE_ARM64,
     .id = (u32)(__u32)(uint8_t)0x101,
   } };
`);
  });

  it('is not looked for before its name is whole', () => {
    for (const name of ['"config', '""', '<config.h', '']) {
      const source = `#include ${name}\nunsigned char config[] = { 1 };\n`;
      const { problems } = createCompiler().compile(inputFor('board.c', { 'board.c': source }));
      assert.deepEqual(
        problems.map(({ id, severity }) => `${severity} ${id}`),
        ['error directive-syntax'],
        name,
      );
    }
  });

  it('is taken as it is as soon as it is there', () => {
    const compiler = createCompiler();
    const files: Record<string, string> = {
      'board.c': '#include <config.h>\n#ifdef VALUE\nint config[] = { VALUE };\n#endif\n',
    };
    const compile = (): ReturnType<typeof compiler.compile> =>
      compiler.compile(inputFor('board.c', { ...files }));
    assert.ok(compile().problems.some(({ id }) => id === 'include-supplied'));
    files['configs/include/config.h'] = '#define VALUE 5\n';
    assert.deepEqual([...(compile().image ?? [])], [5, 0, 0, 0]);
    assert.ok(!compile().problems.some(({ id }) => id === 'include-supplied'));
  });

  it('has no place that a definition could be opened at', () => {
    const text = '#include <stdint.h>\nuint8_t config[] = { UINT8_MAX };\n';
    const compilation = createCompiler().compile(inputFor('board.c', { 'board.c': text }));
    assert.equal(compilation.definitionAt('board.c', { line: 1, column: 2 }), undefined);
    assert.deepEqual(compilation.dependencies, ['board.c']);
  });

  it('leaves a pragma of the header before it in force', () => {
    const compiler = createCompiler();
    const files = {
      'packs.h': '#pragma pack(push, 1)\n',
      'board.c': '#include "packs.h"\nstruct { char a; int b; } config = { 1, 2 };\n',
    };
    for (let i = 0; i < 2; i++) {
      const { image } = compiler.compile(inputFor('board.c', files));
      assert.deepEqual([...(image ?? [])], [1, 2, 0, 0, 0]);
    }
  });
});
