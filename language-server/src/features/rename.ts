// SPDX-License-Identifier: MIT
// A new name for a macro, a constant, a field or a type, wherever it is used.
import type { Position, SourceRange } from '@cellblock/config-compiler';
import { compilationsWith, nameAt, occurrencesOf } from '../occurrences.js';
import type { Name, Sources } from '../occurrences.js';
import {
  badName,
  nameIsPartOfFormat,
  nameIsTaken,
  nothingToRename,
  outsideOfWorkspace,
} from '../rename-refusals.js';

export type RenamePreparation =
  { readonly range: SourceRange; readonly placeholder: string } | { readonly refusal: string };

export type Renaming =
  | { readonly edits: readonly { readonly range: SourceRange; readonly newText: string }[] }
  | { readonly refusal: string };

export function prepareRename(
  sources: Sources,
  file: string,
  position: Position,
): RenamePreparation {
  const name = nameAt(sources, file, position);
  if (name === undefined) return { refusal: nothingToRename() };
  const refusal = refusalOf(sources, name);
  return refusal === undefined ? { range: name.range, placeholder: name.text } : { refusal };
}

export function renameAt(
  sources: Sources,
  file: string,
  position: Position,
  newText: string,
): Renaming {
  const name = nameAt(sources, file, position);
  if (name === undefined) return { refusal: nothingToRename() };
  const refusal = refusalOf(sources, name) ?? takenOf(sources, name, newText);
  if (refusal !== undefined) return { refusal };
  const edits = occurrencesOf(sources, name).map((range) => ({ range, newText }));
  return { edits };
}

/** Headers of the format lie in these folders, whoever's copy they are. */
const formatHeader = /[\\/](jailhouse|asm)[\\/][^\\/]+\.h$/;

function refusalOf({ workspace }: Sources, { text, kind, definition }: Name): string | undefined {
  if (formatHeader.test(definition.file)) return nameIsPartOfFormat(text, definition.file);
  if (kind === 'object' && text === 'config') return nameIsPartOfFormat(text);
  const { file } = definition;
  const isInside = workspace.folders.some((folder) =>
    file.startsWith(`${folder.replace(/\/$/, '')}/`),
  );
  return isInside || workspace.isConfiguration(file) ? undefined : outsideOfWorkspace(text, file);
}

const keywords = new Set(
  (
    'auto break case char const continue default do double else enum extern float for goto if ' +
    'inline int long register restrict return short signed sizeof static struct switch typedef ' +
    'union unsigned void volatile while defined'
  ).split(' '),
);

function takenOf(sources: Sources, name: Name, newText: string): string | undefined {
  if (!/^[A-Za-z_]\w*$/.test(newText) || keywords.has(newText)) return badName(newText);
  if (name.kind === 'parameter') return undefined;
  for (const { file, symbols } of compilationsWith(sources, name)) {
    // Fields of different records may have the same name, but no macro may.
    const taken = symbols().find(
      (symbol) => symbol.name === newText && (name.kind !== 'field' || symbol.kind === 'macro'),
    );
    if (taken !== undefined) return nameIsTaken(newText, file, taken.definition);
  }
  return undefined;
}
