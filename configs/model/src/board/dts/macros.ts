// SPDX-License-Identifier: MIT
// Macros in device tree sources: names in the text, outside of strings, give
// way to their replacement.

export interface Macro {
  /** Absent: a plain name. */
  readonly parameters?: readonly string[];
  readonly body: string;
}

export type Macros = Map<string, Macro>;

/** Longer lines come of macros that grow without end. */
const longestLine = 1 << 16;
const deepest = 32;

export function expandMacros(text: string, macros: Macros): string {
  return expand(text, macros, new Set(), 0);
}

function expand(text: string, macros: Macros, hidden: ReadonlySet<string>, depth: number): string {
  if (depth > deepest || text.length > longestLine) return text;
  const pattern = /"(?:[^"\\]|\\.)*"|[A-Za-z_]\w*|\d\w*/g;
  let result = '';
  let from = 0;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const name = found[0];
    const macro = hidden.has(name) ? undefined : macros.get(name);
    if (macro === undefined) continue;
    let end = pattern.lastIndex;
    let body = macro.body;
    if (macro.parameters !== undefined) {
      const call = argumentsAt(text, end);
      if (call === undefined) continue;
      end = call.end;
      const given = call.arguments.map((each) => expand(each, macros, hidden, depth + 1));
      body = substitute(macro.parameters, given, body);
    }
    result += text.slice(from, found.index);
    result += expand(body, macros, new Set([...hidden, name]), depth + 1);
    if (result.length > longestLine) return result;
    from = pattern.lastIndex = end;
  }
  return result + text.slice(from);
}

function substitute(parameters: readonly string[], given: readonly string[], body: string): string {
  return body
    .replace(/\s*##\s*/g, '\u0000')
    .replace(/[A-Za-z_]\w*/g, (name) => {
      const index = parameters.indexOf(name);
      return index < 0 ? name : (given[index] ?? '');
    })
    .replaceAll('\u0000', '')
    .slice(0, longestLine);
}

/** The arguments of a call that starts at the next parenthesis, if one follows. */
function argumentsAt(
  text: string,
  from: number,
): { readonly arguments: readonly string[]; readonly end: number } | undefined {
  const start = /\s*\(/y;
  start.lastIndex = from;
  if (!start.test(text)) return undefined;
  const found: string[] = [];
  let depth = 1;
  let begin = start.lastIndex;
  for (let index = begin; index < text.length; index++) {
    const character = text[index];
    if (character === '(') depth++;
    else if (character === ')') depth--;
    if (depth === 0 || (depth === 1 && character === ',')) {
      found.push(text.slice(begin, index).trim());
      begin = index + 1;
    }
    if (depth === 0) return { arguments: found, end: index + 1 };
  }
  return undefined;
}
