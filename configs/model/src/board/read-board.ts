// SPDX-License-Identifier: MIT
// All files about the board of a system, made one record.
import { mergeFacts } from './board-facts.js';
import type { BoardFacts } from './board-facts.js';
import { damaged } from './board-problem.js';
import type { BoardProblem } from './board-problem.js';
import { includesBy } from './dts/include-search.js';
import { readBoardFile } from './read-board-file.js';

/** How files are read; undefined where there is none. */
export interface BoardReader {
  readonly bytesOf: (path: string) => Uint8Array | undefined;
  readonly textOf: (path: string) => string | undefined;
}

export interface NamedBoardProblem extends BoardProblem {
  /** The path that was given. */
  readonly file: string;
}

export interface BoardRead {
  readonly facts: BoardFacts;
  readonly problems: readonly NamedBoardProblem[];
  /** Files that those files include, by the paths or names by which they were asked for. */
  readonly included: readonly string[];
}

export function readBoard(paths: readonly string[], { bytesOf, textOf }: BoardReader): BoardRead {
  const facts: BoardFacts[] = [];
  const problems: NamedBoardProblem[] = [];
  const included: string[] = [];
  for (const path of paths) {
    const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    const bytes = bytesOf(path);
    if (bytes === undefined) {
      problems.push({ ...damaged('It is not there, or can not be read.'), file: path });
      continue;
    }
    const read = readBoardFile({ name, path, bytes }, includesBy(textOf));
    facts.push(read.facts);
    problems.push(...read.problems.map((problem) => ({ ...problem, file: path })));
    included.push(...read.included);
  }
  return { facts: mergeFacts(facts), problems, included };
}

/** With the file's name and line in front, for lists of problems of something else. */
export function boardProblemText({ file, line, message }: NamedBoardProblem): string {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return line === undefined ? `${name}: ${message}` : `${name}, line ${line}: ${message}`;
}
