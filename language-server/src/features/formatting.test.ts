// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { loadClangFormat } from '../clang-format.js';
import { editorWith, pathOf, textOf } from '../editor.test-support.js';
import { SourceText } from '../text/source-text.js';
import { formatted } from './formatting.js';
import type { Formatter } from './formatting.js';

const cell = 'configs/arm64/qemu-arm64-inmate-demo.c';

describe('Formatting', () => {
  let formatter: Formatter;
  before(async () => {
    formatter = await loadClangFormat();
  });

  /** A text after the edits, applied from the last to the first. */
  function after(text: string, lines?: readonly [number, number]): string {
    const { documents } = editorWith({ [cell]: text });
    const range = lines && {
      start: { line: lines[0], column: 0 },
      end: { line: lines[1], column: 1 },
    };
    const result = formatted(documents, formatter, pathOf(cell), range);
    assert.ok('edits' in result, JSON.stringify(result));
    const source = new SourceText(text);
    return [...result.edits].reverse().reduce((changed, { range: place, newText }) => {
      const [start, end] = [source.offsetAt(place.start), source.offsetAt(place.end)];
      return changed.slice(0, start) + newText + changed.slice(end);
    }, text);
  }

  it('changes space only, and nothing the second time', () => {
    for (const file of [cell, 'configs/arm64/qemu-arm64.c', 'configs/x86/qemu-x86.c']) {
      const text = textOf(file);
      const once = after(text);
      assert.equal(once.replace(/[\s\\]/g, ''), text.replace(/[\s\\]/g, ''));
      assert.equal(after(once), once);
    }
  });

  it('leaves a configuration alone that is laid out well', () => {
    assert.equal(after(textOf(cell)), textOf(cell));
  });

  it('keeps the breaks in values and lists that somebody chose', () => {
    const text =
      'struct s config = {\n\t.a = A | B |\n\t\tC,\n\t.b = {\n\t\t1, 2, 3,\n\t\t4,\n\t},\n};\n';
    assert.equal(after(text), text);
    assert.equal(after(text.replace('\t\tC', 'C').replace('1, 2', '1,2')), text);
  });

  it('mends indentation and spaces with edits of the lines that change', () => {
    const text = textOf(cell)
      .replace('\t\t.size = 0x1000,', '  .size=0x1000,')
      .replace('\t\t0b0010,\n', '0b0010  ,\n');
    assert.equal(after(text), after(textOf(cell)));
    const { documents } = editorWith({ [cell]: text });
    const result = formatted(documents, formatter, pathOf(cell));
    assert.ok('edits' in result && result.edits.length >= 2);
  });

  it('of a range changes its lines only', () => {
    const text = textOf(cell).replaceAll('\t\t\t.size', '\t.size');
    const line = text.split('\n').findIndex((each) => each.startsWith('\t.size'));
    const changed = after(text, [line, line]);
    assert.equal(changed.split('\n')[line]?.startsWith('\t\t\t.size'), true);
    assert.equal(changed.match(/^\t\.size/gm)?.length, 3);
  });

  it('takes the nearest .clang-format', () => {
    const { documents } = editorWith({
      [cell]: 'struct {\n\tint a;\n} config;\n',
      'configs/.clang-format': 'BasedOnStyle: LLVM\nIndentWidth: 3\n',
    });
    const result = formatted(documents, formatter, pathOf(cell));
    assert.ok('edits' in result);
    assert.equal(result.edits[0]?.newText, '   int a;\n');
  });

  it('says what is wrong with a style', () => {
    const { documents } = editorWith({ 'configs/.clang-format': 'IndentWidth: [' });
    const result = formatted(documents, formatter, pathOf(cell));
    assert.match(
      'failure' in result ? result.failure : '',
      /clang-format.*configs\/\.clang-format/s,
    );
  });

  it('lays half-typed text out without harm', () => {
    const text = textOf(cell);
    for (let end = 0; end < text.length; end += 97) {
      const cut = text.slice(0, end);
      assert.equal(after(cut).replace(/\s/g, ''), cut.replace(/\s/g, ''));
    }
  });
});
