// SPDX-License-Identifier: MIT
// The fixtures of the rules: configs/model/fixtures/<rule>/fails*/ and
// passes*/, each a system.c, cells, or both. Where there is no system.c, the
// sound system of bases/ whose header the first cell includes takes its place.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { boardFileNames, boardProblemText, readBoard } from '@cellblock/cell-config';
import type { BoardFacts, Check } from '@cellblock/cell-config';
import { checkTogether } from './check-sources.js';
import type { CheckContext } from './check-sources.js';
import type { Compilation, CompileInput, SourceFix, SourceProblem } from './compilation.js';
import { compile } from './compile.js';
import { sourceFile } from './source.js';
import type { Position } from './source.js';
import { readRepositoryFile, repository } from './sources.test-support.js';

const root = 'configs/model/fixtures';
const bases = `${root}/bases`;

export interface Fixture {
  /** From the repository's top. */
  readonly folder: string;
  readonly isBroken: boolean;
}

/** Folders that have rules' names; bases and files of other tests are left out. */
export function ruleFolders(): string[] {
  return subfolders(root).filter((name) => name !== 'bases');
}

export function fixturesOf(rule: string): Fixture[] {
  return subfolders(`${root}/${rule}`)
    .filter((name) => /^(?:fails|passes)(?:-|$)/.test(name))
    .map((name) => ({ folder: `${root}/${rule}/${name}`, isBroken: name.startsWith('fails') }));
}

function subfolders(path: string): string[] {
  return entries(path)
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

function entries(path: string): ReturnType<typeof readEntries> {
  try {
    return readEntries(path);
  } catch {
    return [];
  }
}

function readEntries(path: string) {
  return readdirSync(join(repository, path), { withFileTypes: true });
}

export interface CheckedFixture {
  readonly compilations: readonly Compilation[];
  readonly problems: readonly SourceProblem[];
}

/** Texts in `edited` stand for those of the files. */
export function checkFixture(
  { folder }: Fixture,
  { needs }: Pick<Check, 'needs'>,
  edited: ReadonlyMap<string, string> = new Map(),
): CheckedFixture {
  const files = entries(folder)
    .map(({ name }) => name)
    .filter((name) => name.endsWith('.c'))
    .sort((a, b) => Number(b === 'system.c') - Number(a === 'system.c') || (a < b ? -1 : 1));
  const compilations = files.map((name) => compile(inputOf(`${folder}/${name}`, edited)));
  if (!files.includes('system.c')) {
    compilations.push(compile(inputOf(`${bases}/${baseOf(compilations[0])}/system.c`, edited)));
  }
  const context: CheckContext =
    needs === 'launch-set'
      ? { launchSet: true }
      : needs === 'board'
        ? { board: boardOf(folder) }
        : {};
  const found = checkTogether(compilations, context);
  return { compilations, problems: [...found.values()].flat() };
}

/** What the files beside the fixture's system say of its board. */
function boardOf(folder: string): BoardFacts {
  const names = entries(folder).map(({ name }) => name);
  const files = boardFileNames('system.c', { names, textOf: () => undefined });
  const { facts, problems } = readBoard(
    files.map((name) => `${folder}/${name}`),
    {
      bytesOf: (path) => new Uint8Array(readFileSync(join(repository, path))),
      textOf: readRepositoryFile,
    },
  );
  if (problems[0] !== undefined) throw new Error(boardProblemText(problems[0]));
  return facts;
}

function baseOf(compilation: Compilation | undefined): string {
  const header = new RegExp(`^${bases}/([^/]+)\\.h$`);
  for (const file of compilation?.dependencies ?? []) {
    const name = header.exec(file)?.[1];
    if (name !== undefined) return name;
  }
  return 'arm64';
}

function inputOf(file: string, edited: ReadonlyMap<string, string>): CompileInput {
  return {
    file,
    readFile: (path) => edited.get(path) ?? readRepositoryFile(path),
    includePaths: ['configs/include', bases],
    target: 'aarch64',
  };
}

/** The files of a fix as they are after it. */
export function applied(
  fix: SourceFix,
  readFile: CompileInput['readFile'] = readRepositoryFile,
): Map<string, string> {
  const files = new Map<string, string>();
  const edits = fix.edits.map(({ range, newText }) => {
    const text = files.get(range.file) ?? readFile(range.file) ?? '';
    files.set(range.file, text);
    const { lineStarts } = sourceFile(range.file, text);
    const offset = ({ line, column }: Position): number => (lineStarts[line] ?? 0) + column;
    return { file: range.file, start: offset(range.start), end: offset(range.end), newText };
  });
  // From the end on, so that the places of the others stay; equal places keep their order.
  for (const { file, start, end, newText } of edits
    .toReversed()
    .sort((a, b) => b.start - a.start)) {
    const text = files.get(file) ?? '';
    files.set(file, text.slice(0, start) + newText + text.slice(end));
  }
  return files;
}
