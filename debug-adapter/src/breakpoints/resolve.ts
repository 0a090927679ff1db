// SPDX-License-Identifier: MIT
// Source lines and function names to addresses, in every program that has them.
import { findSymbol } from '@cellblock/engine/elf';
import type { SourcePaths } from '../contexts/source-paths.js';
import type { SymbolContext } from '../contexts/symbol-contexts.js';
import { bodyStart } from '../symbols/body-start.js';
import type { DebugInfo } from '../symbols/debug-info.js';
import { functionsAt, type FunctionCode } from '../symbols/functions.js';
import { spanAt, statementsOfLine, type LineSpan } from '../symbols/line-table.js';

/** One address of one program that a breakpoint stands for. */
export interface BreakpointPlace {
  readonly context: SymbolContext;
  readonly address: bigint;
  /** The line that is really there; absent for code without lines. */
  readonly line?: number;
  readonly path?: string;
}

export function resolveLine(
  contexts: readonly SymbolContext[],
  sources: SourcePaths,
  path: string,
  line: number,
): BreakpointPlace[] {
  const places = contexts.flatMap((context) =>
    [...context.info.lines.byPath.keys()]
      .filter((recorded) => sources.isSame(recorded, path))
      .flatMap((recorded) => placesInContext(context, recorded, line)),
  );
  // A header's line may be code in one program and moved to another line in the next.
  const nearest = Math.min(...places.map((place) => place.line ?? Infinity));
  return places.filter((place) => place.line === nearest || place.line === undefined);
}

/** Whether any program was compiled from this file. */
export function isSourceKnown(
  contexts: readonly SymbolContext[],
  sources: SourcePaths,
  path: string,
): boolean {
  return contexts.some(({ info }) =>
    [...info.lines.byPath.keys()].some((recorded) => sources.isSame(recorded, path)),
  );
}

export function resolveFunction(
  contexts: readonly SymbolContext[],
  name: string,
): BreakpointPlace[] {
  return contexts.flatMap((context) => {
    const { info } = context;
    const functions = info.functions.filter((code) => code.name === name);
    const starts = functions.flatMap(
      (code) => bodyStart(info.lines, code) ?? code.ranges[0]?.start ?? [],
    );
    // Assembly has symbols where it has no functions.
    const symbol = starts.length === 0 ? findSymbol(info.elf, name) : undefined;
    const addresses = symbol ? [symbol.address] : starts;
    return addresses.map((address) => placeAt(context, address));
  });
}

/** A loop's line begins at several addresses; the first of each function or inlined call stands. */
function placesInContext(context: SymbolContext, path: string, line: number): BreakpointPlace[] {
  const { info } = context;
  const first = new Map<FunctionCode | undefined, LineSpan>();
  for (const span of statementsOfLine(info.lines, path, line)) {
    const innermost = functionsAt(info.functions, span.start).at(-1);
    const known = first.get(innermost);
    if (!known || span.start < known.start) first.set(innermost, span);
  }
  return [...first].map(([code, span]) => placeAt(context, behindPrologue(info, code, span.start)));
}

/** Before the prologue's end a function's parameters are not where debug information says. */
function behindPrologue(info: DebugInfo, code: FunctionCode | undefined, start: bigint): bigint {
  if (!code || code.call || code.ranges[0]?.start !== start) return start;
  return bodyStart(info.lines, code) ?? start;
}

function placeAt(context: SymbolContext, address: bigint): BreakpointPlace {
  const span = spanAt(context.info.lines, address);
  return span && span.line > 0
    ? { context, address, line: span.line, path: span.path }
    : { context, address };
}
