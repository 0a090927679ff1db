// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { editorWith, pathOf } from '../editor.test-support.js';
import { foldsOf } from './folding.js';

function foldsIn(text: string): string[] {
  const { documents } = editorWith({ 'a.c': text });
  return foldsOf(documents, pathOf('a.c')).map(
    ({ start, end, kind = 'braces' }) => `${start}-${end} ${kind}`,
  );
}

describe('Folding', () => {
  it('is offered for braces, comments, conditions and runs of #include', () => {
    const text = [
      '/*',
      ' * c',
      ' */',
      '#include "a.h"',
      '',
      '#include "b.h"',
      '#if A',
      'x = {',
      '  { 1 },',
      '};',
      '#else',
      'y',
      '#endif',
    ].join('\n');
    assert.deepEqual(foldsIn(text), [
      '0-2 comment',
      '3-5 imports',
      '6-9 region',
      '7-8 braces',
      '10-11 region',
    ]);
  });

  it('takes comments of one line each together', () => {
    assert.deepEqual(foldsIn('// a\n// b\nx; // c\n// d'), ['0-1 comment']);
  });

  it('leaves braces out that have no end', () => {
    assert.deepEqual(foldsIn('x = {\n{\n1\n'), []);
  });
});
