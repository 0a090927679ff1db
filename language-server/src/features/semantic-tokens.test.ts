// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { editorWith, pathOf, textOf } from '../editor.test-support.js';
import { SourceText } from '../text/source-text.js';
import { tokensOf } from './semantic-tokens.js';
import type { SemanticToken } from './semantic-tokens.js';

const file = 'configs/arm64/qemu-arm64.c';
const text = textOf(file);
const source = new SourceText(text);

function spelled({ line, column, length }: SemanticToken): string {
  const start = source.offsetAt({ line, column });
  return text.slice(start, start + length);
}

describe('Semantic tokens', () => {
  const { analysis, documents } = editorWith();
  const tokens = tokensOf(analysis, documents, pathOf(file));
  const typesOf = (word: string): string[] => [
    ...new Set(
      tokens
        .filter((token) => spelled(token) === word)
        .map(({ type, modifiers }) => [type, ...modifiers].join(' ')),
    ),
  ];

  it('tell macros, constants, fields, types and keywords apart', () => {
    assert.deepEqual(typesOf('JAILHOUSE_MEM_IO'), ['macro defaultLibrary']);
    assert.deepEqual(typesOf('MMIO'), ['macro declaration', 'macro']);
    assert.deepEqual(typesOf('NUM_REGIONS'), ['enumMember declaration', 'enumMember']);
    assert.deepEqual(typesOf('phys_start'), ['property']);
    assert.deepEqual(typesOf('jailhouse_system'), ['type defaultLibrary']);
    assert.deepEqual(typesOf('struct'), ['keyword']);
    assert.deepEqual(typesOf('include'), ['keyword']);
    assert.deepEqual(typesOf('start'), ['parameter']);
    assert.deepEqual(typesOf('"qemu-arm64"'), ['string']);
  });

  it('are in the order of the text and within their lines', () => {
    const lines = text.split('\n');
    tokens.forEach((token, index) => {
      const before = tokens[index - 1];
      assert.ok(token.column + token.length <= (lines[token.line]?.length ?? 0));
      if (before?.line === token.line) assert.ok(before.column + before.length <= token.column);
      else assert.ok((before?.line ?? -1) < token.line);
    });
  });

  it('of a range are those of its lines', () => {
    const range = { start: { line: 15, column: 0 }, end: { line: 16, column: 3 } };
    assert.deepEqual(
      tokensOf(analysis, documents, pathOf(file), range),
      tokens.filter(({ line }) => line === 15 || line === 16),
    );
  });
});
