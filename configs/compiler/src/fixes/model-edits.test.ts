// SPDX-License-Identifier: MIT
// Edits of real configurations: what comes out means what was asked for.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cellOf, cellStep, encode } from '@cellblock/cell-config';
import type { Configuration, FixEdit, MemoryRegion, ModelPath, Step } from '@cellblock/cell-config';
import fc from 'fast-check';
import { createCompiler, editedSourceOf } from '../compile.js';
import { applied } from '../rule-fixtures.test-support.js';
import { inputFor, readRepositoryFile, repository } from '../sources.test-support.js';
import { sourceFixOf } from './source-fix.js';

const { compile } = createCompiler();

const files = ['arm64', 'arm', 'x86'].flatMap((folder) =>
  readdirSync(join(repository, 'configs', folder))
    .filter((name) => name.endsWith('.c'))
    .map((name) => `configs/${folder}/${name}`),
);

type Action =
  | {
      readonly kind: 'set';
      readonly index: number;
      readonly field: keyof MemoryRegion;
      readonly value: bigint;
    }
  | { readonly kind: 'remove'; readonly index: number }
  | { readonly kind: 'insert'; readonly index: number };

const actions: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    kind: fc.constant('set' as const),
    index: fc.nat(40),
    field: fc.constantFrom<keyof MemoryRegion>('physStart', 'virtStart', 'size', 'flags'),
    value: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
  }),
  fc.record({ kind: fc.constant('remove' as const), index: fc.nat(40) }),
  fc.record({ kind: fc.constant('insert' as const), index: fc.nat(40) }),
);

const added: MemoryRegion = { physStart: 0x1000n, virtStart: 0n, size: 0x2000n, flags: 0x93n };

/** The edit, and the regions that should come of it. */
function wanted(
  action: Action,
  regions: readonly MemoryRegion[],
  at: (...steps: Step[]) => ModelPath,
): { edit: FixEdit; regions: MemoryRegion[] } {
  const index = action.index % regions.length;
  if (action.kind === 'insert') {
    const edit: FixEdit = { kind: 'insert', into: at(), index, fields: { ...added } };
    return { edit, regions: regions.toSpliced(index, 0, added) };
  }
  if (action.kind === 'remove') {
    return { edit: { kind: 'remove', at: at(index) }, regions: regions.toSpliced(index, 1) };
  }
  const { field, value } = action;
  const edit: FixEdit = { kind: 'set', at: at(index, field), value };
  return {
    edit,
    regions: regions.map((region, each) =>
      each === index ? { ...region, [field]: value } : region,
    ),
  };
}

describe('Edits of configurations', () => {
  it('give the model that was asked for, and leave all else as it is', () => {
    let made = 0;
    const property = fc.property(fc.constantFrom(...files), actions, (file, action) => {
      const before = compile(inputFor(file));
      const { model } = before;
      assert.ok(model);
      const at = (...steps: Step[]): ModelPath => ({
        steps: [cellStep(model), 'memoryRegions', ...steps],
      });
      const { edit, regions } = wanted(action, cellOf(model).memoryRegions, at);
      const fix = sourceFixOf({ title: 'Edit', edits: [edit] }, () => editedSourceOf(before));
      if (fix === undefined) return;
      made++;
      const text = applied(fix, readRepositoryFile).get(file);
      assert.ok(text !== undefined);
      const after = compile(inputFor(file, { [file]: text }));
      assert.deepEqual(
        after.problems.filter(({ severity }) => severity === 'error'),
        [],
        text,
      );
      assert.deepEqual(
        Buffer.from(after.image ?? []),
        Buffer.from(encode(withRegions(model, regions))),
        text,
      );
    });
    fc.assert(property, { numRuns: 400 });
    assert.ok(made > 100, `${made} of 400 edits are possible`);
  });
});

function withRegions(config: Configuration, memoryRegions: MemoryRegion[]): Configuration {
  return config.kind === 'system'
    ? { ...config, rootCell: { ...config.rootCell, memoryRegions } }
    : { ...config, cell: { ...config.cell, memoryRegions } };
}
