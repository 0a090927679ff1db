// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { editorWith, marked, pathOf, positionIn, textOf } from '../editor.test-support.js';
import type { Editor } from '../editor.test-support.js';
import { SourceText } from '../text/source-text.js';
import { highlightsAt } from './highlight.js';
import { referencesAt } from './references.js';
import { prepareRename, renameAt } from './rename.js';

const cell = 'configs/arm64/qemu-arm64-inmate-demo.c';
const system = 'configs/arm64/qemu-arm64.c';
const header = 'configs/arm64/qemu-arm64.h';

/** The texts of the repository after a name at a piece of a file got another. */
function renamed(
  editor: Editor,
  file: string,
  piece: string,
  newText: string,
): Map<string, string> {
  const text = editor.documents.read(pathOf(file)) ?? '';
  const renaming = renameAt(editor, pathOf(file), positionIn(text, piece, 0, 1), newText);
  assert.ok('edits' in renaming, JSON.stringify(renaming));
  const texts = new Map<string, string>();
  for (const { range, newText: replacement } of [...renaming.edits].reverse()) {
    const before = texts.get(range.file) ?? editor.documents.read(range.file) ?? '';
    const source = new SourceText(before);
    const [start, end] = [source.offsetAt(range.start), source.offsetAt(range.end)];
    texts.set(range.file, before.slice(0, start) + replacement + before.slice(end));
  }
  return texts;
}

/** Every configuration of the board is the same bytes as before. */
function expectSameImages(texts: ReadonlyMap<string, string>): void {
  const before = editorWith();
  const after = editorWith();
  for (const [file, text] of texts) after.documents.set(file, text);
  for (const file of before.workspace.configurations().filter((each) => each.includes('/arm64/'))) {
    const { image, problems } = after.analysis.compilation(file);
    assert.deepEqual(problems, before.analysis.compilation(file).problems, file);
    assert.deepEqual(image, before.analysis.compilation(file).image, file);
  }
}

function refusal(file: string, piece: string, newText = 'OTHER', text = textOf(file)): string {
  const editor = editorWith({ [file]: text });
  const renaming = renameAt(editor, pathOf(file), positionIn(text, piece, 0, 1), newText);
  return 'refusal' in renaming ? renaming.refusal : '';
}

describe('Rename', () => {
  it('changes a macro of a header in every configuration that includes it', () => {
    const editor = editorWith();
    const texts = renamed(editor, header, 'DEMO_LINK_BASE', 'LINK_START');
    assert.ok(texts.size >= 1);
    for (const text of texts.values()) assert.doesNotMatch(text, /\bDEMO_LINK_BASE\b/);
    expectSameImages(texts);
  });

  it('changes a macro that several configurations use', () => {
    const texts = renamed(editorWith(), system, 'UART_BASE', 'CONSOLE_BASE');
    assert.ok(texts.size >= 2, [...texts.keys()].join());
    expectSameImages(texts);
  });

  it('changes a constant of one configuration and not that of another', () => {
    const texts = renamed(editorWith(), cell, 'NUM_REGIONS', 'REGIONS');
    assert.deepEqual([...texts.keys()], [pathOf(cell)]);
    expectSameImages(texts);
  });

  it('changes a field of the configuration itself, also in sizeof', () => {
    const texts = renamed(editorWith(), cell, 'mem_regions', 'memory');
    assert.doesNotMatch(texts.get(pathOf(cell)) ?? '', /\bmem_regions\b/);
    expectSameImages(texts);
  });

  it('changes a parameter in its macro only', () => {
    const texts = renamed(editorWith(), system, 'start, length)', 'first');
    const text = texts.get(pathOf(system)) ?? '';
    assert.match(text, /#define MMIO\(first, length\)/);
    assert.match(text, /\.phys_start = \(first\)/);
    expectSameImages(texts);
  });

  it('changes parts that are left out as well', () => {
    const text = textOf(cell).replace(
      'enum {',
      '#define MINE 1\n#if 0\n#define MINE 2\n#endif\n#define USES (MINE + 0)\nenum {',
    );
    const editor = editorWith({ [cell]: text });
    const changed = renamed(editor, cell, 'MINE', 'OURS').get(pathOf(cell)) ?? '';
    assert.doesNotMatch(changed, /MINE/);
    assert.equal(changed.match(/OURS/g)?.length, 3);
  });

  it('is refused, with words, for names of the format', () => {
    assert.match(refusal(cell, 'JAILHOUSE_MEM_DMA'), /belongs to the configuration format/);
    assert.match(refusal(cell, '.phys_start'.slice(1)), /belongs to the configuration format/);
    assert.match(refusal(cell, 'config = {'), /belongs to the configuration format/);
  });

  it('is refused where nothing has a name', () => {
    assert.match(refusal(cell, '0x7fa00000'), /no name here/);
  });

  it('is refused for headers outside of the workspace', () => {
    const editor = editorWith();
    editor.workspace.folders = [pathOf('language-server')];
    const text = textOf(system);
    const position = positionIn(text, 'DEMO_LINK_BDF', 0, 1);
    const prepared = prepareRename(editor, pathOf(system), position);
    assert.match('refusal' in prepared ? prepared.refusal : '', /not in this workspace/);
  });

  it('is refused for names that C does not take or that are taken', () => {
    assert.match(refusal(cell, 'NUM_REGIONS', '1st'), /cannot be a name/);
    assert.match(refusal(cell, 'NUM_REGIONS', 'struct'), /cannot be a name/);
    assert.match(refusal(cell, 'NUM_REGIONS', 'RAM'), /already defined in/);
    assert.match(refusal(cell, 'NUM_REGIONS', 'JAILHOUSE_MEM_IO'), /already defined in/);
  });
});

describe('References', () => {
  it('are found in all configurations, from a use and from the definition', () => {
    const editor = editorWith();
    const fromUse = referencesAt(
      editor,
      pathOf(system),
      positionIn(textOf(system), 'DEMO_LINK_BDF', 0, 2),
      true,
    );
    const fromDefinition = referencesAt(
      editor,
      pathOf(header),
      positionIn(textOf(header), 'DEMO_LINK_BDF', 0, 2),
      true,
    );
    const files = new Set(fromUse.map(({ file }) => file));
    assert.ok(files.has(pathOf(header)) && files.has(pathOf(system)) && files.size >= 3);
    assert.ok(fromDefinition.length <= fromUse.length);
  });

  it('can leave the definition out', () => {
    const { text, position } = marked(textOf(cell).replace('NUM_REG', 'NUM_@REG'));
    const editor = editorWith({ [cell]: text });
    assert.equal(referencesAt(editor, pathOf(cell), position, true).length, 2);
    assert.equal(referencesAt(editor, pathOf(cell), position, false).length, 1);
  });

  it('of a name that nothing defines are none', () => {
    const { text, position } = marked(textOf(cell).replace('0b0010', 'mis@sing'));
    assert.deepEqual(referencesAt(editorWith({ [cell]: text }), pathOf(cell), position, true), []);
  });
});

describe('Highlights', () => {
  it('are the uses in the same file, the definition marked', () => {
    const position = positionIn(textOf(cell), 'NUM_REGIONS', 0, 2);
    const found = highlightsAt(editorWith(), pathOf(cell), position);
    assert.deepEqual(
      found.map(({ isDefinition }) => isDefinition),
      [true, false],
    );
  });
});
