// SPDX-License-Identifier: MIT
// A configuration with a hole: whatever token or line is missing, the regions
// before and behind it are still in the model.
import assert from 'node:assert/strict';
import { cellOf } from '@cellblock/cell-config';
import type { Configuration } from '@cellblock/cell-config';
import { checkObject } from './carets.test-support.js';
import { createCompiler } from './compile.js';
import { inputFor, readRepositoryFile } from './sources.test-support.js';

const { compile } = createCompiler();

const files = ['configs/arm64/qemu-arm64.c', 'configs/arm64/qemu-arm64-inmate-demo.c'];

interface Hole {
  readonly start: number;
  readonly end: number;
}

/** Comments and texts without what is in them, so that only the source's own braces count. */
function areBracesBalanced(source: string): boolean {
  const code = source.replace(/\/\*.*?\*\/|"[^"\n]*"/gs, ' ');
  return code.split('{').length === code.split('}').length;
}

function tokens(source: string): Hole[] {
  return [...source.matchAll(/\/\*.*?\*\/|\w+|"[^"]*"|[^\s\w]/gs)]
    .filter(([token]) => !token.startsWith('/*'))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

function lines(source: string): Hole[] {
  let start = 0;
  return source.split('\n').map((line) => {
    const hole = { start, end: start + line.length };
    start = hole.end + 1;
    return hole;
  });
}

function regionsOf(model: Configuration | undefined): string[] {
  const regions = model === undefined ? [] : cellOf(model).memoryRegions;
  return regions.map((region) => Object.values(region).join(' '));
}

for (const file of files) {
  describe(`${file} with a hole in its values`, () => {
    const source = readRepositoryFile(file) ?? '';
    const { model: wholeModel, positions } = compile(inputFor(file));
    const whole = regionsOf(wholeModel);
    const first = source.indexOf('config = {') + 'config'.length;

    /** A macro may stand for several regions, which all are gone with it. */
    function isOnLine(region: string, line: number): boolean {
      const step = wholeModel?.kind === 'system' ? 'rootCell' : 'cell';
      const range = positions.ofPath([step, 'memoryRegions', whole.indexOf(region)]);
      return range !== undefined && range.start.line < line && range.end.line >= line - 1;
    }

    /** How many sources were tried. */
    function expectRegions(holes: readonly Hole[]): number {
      let tried = 0;
      for (const { start, end } of holes) {
        const text = source.slice(0, start) + source.slice(end);
        if (start < first || !areBracesBalanced(text)) continue;
        tried++;
        const { model, image } = compile(inputFor(file, { [file]: text }));
        // Without errors there is no hole, and the model is what the source says.
        if (image !== undefined) continue;
        const found = new Set(regionsOf(model));
        const line = source.slice(0, start).split('\n').length;
        const lost = whole.filter((region) => !found.has(region) && !isOnLine(region, line));
        assert.ok(
          lost.length <= 1,
          `line ${line}: without '${source.slice(start, end).trim()}' are lost: ${lost.join(', ')}`,
        );
      }
      return tried;
    }

    it('keeps its other regions, whatever token is missing', () => {
      assert.ok(whole.length >= 3);
      assert.ok(expectRegions(tokens(source)) > 150);
    });

    it('keeps its other regions, whatever line is missing', () => {
      assert.ok(expectRegions(lines(source)) > 20);
    });
  });
}

describe('What is missing', () => {
  it('is a full stop in front of a field', () => {
    checkObject(`
   struct { struct { int b; } a; int c; } config = {
     a = { b = 1 },
//   ^ error missing-token: Missing '.' before 'a'.
//   ... fix: Insert '.'
//         ^ error missing-token: Missing '.' before 'b'.
//         ... fix: Insert '.'
     .c = 2,
   };
`);
  });

  it('is the word struct in front of a tag', () => {
    checkObject(`
   struct inner { int b; };
   struct { inner a; } config = {
//          ^^^^^ error unknown-type: There is no type 'inner', but there is 'struct inner'.
//          ... fix: Insert 'struct'
     .a = { .b = 1, .c = 2 },
//                   ^ error unknown-field: 'struct inner' has no field 'c'.
//                   ... fix: Change to 'b'
   };
`);
  });

  it('is the = of the configuration, or its name', () => {
    checkObject(`
   struct { int a; } config {
//                   ^^^^^^ error missing-token: Missing '=' after 'config'.
//                   ... fix: Insert '='
     .b = 1,
//    ^ error unknown-field: 'struct {...}' has no field 'b'.
//    ... fix: Change to 'a'
   };
`);
    checkObject(`
   struct { int a; } = {
//                   ^ error syntax-error: Here should be a name, but there is '='.
     .a = sizeof(config.b),
//                      ^ error unknown-field: 'struct {...}' has no field 'b'.
//                      ... fix: Change to 'a'
   };
`);
  });

  it('is one parenthesis of an attribute', () => {
    checkObject(`
   struct { char a; int b; } __attribute__(packed)) config = { 1, 2 };
//                                        ^ error missing-token: Missing '(' after '('.
//                                        ... fix: Insert '('
   _Static_assert(sizeof(config) == 5, "packed");
`);
  });
});

describe('The model of a configuration whose header is being typed', () => {
  const cell = (head: string): Configuration | undefined =>
    compile(
      inputFor('board.c', {
        'board.c': `
#include <jailhouse/cell-config.h>
struct {
  struct jailhouse_cell_desc cell;
  __u64 cpus[1];
  struct jailhouse_memory mem_regions[2];
} __attribute__((packed)) config = {
  .cell = { ${head} .name = "demo" },
  .cpus = { 0b0110 },
  .mem_regions = { { .size = 1 }, { .size = 2 } },
};
`,
      }),
    ).model;

  it('has its arrays before there are signature, revision and counts', () => {
    const model = cell('.signature = , .revision = JAILHOUSE_,');
    assert.equal(model?.kind, 'cell');
    assert.deepEqual(
      model.cell.memoryRegions.map(({ size }) => size),
      [1n, 2n],
    );
    assert.deepEqual([...model.cell.cpuSet], [6, 0, 0, 0, 0, 0, 0, 0]);
    assert.equal(model.cell.name, 'demo');
  });

  it('says what the source says as soon as that is sound', () => {
    const model = cell(
      '.signature = "JHCLL", .revision = JAILHOUSE_CONFIG_REVISION, .cpu_set_size = 8, .num_memory_regions = 1,',
    );
    assert.equal(model?.kind, 'cell');
    assert.equal(model.cell.memoryRegions.length, 1);
    assert.equal(model.trailing.length, 32);
  });
});
