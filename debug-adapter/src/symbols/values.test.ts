// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import { readDebugInfo } from './debug-info.js';
import { Encoding } from './dwarf-numbers.js';
import { compileFixture } from './fixtures/compile.test-support.js';
import { globalsOf } from './functions.js';
import { typeOf } from './types.js';
import {
  childrenOf,
  hasChildren,
  pageOf,
  renderValue,
  type NamedValue,
  type Page,
  type Value,
} from './values.js';

describe('values', () => {
  const { info } = readDebugInfo(compileFixture({ optimisation: '-O0', dwarf: 5 }).bytes);
  assert.ok(info);
  const table = info.units
    .flatMap(globalsOf)
    .find((entry) => info.attributes.name(entry) === 'table');
  assert.ok(table);

  /** Two nodes at 0x100; the string that the first one names at 0x400. */
  const memory = new Uint8Array(0x410);
  const view = new DataView(memory.buffer);
  view.setBigUint64(0x100, 0x160n, true);
  view.setUint32(0x108, 0x5 | (0x1fff << 3), true);
  view.setInt8(0x10a, -3);
  view.setBigUint64(0x110, 0x400n, true);
  for (let at = 0; at < 6; at++) view.setInt32(0x118 + at * 4, at - 2, true);
  view.setUint32(0x130, 5, true);
  view.setUint32(0x134, 0x44434241, true);
  view.setUint8(0x138, 1);
  memory.set(Buffer.from('say "hi"\n\0'), 0x400);

  const format = {
    hexadecimal: false,
    memory: (address: bigint, length: number): Promise<Uint8Array | undefined> => {
      const start = Number(address);
      const fits = start >= 0x100 && start + length <= memory.length;
      return Promise.resolve(fits ? memory.subarray(start, start + length) : undefined);
    },
  };
  const array: Value = {
    type: typeOf(info.attributes, table),
    place: { kind: 'memory', address: 0x100n },
  };

  async function child(value: Value, name: string): Promise<Value> {
    const children: readonly NamedValue[] = await childrenOf(value, format);
    const found = children.find((one) => one.name === name);
    assert.ok(found, name);
    return found.value;
  }

  async function shown(...path: string[]): Promise<string> {
    let value = array;
    for (const name of path) value = await child(value, name);
    return await renderValue(value, format);
  }

  it('show numbers, characters, enumerators and truth', async () => {
    assert.equal(await shown('[0]', 'grid', '[1]', '[2]'), '3');
    assert.equal(await shown('[0]', 'colour'), 'GREEN (5)');
    assert.equal(await shown('[1]', 'colour'), 'RED (0)');
    assert.equal(await shown('[0]', 'on'), 'true');
    assert.equal(await shown('[0]', 'either', 'bytes', '[1]'), "66 'B'");
    assert.equal(await shown('[0]', 'inner', 'tiny'), '-3');
  });

  it('show bit-fields by their bits', async () => {
    assert.equal(await shown('[0]', 'inner', 'low'), '5');
    assert.equal(await shown('[0]', 'inner', 'high'), String(0x1fff));
  });

  it('show pointers, what text they point to, and what is behind them', async () => {
    assert.equal(await shown('[0]', 'name'), '0x0000000000000400 "say \\"hi\\"\\n"');
    assert.equal(await shown('[0]', 'call'), '0x0000000000000000');
    assert.equal(await shown('[0]', 'next', 'colour'), 'RED (0)');
    assert.equal(hasChildren(await child(await child(array, '[0]'), 'call')), false);
  });

  it('show records and arrays at a glance', async () => {
    assert.equal(await shown('[0]', 'inner'), '{low = 5, high = 8191, tiny = -3}');
    assert.equal(await shown('[0]', 'grid', '[0]'), '{-2, -1, 0}');
    assert.equal(await shown('[0]', 'either', 'bytes'), '"ABCD"');
  });

  it('give the elements of a large array by pages', async () => {
    const element = { kind: 'base', name: 'int', size: 4, encoding: Encoding.signed } as const;
    const type = { kind: 'array', name: 'int[]', size: 4e6, element, count: 1e6 } as const;
    const large: Value = { type, place: { kind: 'memory', address: 0x118n } };
    const names = async (page?: Page): Promise<string[]> =>
      (await childrenOf(large, format, page)).map(({ name }) => name);
    assert.equal((await names()).length, 1000);
    assert.deepEqual(await names({ start: 3, count: 2 }), ['[3]', '[4]']);
    assert.deepEqual(await names({ start: 999_999, count: 100 }), ['[999999]']);
    assert.deepEqual(await names({ start: 1e6, count: 100 }), []);
    assert.deepEqual(await names(pageOf('[5]')), ['[5]']);
    const [third] = await childrenOf(large, format, { start: 3, count: 1 });
    assert.equal(third && (await renderValue(third.value, format)), '1');
  });

  it('say what cannot be read', async () => {
    const far: Value = { type: array.type, place: { kind: 'memory', address: 0x9000n } };
    assert.match(
      await renderValue(await child(await child(far, '[0]'), 'on'), format),
      /0x[0-9a-f]+ cannot be read/,
    );
    const gone: Value = { type: array.type, place: { kind: 'unavailable', why: 'optimised out' } };
    assert.equal(await renderValue(gone, format), '<optimised out>');
  });
});
