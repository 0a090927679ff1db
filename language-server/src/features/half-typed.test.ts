// SPDX-License-Identifier: MIT
// Whatever the text is, every feature answers: with configurations that end
// anywhere, or lack or repeat something anywhere.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editorWith, pathOf, textOf } from '../editor.test-support.js';
import { SourceText } from '../text/source-text.js';
import { allHints } from '../workspace.js';
import { lensesOf } from './code-lenses.js';
import { completionsAt } from './completion.js';
import { linksOf } from './document-links.js';
import { symbolsIn } from './document-symbols.js';
import { foldsOf } from './folding.js';
import { highlightsAt } from './highlight.js';
import { hoverAt } from './hover.js';
import { hintsIn } from './inlay-hints.js';
import { prepareRename } from './rename.js';
import { selectionsAt } from './selection.js';
import { tokensOf } from './semantic-tokens.js';
import { signatureAt } from './signature-help.js';

const files = [
  'configs/arm64/qemu-arm64.c',
  'configs/arm64/qemu-arm64-linux-demo.c',
  'configs/x86/qemu-x86.c',
  'configs/arm64/qemu-arm64.h',
];

/** Ask everything about a text at an offset; nothing may throw or lie outside of the text. */
function askAll(name: string, text: string, offset: number): void {
  const editor = editorWith({ [name]: text });
  const { analysis, documents, workspace } = editor;
  const file = pathOf(name);
  const source = new SourceText(text);
  const position = source.positionAt(offset);
  const whole = { file, start: { line: 0, column: 0 }, end: source.positionAt(text.length) };
  const lines = source.lineCount;
  for (const selection of selectionsAt(documents, file, position)) {
    assert.ok(
      source.offsetAt(selection.start) <= offset && offset <= source.offsetAt(selection.end),
    );
  }
  for (const { start, end } of foldsOf(documents, file)) assert.ok(start < end && end < lines);
  for (const { line } of tokensOf(analysis, documents, file)) assert.ok(line < lines);
  for (const { range } of highlightsAt(editor, file, position)) assert.ok(range.start.line < lines);
  for (const hint of hintsIn(analysis, allHints, whole)) assert.ok(hint.position.line < lines);
  for (const { label } of completionsAt(editor, file, position)) assert.ok(label.length > 0);
  hoverAt(editor, file, position);
  signatureAt(analysis, documents, file, position);
  prepareRename(editor, file, position);
  linksOf(analysis, documents, file);
  lensesOf(analysis, workspace, file, new Set());
  symbolsIn(analysis, documents, file);
}

describe('Every feature', () => {
  it('answers at the end of a text that is cut anywhere', () => {
    for (const file of files) {
      const text = textOf(file);
      const step = Math.ceil(text.length / 40);
      for (let end = 0; end <= text.length; end += step) askAll(file, text.slice(0, end), end);
    }
  });

  it('answers where something is missing, too much, or anything else', () => {
    const piece = fc.constantFrom(
      '',
      '{',
      '}',
      '(',
      ')',
      '"',
      '/*',
      '#',
      '\\\n',
      '.',
      ',',
      '\0',
      'ü',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(30),
        piece,
        (file, where, length, inserted) => {
          const text = textOf(file);
          const at = Math.floor(where * text.length);
          const changed = text.slice(0, at) + inserted + text.slice(at + length);
          askAll(file, changed, at + inserted.length);
        },
      ),
      { numRuns: 60 },
    );
  });
});
