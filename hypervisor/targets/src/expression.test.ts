// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { evaluate, registersIn, type ExpressionScope } from './expression.js';
import type { Expression } from './target.js';

const scope: ExpressionScope = {
  register: (name) => Promise.resolve(name === 'x0' ? 5n : undefined),
  memory: (_space, address, length) =>
    Promise.resolve(address === 8n ? Uint8Array.from([1, 2, 3, 4]).subarray(0, length) : undefined),
};
const constant = (value: bigint): Expression => ({ kind: 'constant', value });
const x0: Expression = { kind: 'register', name: 'x0' };

function binary(
  left: Expression,
  operator: Extract<Expression, { kind: 'binary' }>['operator'],
  right: Expression,
): Expression {
  return { kind: 'binary', operator, left, right };
}

describe('condition of a stop', () => {
  it('compares unsigned', async () => {
    assert.equal(await evaluate(binary(x0, '<', constant(-1n)), scope), 1n);
    assert.equal(await evaluate(binary(x0, '>=', constant(6n)), scope), 0n);
  });

  it('computes in 64 bits', async () => {
    assert.equal(await evaluate(binary(x0, '-', constant(6n)), scope), (1n << 64n) - 1n);
    assert.equal(await evaluate(binary(x0, '&', constant(4n)), scope), 4n);
  });

  it('reads memory, little-endian', async () => {
    const address = binary(x0, '+', constant(3n));
    const memory: Expression = { kind: 'memory', space: 'current', address, bytes: 4 };
    assert.equal(await evaluate(memory, scope), 0x04030201n);
    assert.deepEqual(registersIn(memory), ['x0']);
  });

  it('has no value where memory is not mapped, unless the left side decides', async () => {
    const unmapped: Expression = {
      kind: 'memory',
      space: 'physical',
      address: constant(0n),
      bytes: 8,
    };
    assert.equal(await evaluate(unmapped, scope), undefined);
    assert.equal(await evaluate(binary(constant(0n), '&&', unmapped), scope), 0n);
    assert.equal(await evaluate(binary(x0, '||', unmapped), scope), 1n);
  });
});
