// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compare, compareFiles } from './compare.js';
import type { ArrayElement, Difference } from './compare.js';
import type { CellConfig, Configuration } from './config.js';
import { convert } from './convert.js';
import { encode } from './encode.js';
import { decode } from './decode.js';
import { sampleCell, sampleSystem } from './sample-config.test-support.js';
import { cellArrays } from './schema/records.js';

const region = (physStart: bigint, flags = 3n) => ({
  physStart,
  virtStart: physStart,
  size: 0x1000n,
  flags,
});
const [one, two, three, four] = [0x1000n, 0x2000n, 0x3000n, 0x4000n].map((at) => region(at));

function cellWith(...regions: (typeof one)[]): CellConfig {
  return sampleCell({ name: 'cell', regions: regions.filter((each) => each !== undefined) }).config;
}

/** `changed memory_regions.1 -> 2 flags`, a line each. */
function said(differences: readonly Difference[]): string[] {
  return differences.map((difference) => {
    const from = 'a' in difference ? difference.a.steps.slice(1).join('.') : '';
    const to = 'b' in difference ? difference.b.steps.slice(1).join('.') : '';
    return `${difference.kind} ${from} -> ${to}`;
  });
}

describe('compare', () => {
  it('finds a changed field and says both values by the name that C has for it', () => {
    const a = cellWith(one, two);
    const b = cellWith(one, { ...region(0x2000n), flags: 7n });
    const steps = ['cell', 'memoryRegions', 1, 'flags'];
    assert.deepEqual(compare(a, b), [
      { kind: 'changed', a: { steps }, b: { steps }, name: 'flags', before: 3n, after: 7n },
    ]);
  });

  it('tells an inserted region once, not every region behind it', () => {
    assert.deepEqual(said(compare(cellWith(one, two, three), cellWith(one, four, two, three))), [
      'added  -> memoryRegions.1',
    ]);
  });

  it('tells a removed region once', () => {
    assert.deepEqual(said(compare(cellWith(one, two, three), cellWith(one, three))), [
      'removed memoryRegions.1 -> ',
    ]);
  });

  it('tells a moved region as such', () => {
    assert.deepEqual(said(compare(cellWith(one, two, three), cellWith(two, three, one))), [
      'moved memoryRegions.0 -> memoryRegions.2',
    ]);
  });

  it('matches a region that was changed behind one that was inserted', () => {
    const changed = { ...region(0x2000n), flags: 7n };
    assert.deepEqual(said(compare(cellWith(one, two), cellWith(one, four, changed))), [
      'added  -> memoryRegions.1',
      'changed memoryRegions.1.flags -> memoryRegions.2.flags',
    ]);
  });

  it('tells a region that has become quite another as removed and added', () => {
    const other = { physStart: 0x9000n, virtStart: 0n, size: 0x5000n, flags: 0x13n };
    assert.deepEqual(said(compare(cellWith(one), cellWith(other))).sort(), [
      'added  -> memoryRegions.0',
      'removed memoryRegions.0 -> ',
    ]);
  });

  it('tells CPU sets as wholes', () => {
    const a = sampleCell({ cpus: [1] }).config;
    const b = sampleCell({ cpus: [1, 2] }).config;
    const [difference, ...more] = compare(a, b);
    assert.deepEqual(more, []);
    assert.ok(difference?.kind === 'changed' && difference.name === 'cpu_set');
  });

  it('tells the bytes of a union once', () => {
    const { config } = sampleSystem({});
    const { platformInfo } = config.system;
    const arm = { ...platformInfo.arm, gicdBase: 0x8000000n };
    const system = { ...config.system, platformInfo: { ...platformInfo, arm } };
    const changed = decode(encode({ ...config, system })).config;
    assert.ok(changed);
    const differences = compare(config, changed);
    assert.equal(differences.length, 1);
    assert.ok(differences[0]?.kind === 'changed');
    assert.equal(differences[0].name, 'platform_info.arm.gicd_base');
  });

  it('compares the cell of a system with a cell', () => {
    const regions = [one, two].filter((each) => each !== undefined);
    const system = sampleSystem({ name: 'cell', regions }).config;
    const [kind, ...more] = compare(system, cellWith(one, two));
    assert.ok(kind?.kind === 'changed' && kind.name === 'kind');
    assert.deepEqual(more, []);
  });

  it('finds the same in files of two layouts that say the same, and the layout between files', () => {
    const cell = cellWith(one, two);
    const old = convert(cell, '13').config ?? assert.fail();
    const names = (differences: readonly Difference[]): string[] =>
      differences.flatMap((each) => (each.kind === 'changed' ? [each.name] : [each.kind]));
    assert.deepEqual(names(compare(cell, old)), ['revision']);
    const [first, second] = ['9.1', '9.2'].map((id) => convert(cell, id).config);
    assert.ok(first && second);
    assert.deepEqual(names(compare(first, second)), []);
    assert.deepEqual(names(compareFiles(first, second)), ['layout']);
    assert.deepEqual(names(compareFiles(first, first)), []);
  });

  it('finds nothing in a configuration and itself', () => {
    fc.assert(
      fc.property(configurations, (config) => {
        assert.deepEqual(compare(config, config), []);
      }),
    );
  });

  it('finds something exactly where the bytes differ', () => {
    fc.assert(
      fc.property(configurations, configurations, (a, b) => {
        const isSame = Buffer.from(encode(a)).equals(encode(b));
        assert.equal(compare(a, b).length === 0, isSame);
      }),
    );
  });

  it('tells enough to make the second configuration from the first', () => {
    fc.assert(
      fc.property(relatedPair, ([a, b]) => {
        assert.deepEqual(encode(applied(a, compare(a, b))), encode(b));
      }),
    );
  });

  it('compares the longest lists in no time to speak of', () => {
    const many = (offset: bigint) =>
      cellWith(...Array.from({ length: 5000 }, (_, i) => region(BigInt(i) * 0x1000n + offset)));
    assert.equal(compare(many(0n), many(8n)).length, 10_000);
  });
});

