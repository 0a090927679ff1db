// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { styleFor } from './terminal-style.js';

describe('Colours', () => {
  const terminal = { isTTY: true };
  const file = {};
  const isColoured = (...args: Parameters<typeof styleFor>): boolean =>
    styleFor(...args).red('x') !== 'x';

  it('appear on a terminal, and nowhere else', () => {
    assert.equal(isColoured(terminal, undefined, {}), true);
    assert.equal(isColoured(terminal, 'auto', {}), true);
    assert.equal(isColoured(file, undefined, {}), false);
  });

  it('stay away from terminals that have none, and from people who want none', () => {
    assert.equal(isColoured(terminal, undefined, { TERM: 'dumb' }), false);
    assert.equal(isColoured(terminal, undefined, { NO_COLOR: '1' }), false);
    assert.equal(isColoured(terminal, undefined, { NO_COLOR: '' }), true);
  });

  it('are as they were asked for, whatever else is set', () => {
    assert.equal(isColoured(file, 'always', { NO_COLOR: '1', TERM: 'dumb' }), true);
    assert.equal(isColoured(terminal, 'never', {}), false);
  });
});
