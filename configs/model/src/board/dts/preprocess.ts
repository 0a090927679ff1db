// SPDX-License-Identifier: MIT
// The part of the C preprocessor that device tree sources need: #include,
// /include/, #define, #undef and the conditionals. Comments go, line numbers
// stay: every line of the result knows where it comes from.
import { damaged, leftOut } from '../board-problem.js';
import type { BoardProblem } from '../board-problem.js';
import { evaluate } from './integer-expression.js';
import { expandMacros } from './macros.js';
import type { Macros } from './macros.js';
import { bindingMacros } from './binding-macros.js';

/** Reads the text of an included file; undefined if there is none. */
export type ReadInclude = (path: string, from: string) => IncludedFile | undefined;

export interface IncludedFile {
  readonly path: string;
  readonly text: string;
}

export interface SourceLine {
  readonly text: string;
  readonly line: number;
}

/** So much text is enough for any board; more is an #include gone wrong. */
const largestText = 16 << 20;
const deepestInclude = 64;

/** In lines. */
const longestCall = 64;

export interface Preprocessed {
  readonly lines: readonly SourceLine[];
  readonly problems: readonly BoardProblem[];
  /** Every file that was looked for, whether it was found or not. */
  readonly included: readonly string[];
}

interface State {
  readonly macros: Macros;
  readonly lines: SourceLine[];
  readonly problems: BoardProblem[];
  readonly included: Set<string>;
  readonly missing: Set<string>;
  readonly readInclude: ReadInclude;
  size: number;
}

export function preprocess(text: string, path: string, readInclude: ReadInclude): Preprocessed {
  const state: State = {
    macros: new Map(bindingMacros),
    lines: [],
    problems: [],
    included: new Set(),
    missing: new Set(),
    readInclude,
    size: 0,
  };
  readFile(state, { path, text }, 0, undefined);
  if (state.missing.size > 0) {
    const names = [...state.missing].slice(0, 5).join(', ');
    state.problems.push(
      leftOut(`Included files were not found and what they say is missing: ${names}.`),
    );
  }
  return { lines: state.lines, problems: state.problems, included: [...state.included] };
}

/** Whether a branch is read, and whether one of its #if was. */
interface Branch {
  readonly isOuterRead: boolean;
  wasTaken: boolean;
  isRead: boolean;
}

function readFile(
  state: State,
  file: IncludedFile,
  depth: number,
  includedAt: number | undefined,
): void {
  state.size += file.text.length;
  if (depth > deepestInclude || state.size > largestText) {
    if (state.problems.length < 8) state.problems.push(damaged('It includes too much, or itself.'));
    return;
  }
  const branches: Branch[] = [];
  const rows = withoutComments(file.text).split('\n');
  for (let row = 0; row < rows.length; row++) {
    let text = rows[row] ?? '';
    const line = includedAt ?? row + 1;
    while (text.endsWith('\\') && row + 1 < rows.length)
      text = text.slice(0, -1) + (rows[++row] ?? '');
    const isRead = branches.at(-1)?.isRead ?? true;
    const directive =
      /^\s*#\s*(include|define|undef|ifdef|ifndef|if|elif|else|endif|pragma|error|warning|line)\b(.*)$/.exec(
        text,
      );
    if (directive?.[1] !== undefined) {
      const rest = (directive[2] ?? '').trim();
      if (/^(if|el|endif)/.test(directive[1])) branch(state, branches, directive[1], rest);
      else if (isRead) obey(state, directive[1], rest, { file, depth, line });
      continue;
    }
    if (!isRead) continue;
    // The arguments of a macro may go on in the lines below.
    for (let more = 0; more < longestCall && isOpen(text) && row + 1 < rows.length; more++) {
      text += ` ${rows[++row] ?? ''}`;
    }
    const include = /^\s*\/include\/\s*"([^"]*)"\s*;?(.*)$/.exec(text);
    if (include?.[1] !== undefined) {
      includeFile(state, include[1], { file, depth, line });
      text = include[2] ?? '';
    }
    if (text.trim() !== '') state.lines.push({ text: expandMacros(text, state.macros), line });
  }
}

/** Whether a parenthesis is open at the end; only expressions have any. */
function isOpen(text: string): boolean {
  const plain = text.replace(/"(?:[^"\\]|\\.)*"/g, '');
  return plain.split('(').length > plain.split(')').length;
}

interface Where {
  readonly file: IncludedFile;
  readonly depth: number;
  readonly line: number;
}

function obey(state: State, directive: string, rest: string, where: Where): void {
  if (directive === 'include') {
    const name = /^["<]([^">]+)[">]/.exec(expandMacros(rest, state.macros))?.[1];
    if (name !== undefined) includeFile(state, name, where);
  } else if (directive === 'undef') {
    state.macros.delete(rest);
  } else if (directive === 'define') {
    const found = /^([A-Za-z_]\w*)(\(([^)]*)\))?\s*(.*)$/.exec(rest);
    if (found?.[1] === undefined) return;
    const parameters = found[2] === undefined ? undefined : (found[3] ?? '').split(',');
    state.macros.set(found[1], {
      ...(parameters && { parameters: parameters.map((name) => name.trim()).filter(Boolean) }),
      body: found[4] ?? '',
    });
  }
}

function includeFile(state: State, name: string, { file, depth, line }: Where): void {
  const found = state.readInclude(name, file.path);
  state.included.add(found?.path ?? name);
  if (found !== undefined) readFile(state, found, depth + 1, line);
  // The bindings' headers define only names, and names that matter are known.
  else if (!/^dt-bindings\/|event-codes\.h$/.test(name)) state.missing.add(name);
}

function branch(state: State, branches: Branch[], directive: string, rest: string): void {
  const open = branches.at(-1);
  if (directive === 'endif') {
    branches.pop();
  } else if (directive === 'else' || directive === 'elif') {
    if (open === undefined) return;
    const holds = directive === 'else' || isTrue(state, rest);
    open.isRead = open.isOuterRead && !open.wasTaken && holds;
    open.wasTaken ||= holds;
  } else {
    const isOuterRead = open?.isRead ?? true;
    const isDefined = state.macros.has(rest);
    const holds =
      directive === 'ifdef' ? isDefined : directive === 'ifndef' ? !isDefined : isTrue(state, rest);
    branches.push({ isOuterRead, wasTaken: holds, isRead: isOuterRead && holds });
  }
}

function isTrue(state: State, condition: string): boolean {
  const answered = condition.replace(
    /\bdefined\s*(?:\(\s*(\w+)\s*\)|(\w+))/g,
    (_all, inside: string | undefined, plain: string | undefined) =>
      state.macros.has(inside ?? plain ?? '') ? '1' : '0',
  );
  return (evaluate(expandMacros(answered, state.macros))?.value ?? 0n) !== 0n;
}

/** Comments become spaces; their line ends stay. */
function withoutComments(text: string): string {
  const pattern = /"(?:[^"\\\n]|\\.)*"|\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*/g;
  return text.replace(/\r\n/g, '\n').replace(pattern, (found) => {
    if (found.startsWith('"')) return found;
    return found.startsWith('//') ? '' : ` ${found.replace(/[^\n]/g, '')}`;
  });
}
