// SPDX-License-Identifier: MIT
// `cellblock.json`, which lies beside configurations and says what their text
// does not: which files describe the board, which cells are meant to run
// together, and how strict the rules are. Paths are relative to its folder.
import { readJson } from './json-source.js';
import type { JsonMember, JsonValue, TextSpan } from './json-source.js';

/** The name of the file, in the folder of the configurations that it is about. */
export const workspaceFileName = 'cellblock.json';

/** Cells that are meant to run at the same time. */
export interface LaunchSet {
  readonly name: string;
  /** Absent: the system that the cells' names tell. */
  readonly system?: string;
  readonly cells: readonly string[];
  /** Of the set's entry, for problems about it. */
  readonly at: TextSpan;
}

export interface BoardFileEntry {
  readonly file: string;
  readonly at: TextSpan;
}

export type RuleSetting = 'off' | 'error' | 'warning' | 'information';

export interface WorkspaceFile {
  readonly launchSets: readonly LaunchSet[];
  /** Files about the board of every system in the folder. */
  readonly board: readonly BoardFileEntry[];
  /** Files about the board of one system, by the system's file; these replace the others. */
  readonly boardOf: ReadonlyMap<string, readonly BoardFileEntry[]>;
  readonly rules: ReadonlyMap<string, RuleSetting>;
}

export interface WorkspaceFileProblem {
  /** Kebab-case. */
  readonly id: 'workspace-file';
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly at: TextSpan;
}

export interface WorkspaceFileRead {
  /** What is right in it; what is wrong is left out and told. */
  readonly file: WorkspaceFile;
  readonly problems: readonly WorkspaceFileProblem[];
}

export function parseWorkspaceFile(text: string): WorkspaceFileRead {
  const { value, mistakes } = readJson(text);
  const reader: Reader = {
    problems: mistakes.map(({ at, message }) => problem(at, message)),
    launchSets: [],
    board: [],
    boardOf: new Map(),
    rules: new Map(),
  };
  for (const member of membersOf(reader, value, 'The file')) readMember(reader, member);
  const { problems, ...file } = reader;
  return { file, problems };
}

/** The board files of one system, as paths relative to the folder of the workspace file. */
export function boardFilesOf(file: WorkspaceFile, system: string): readonly string[] {
  const name = system.slice(system.lastIndexOf('/') + 1);
  const entries = file.boardOf.get(name) ?? file.board;
  return entries.map((entry) => entry.file);
}

interface Reader {
  readonly problems: WorkspaceFileProblem[];
  readonly launchSets: LaunchSet[];
  readonly board: BoardFileEntry[];
  readonly boardOf: Map<string, readonly BoardFileEntry[]>;
  readonly rules: Map<string, RuleSetting>;
}

const settings: readonly RuleSetting[] = ['off', 'error', 'warning', 'information'];

function readMember(reader: Reader, { name, nameAt, value }: JsonMember): void {
  switch (name) {
    case '$schema':
      return;
    case 'board':
      readBoard(reader, value);
      return;
    case 'launchSets':
      for (const element of elementsOf(reader, value, '"launchSets"')) {
        readLaunchSet(reader, element);
      }
      return;
    case 'rules':
      for (const rule of membersOf(reader, value, '"rules"')) readRule(reader, rule);
      return;
    default:
      wrong(
        reader,
        nameAt,
        `"${name}" means nothing here; there are "board", "launchSets" and "rules".`,
        'warning',
      );
  }
}

/** Files for every system of the folder, or an object of such lists by system. */
function readBoard(reader: Reader, value: JsonValue): void {
  if (value.kind !== 'object') {
    reader.board.push(...filesIn(reader, value, '"board"'));
    return;
  }
  for (const { name, value: files } of value.members) {
    reader.boardOf.set(name, filesIn(reader, files, `The board files of "${name}"`));
  }
}

function filesIn(reader: Reader, value: JsonValue, what: string): BoardFileEntry[] {
  return elementsOf(reader, value, what).flatMap((element) => {
    const file = textOf(reader, element, 'The path of a file');
    return file === undefined ? [] : [{ file, at: element.at }];
  });
}

function readLaunchSet(reader: Reader, value: JsonValue): void {
  const set: { name?: string; system?: string; cells: string[] } = { cells: [] };
  for (const { name, nameAt, value: member } of membersOf(reader, value, 'A launch set')) {
    if (name === 'name' || name === 'system') {
      const text = textOf(reader, member, `"${name}" of a launch set`);
      if (text !== undefined) set[name] = text;
    } else if (name === 'cells') {
      for (const cell of elementsOf(reader, member, '"cells"')) {
        const file = textOf(reader, cell, "The path of a cell's configuration");
        if (file !== undefined) set.cells.push(file);
      }
    } else {
      const known = 'there are "name", "system" and "cells".';
      wrong(reader, nameAt, `"${name}" means nothing in a launch set; ${known}`, 'warning');
    }
  }
  if (value.kind !== 'object') return;
  if (set.cells.length === 0) {
    wrong(reader, value.at, 'A launch set needs "cells", the configurations that run together.');
    return;
  }
  const { name = `launch set ${reader.launchSets.length + 1}`, system, cells } = set;
  reader.launchSets.push({ name, ...(system !== undefined && { system }), cells, at: value.at });
}

function readRule(reader: Reader, { name, value }: JsonMember): void {
  const text = value.kind === 'string' ? value.text : undefined;
  const setting = settings.find((known) => known === text);
  if (setting !== undefined) reader.rules.set(name, setting);
  else wrong(reader, value.at, `A rule is "off", "error", "warning" or "information".`);
}

function membersOf(
  reader: Reader,
  value: JsonValue | undefined,
  what: string,
): readonly JsonMember[] {
  if (value === undefined) return [];
  if (value.kind === 'object') return value.members;
  wrong(reader, value.at, `${what} has to be an object in braces.`);
  return [];
}

function elementsOf(reader: Reader, value: JsonValue, what: string): readonly JsonValue[] {
  if (value.kind === 'array') return value.elements;
  wrong(reader, value.at, `${what} has to be a list in brackets.`);
  return [];
}

function textOf(reader: Reader, value: JsonValue, what: string): string | undefined {
  if (value.kind === 'string' && value.text !== '') return value.text;
  wrong(reader, value.at, `${what} has to be text in double quotes.`);
  return undefined;
}

function wrong(
  reader: Reader,
  at: TextSpan,
  message: string,
  severity: WorkspaceFileProblem['severity'] = 'error',
): void {
  reader.problems.push(problem(at, message, severity));
}

function problem(
  at: TextSpan,
  message: string,
  severity: WorkspaceFileProblem['severity'] = 'error',
): WorkspaceFileProblem {
  return { id: 'workspace-file', severity, message: `${workspaceFileName}: ${message}`, at };
}
