// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import { childExpression } from './containers.js';

describe('the expression of a child', () => {
  it('follows members, elements and pointers', () => {
    assert.equal(childExpression('node', true, 'next'), 'node->next');
    assert.equal(childExpression('node->next', true, 'value'), 'node->next->value');
    assert.equal(childExpression('table[1]', false, 'name'), 'table[1].name');
    assert.equal(childExpression('grid[1]', false, '[2]'), 'grid[1][2]');
    assert.equal(childExpression('list', true, '*'), '*list');
  });

  it('binds as the parent does, whatever operators that has', () => {
    assert.equal(childExpression('*list', true, 'next'), '(*list)->next');
    assert.equal(childExpression('(*list)->next', true, 'next'), '(*list)->next->next');
    assert.equal(childExpression('a + b', true, 'next'), '(a + b)->next');
    assert.equal(childExpression('(a) + (b)', true, 'next'), '((a) + (b))->next');
  });

  it('leaves unnamed records out', () => {
    assert.equal(childExpression('node', true, '(unnamed)'), 'node');
  });
});
