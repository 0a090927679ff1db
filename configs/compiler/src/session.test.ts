// SPDX-License-Identifier: MIT
// A compiler that remembers headers answers as one that has never seen any,
// whatever is edited, created, deleted or defined between two compilations.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Compilation, CompileInput } from './compilation.js';
import { compile, createCompiler } from './compile.js';
import { readRepositoryFile } from './sources.test-support.js';

const sources = [
  'configs/arm64/qemu-arm64.c',
  'configs/arm64/qemu-arm64-inmate-demo.c',
  'configs/compiler/fixtures/variant.c',
  'configs/compiler/fixtures/kernel-style.c',
  'configs/arm64/qemu-arm64-gicv2-uart-demo.c',
] as const;

const headers = [
  'configs/include/jailhouse/types.h',
  'configs/include/jailhouse/cell-config.h',
  'configs/include/jailhouse/console.h',
  'configs/include/jailhouse/pci_defs.h',
  'configs/compiler/fixtures/variant-base.c',
  'configs/compiler/fixtures/part.h',
  'configs/arm64/qemu-arm64-uart-demo.c',
  'configs/arm64/qemu-arm64.h',
  'configs/compiler/fixtures/kernel-macros.h',
] as const;

/** A folder that is searched first and holds nothing at the start. */
const earlier = 'earlier';
const shadow = `${earlier}/jailhouse/console.h`;

type Edit =
  | { readonly kind: 'line'; readonly file: string; readonly at: number; readonly change: string }
  | { readonly kind: 'delete' | 'restore' | 'shadow'; readonly file: string }
  | { readonly kind: 'define'; readonly name: string; readonly value: string }
  | { readonly kind: 'paths' }
  | { readonly kind: 'switch'; readonly main: string };

const lines = [
  'delete',
  'number',
  'comment',
  '#define JAILHOUSE_MEM_READ 0x40',
  '#define ARRAY_SIZE(a) 3',
  '#undef JAILHOUSE_MEM_WRITE',
  '#pragma once',
  '#include <jailhouse/console.h>',
  '#include "missing.h"',
  '#if __COUNTER__ == 1',
  '#endif',
  'struct open_type;',
  'struct open_type { int a; };',
  'typedef unsigned char __u64;',
  'enum { JAILHOUSE_MEM_DMA_TOO = 1 };',
  '_Static_assert(sizeof(struct jailhouse_memory) == 32, "size");',
  'int x = __COUNTER__;',
  '{',
  '}',
  ';',
  '/*',
];

const files = [...sources, ...headers];
const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('line' as const),
      file: fc.constantFrom(...files),
      at: fc.nat(400),
      change: fc.constantFrom(...lines),
    }),
  },
  fc.record({
    kind: fc.constantFrom('delete' as const, 'restore' as const, 'shadow' as const),
    file: fc.constantFrom(...files),
  }),
  fc.record({
    kind: fc.constant('define' as const),
    name: fc.constantFrom('JAILHOUSE_ARM64', 'EXTRA', 'ARRAY_SIZE(a)'),
    value: fc.constantFrom('1', '2', '(a)'),
  }),
  fc.constant({ kind: 'paths' as const }),
  fc.record({ kind: fc.constant('switch' as const), main: fc.constantFrom(...sources) }),
);

/** A folder of sources and how they are compiled. */
class Tree {
  readonly files = new Map<string, string>();
  readonly defines: Record<string, string> = {};
  includePaths: readonly string[] = [earlier, 'configs/include'];
  main: string = sources[0];

  constructor() {
    for (const file of files) this.restore(file);
  }

  apply(change: Edit): void {
    if (change.kind === 'line') this.editLine(change.file, change.at, change.change);
    else if (change.kind === 'delete') this.files.delete(change.file);
    else if (change.kind === 'restore') this.restore(change.file);
    else if (change.kind === 'define') this.defines[change.name] = change.value;
    else if (change.kind === 'switch') this.main = change.main;
    else if (change.kind === 'paths') this.includePaths = [...this.includePaths].reverse();
    else if (!this.files.delete(shadow)) {
      this.files.set(
        shadow,
        '#define JAILHOUSE_CON_TYPE_PL011 9\nstruct jailhouse_console { int x; };',
      );
    }
  }

  input(): CompileInput {
    return {
      file: this.main,
      readFile: (path) => this.files.get(path),
      includePaths: this.includePaths,
      defines: { ...this.defines },
    };
  }

  private restore(file: string): void {
    this.files.set(file, readRepositoryFile(file) ?? '');
  }

  private editLine(file: string, at: number, change: string): void {
    const text = (this.files.get(file) ?? '').split('\n');
    const index = at % text.length;
    const line = text[index] ?? '';
    if (change === 'delete') text.splice(index, 1);
    else if (change === 'number')
      text[index] = line.replace(/\d/, (digit) => `${9 - Number(digit)}`);
    else if (change === 'comment') text[index] = `// ${line}`;
    else text.splice(index, 0, change);
    this.files.set(file, text.join('\n'));
  }
}

/** Everything that a compilation can be asked for. */
function answers(compilation: Compilation, { files: texts }: Tree): unknown {
  const { image, model, problems, dependencies, macros, positions } = compilation;
  const places = dependencies.flatMap((file) =>
    (texts.get(file) ?? '')
      .split('\n')
      .flatMap((text, line) =>
        line % 7 === 0 ? [{ file, position: { line, column: text.length >> 1 } }] : [],
      ),
  );
  return {
    image,
    model,
    problems,
    dependencies,
    macros,
    values: [...macros.keys()].filter((_, i) => i % 9 === 0).map(compilation.macroValue),
    ranges: [...(image ?? [])].map((_, byte) => positions.ofBytes(byte, byte + 1)),
    definitions: places.map(({ file, position }) => compilation.definitionAt(file, position)),
    paths: places.map(({ file, position }) => positions.pathAt(file, position)),
    fields: places.map(({ file, position }) => compilation.fieldsAt(file, position)),
  };
}

describe('A compiler that remembers headers', () => {
  it('answers as a new one after any edits', () => {
    const sequences = fc.array(edit, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(sequences, (edits) => {
        const tree = new Tree();
        const compiler = createCompiler();
        compiler.compile(tree.input());
        for (const change of edits) {
          tree.apply(change);
          const remembered = answers(compiler.compile(tree.input()), tree);
          assert.deepEqual(remembered, answers(compile(tree.input()), tree));
        }
      }),
      { numRuns: Number(process.env['FC_RUNS'] ?? 30) },
    );
  });

  it('keeps a type that a header leaves open apart in every source', () => {
    const header = 'struct node;\nstruct link { struct node *to; };\n';
    const source = (type: string): string =>
      `#include "node.h"\nstruct node { ${type} a; };\nunsigned config = sizeof(struct node);\n`;
    const compiler = createCompiler();
    for (const type of ['char', 'long', 'short']) {
      const texts: Record<string, string> = { 'a.c': source(type), 'node.h': header };
      const input = { file: 'a.c', readFile: (path: string) => texts[path], includePaths: [] };
      assert.deepEqual(compiler.compile(input).problems, compile(input).problems);
    }
  });
});
