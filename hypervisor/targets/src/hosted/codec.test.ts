// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decode, encode } from './codec.js';

function cross(value: unknown): unknown {
  return decode(JSON.parse(JSON.stringify(encode(value))));
}

describe('codec', () => {
  it('brings bigints and bytes across', () => {
    const value = { address: 0xffffc0200000n, bytes: Uint8Array.of(0, 255), list: [1n, null, 'x'] };
    assert.deepEqual(cross(value), value);
  });

  it('does not mistake data for its marks', () => {
    for (const value of [{ $bigint: '1' }, { $bytes: 7 }, { $object: { $object: {} } }]) {
      assert.deepEqual(cross(value), value);
    }
  });

  it('loses nothing of any plain data', () => {
    const key = fc.oneof(fc.string(), fc.constantFrom('$bigint', '$bytes', '$object', '__proto__'));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.bigInt(),
        fc.uint8Array(),
        fc.array(tie('tree')),
        fc.dictionary(key, tie('tree'), { noNullPrototype: true }),
      ),
    }));
    fc.assert(fc.property(tree, (value) => assert.deepEqual(cross(value), value)));
  });

  it('refuses marks with something else inside', () => {
    for (const value of [{ $bigint: 'abc' }, { $bytes: {} }, { $object: 3 }]) {
      assert.throws(() => decode(value), SyntaxError);
    }
  });
});
