// SPDX-License-Identifier: MIT
// What can be written at a position: fields that are still missing, values that
// fit the field at hand, whole regions and cells.
import { basename, dirname, join } from 'node:path';
import type { Position } from '@cellblock/config-compiler';
import type { Analysis } from '../analysis.js';
import { besideOf } from '../beside.js';
import { fieldCompletions } from '../completion/fields.js';
import type { Writing } from '../completion/fields.js';
import type { Completion } from '../completion/item.js';
import { fileSnippets } from '../completion/snippets.js';
import { nameCompletions, valueCompletions } from '../completion/values.js';
import type { Documents } from '../documents.js';
import { placeAt } from '../text/braces.js';
import { SourceText } from '../text/source-text.js';
import type { Workspace } from '../workspace.js';

export interface CompletionSources {
  readonly analysis: Analysis;
  readonly documents: Documents;
  readonly workspace: Workspace;
}

export function completionsAt(
  sources: CompletionSources,
  file: string,
  position: Position,
): readonly Completion[] {
  const { analysis, documents, workspace } = sources;
  const source = new SourceText(documents.read(file) ?? '');
  const offset = source.offsetAt(position);
  const line = source.text.slice(0, offset).split('\n').at(-1) ?? '';
  const include = /^\s*#\s*include\s*[<"]([^>"]*)$/.exec(line);
  if (include !== null) return fileCompletions(sources, file, include[1] ?? '');
  if (isInText(source, offset)) return [];
  if (/^\s*#\s*\w*$/.test(line)) return directiveCompletions();
  const compilation = analysis.compilationWith(file);
  if (compilation === undefined) return isBare(source) ? fileSnippets(basename(dirname(file))) : [];
  const isConfiguration = workspace.isConfiguration(file);
  const writing: Writing = {
    file,
    source,
    offset,
    place: placeAt(source, offset),
    compilation,
    ...(isConfiguration && { variant: (text: string) => analysis.variant(file, text) }),
  };
  const { frames, item } = writing.place;
  if (frames.length === 0) return nameCompletions(writing, undefined);
  if (item.before[0]?.text === '.' && !item.isValue) return fieldCompletions(writing);
  const values = valueCompletions(writing, () => besideOf(analysis, workspace, compilation.file));
  const isFresh = item.before.length === 0 || (item.before.length === 1 && !item.isValue);
  return isFresh ? [...fieldCompletions(writing), ...values] : values;
}

/** Comments, strings and characters. */
function isInText({ pieces }: SourceText, offset: number): boolean {
  return pieces.some(({ kind, start, end, text }) => {
    if (kind !== 'comment' && kind !== 'string') return false;
    const isOpen = text.startsWith('//') || (kind === 'string' && !/^(["']).*\1$|>$/s.test(text));
    return start < offset && (offset < end || (isOpen && offset === end));
  });
}

/** Whether a file has nothing yet that a whole configuration would stand beside. */
function isBare({ pieces }: SourceText): boolean {
  return (
    pieces.filter(({ kind, directive }) => kind !== 'comment' && directive === undefined).length <=
    2
  );
}

function directiveCompletions(): readonly Completion[] {
  const directives = {
    include: 'take in another file',
    define: 'a macro',
    undef: 'forget a macro',
    if: 'a part that depends on a condition',
    ifdef: 'a part that depends on a macro',
    ifndef: 'a part that depends on the lack of a macro',
    elif: 'another condition',
    else: 'otherwise',
    endif: 'the end of such a part',
    error: 'refuse to compile',
    warning: 'warn',
    pragma: 'an order to the compiler',
  };
  return Object.entries(directives).map(([label, detail]) => ({
    label,
    kind: 'directive',
    detail,
    rank: 0,
  }));
}

/** Headers in the folders that are searched, and beside the file. */
function fileCompletions(
  { workspace }: CompletionSources,
  file: string,
  typed: string,
): readonly Completion[] {
  const below = typed.includes('/') ? typed.slice(0, typed.lastIndexOf('/')) : '';
  const folders = [dirname(file), ...workspace.includePathsFor(file)];
  const found = new Map<string, Completion>();
  for (const folder of folders) {
    for (const { path, isFolder } of workspace.entriesOf(join(folder, below))) {
      const label = basename(path);
      if (path === file || found.has(label) || (!isFolder && !/\.[ch]$/.test(label))) continue;
      found.set(label, {
        label: isFolder ? `${label}/` : label,
        kind: 'file',
        detail: folder,
        rank: label.endsWith('.h') ? 0 : 1,
      });
    }
  }
  return [...found.values()];
}
