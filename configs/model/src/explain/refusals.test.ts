// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { refusals } from './refusals.js';

const hypervisor = new URL('../../../../hypervisor/', import.meta.url);

function sourceOf(path: string): string {
  return readFileSync(new URL(path, hypervisor), 'utf8');
}

describe('the words on refusals', () => {
  const numbers = [
    ...sourceOf('include/cellblock/refusal.h').matchAll(/#define (REFUSAL_\w+)\s+(\d+)/g),
  ]
    .map(([, name = '', number]) => [name, Number(number)] as const)
    .filter(([, number]) => number > 0);

  it('are there for every reason of the hypervisor, under its number', () => {
    assert.deepEqual(
      Object.entries(refusals).map(([name, { number }]) => [name, number]),
      numbers,
    );
  });

  it('know what the hypervisor prints for each', () => {
    const printed = [
      ...sourceOf('core/refusal.c').matchAll(/\[(REFUSAL_\w+)\] =\s*"([^"]+)"/g),
    ].map(([, name = '', text = '']) => [name, text.toLowerCase()] as const);
    assert.deepEqual(
      Object.entries(refusals).map(([name, { console: text }]) => [name, text]),
      printed,
    );
  });
});
