// SPDX-License-Identifier: MIT
// Everything a feature needs, over the repository's configurations and texts
// that only the editor has.
import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Position } from '@cellblock/config-compiler';
import { Analysis } from './analysis.js';
import { Documents } from './documents.js';
import { diskFiles } from './files.js';
import { Workspace } from './workspace.js';

export const repository = fileURLToPath(new URL('../..', import.meta.url));

export interface Editor {
  readonly analysis: Analysis;
  readonly documents: Documents;
  readonly workspace: Workspace;
}

/** The path of a file of the repository. */
export function pathOf(file: string): string {
  return join(repository, file);
}

/** An editor with the repository as its folder, and texts by their paths in it. */
export function editorWith(texts: Readonly<Record<string, string>> = {}): Editor {
  const documents = new Documents(diskFiles.read);
  for (const [file, text] of Object.entries(texts)) documents.set(pathOf(file), text);
  const workspace = new Workspace(documents, diskFiles, dirname(pathOf('language-server')));
  workspace.folders = [pathOf('configs')];
  return { analysis: new Analysis(documents, workspace), documents, workspace };
}

export function textOf(file: string): string {
  const text = diskFiles.read(pathOf(file));
  assert.ok(text !== undefined, file);
  return text;
}

/** The position of the n-th occurrence of a piece, counted from 0, and of an offset into it. */
export function positionIn(text: string, piece: string, occurrence = 0, offset = 0): Position {
  let at = -1;
  for (let n = 0; n <= occurrence; n++) {
    at = text.indexOf(piece, at + 1);
    assert.ok(at >= 0, `the text has no "${piece}"`);
  }
  const before = text.slice(0, at + offset).split('\n');
  return { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
}

/** A text without its '@', and the position of that. */
export function marked(text: string): { readonly text: string; readonly position: Position } {
  return { text: text.replace('@', ''), position: positionIn(text, '@') };
}