/** Any bytes are some configuration if signature, revision and counts are right. */
const configurations: fc.Arbitrary<Configuration> = fc
  .record({
    isSystem: fc.boolean(),
    counts: fc.array(fc.nat(4), { minLength: 7, maxLength: 7 }),
    noise: fc.uint8Array({ minLength: 64, maxLength: 64 }),
  })
  .map(({ isSystem, counts, noise }) => configurationOf(isSystem, counts, noise));

function configurationOf(isSystem: boolean, counts: number[], noise: Uint8Array): Configuration {
  const bytes = new Uint8Array(4096).map((_, i) => noise[(i * 7) % 64] ?? 0);
  const start = isSystem ? 356 : 0;
  bytes.set(new TextEncoder().encode(isSystem ? 'JHSYS' : 'JHCLL'));
  bytes.set([(noise[0] ?? 0) % 3, 14, 0], 5);
  const view = new DataView(bytes.buffer);
  [8, ...counts].forEach((count, i) => view.setUint32(start + 48 + 4 * i, count, true));
  const { config } = decode(bytes);
  assert.ok(config);
  const short = { ...config, trailing: new Uint8Array() };
  const decodedAgain = decode(encode(short)).config;
  assert.ok(decodedAgain);
  return decodedAgain;
}

/** A cell, and one with the same regions in another order, some changed, some new. */
const relatedPair: fc.Arbitrary<[CellConfig, CellConfig]> = fc
  .record({
    before: fc.array(fc.nat(5), { maxLength: 8 }),
    after: fc.array(fc.tuple(fc.nat(5), fc.nat(2)), { maxLength: 8 }),
    cpus: fc.tuple(fc.nat(7), fc.nat(7)),
    names: fc.tuple(fc.constantFrom('x', 'y'), fc.constantFrom('x', 'y')),
  })
  .map(({ before, after, cpus, names }) => [
    sampleCell({
      name: names[0],
      cpus: [cpus[0]],
      regions: before.map((at) => region(BigInt(at) << 12n)),
    }).config,
    sampleCell({
      name: names[1],
      cpus: [cpus[1]],
      regions: after.map(([at, flags]) => region(BigInt(at) << 12n, BigInt(flags + 2))),
    }).config,
  ]);

type Plain = Record<string, unknown>;

/** The second configuration of a comparison, from the first one and what was found. */
function applied(config: CellConfig, differences: readonly Difference[]): CellConfig {
  const cell: Plain = { ...config.cell };
  for (const { property } of cellArrays) {
    cell[property] = rebuilt(config.cell[property], property, differences);
  }
  for (const difference of differences) {
    if (difference.kind !== 'changed') continue;
    let record = cell;
    const steps = difference.b.steps.slice(1);
    for (const step of steps.slice(0, -1)) record = record[step] as Plain;
    record[steps.at(-1) ?? ''] = difference.after;
  }
  return { ...config, cell: cell as unknown as CellConfig['cell'] };
}

/** What stays, in its order, between what arrives at indexes of its own. */
function rebuilt(
  before: readonly ArrayElement[],
  property: string,
  differences: readonly Difference[],
): ArrayElement[] {
  const gone = new Set<unknown>();
  const arrived = new Map<unknown, ArrayElement>();
  for (const difference of differences) {
    if (difference.kind === 'changed') continue;
    if ('a' in difference && difference.a.steps[1] === property) gone.add(difference.a.steps[2]);
    if ('b' in difference && difference.b.steps[1] === property) {
      arrived.set(difference.b.steps[2], difference.element);
    }
  }
  const staying = before.filter((_, index) => !gone.has(index)).map((each) => ({ ...each }));
  return Array.from(
    { length: staying.length + arrived.size },
    (_, index) => arrived.get(index) ?? staying.shift() ?? assert.fail('an element is missing'),
  );
}
