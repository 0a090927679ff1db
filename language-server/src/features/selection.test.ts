// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { editorWith, marked, pathOf } from '../editor.test-support.js';
import { SourceText } from '../text/source-text.js';
import { selectionsAt } from './selection.js';

function selectionsIn(markedText: string): string[] {
  const { text, position } = marked(markedText);
  const { documents } = editorWith({ 'a.c': text });
  const source = new SourceText(text);
  return selectionsAt(documents, pathOf('a.c'), position).map(({ start, end }) =>
    text.slice(source.offsetAt(start), source.offsetAt(end)),
  );
}

describe('Selections', () => {
  it('grow from a word to its value, its field, its braces and the file', () => {
    assert.deepEqual(selectionsIn('x = { .a = { .b = (A@B | 1), .c = 2 } };\ny;'), [
      'AB',
      'AB | 1',
      '(AB | 1)',
      '.b = (AB | 1)',
      ' .b = (AB | 1), .c = 2 ',
      '{ .b = (AB | 1), .c = 2 }',
      '.a = { .b = (AB | 1), .c = 2 }',
      ' .a = { .b = (AB | 1), .c = 2 } ',
      '{ .a = { .b = (AB | 1), .c = 2 } }',
      'x = { .a = { .b = (AB | 1), .c = 2 } };',
      'x = { .a = { .b = (AB | 1), .c = 2 } };\ny;',
    ]);
  });

  it('are there in text that is half typed', () => {
    assert.deepEqual(selectionsIn('x = { .a = { .b@').slice(0, 3), ['b', '.b', ' .b']);
    assert.deepEqual(selectionsIn('@'), ['']);
  });
});
