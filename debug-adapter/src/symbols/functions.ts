// SPDX-License-Identifier: MIT
// Functions, the calls that were inlined into them, and the variables that are
// in scope at an address.
import { contains, rangesOf, type AddressRange } from './address-ranges.js';
import { At, Tag } from './dwarf-numbers.js';
import type { Attributes, Entry, Unit } from './units.js';

/** A function's code, or that of one inlined call. */
export interface FunctionCode {
  readonly name: string;
  readonly entry: Entry;
  readonly ranges: readonly AddressRange[];
  /** For an inlined call: the line of the caller that calls. */
  readonly call?: { readonly file: number; readonly line: number };
  readonly inlined: readonly FunctionCode[];
}

export function readFunctions(attributes: Attributes, units: readonly Unit[]): FunctionCode[] {
  return units.flatMap((unit) =>
    unit.root.children.flatMap((entry) => {
      if (entry.tag !== Tag.subprogram) return [];
      const code = functionCode(attributes, entry, 0);
      return code.ranges.length > 0 ? [code] : [];
    }),
  );
}

/** The function at an address, then the inlined calls around it, outermost first. */
export function functionsAt(
  functions: readonly FunctionCode[],
  address: bigint,
): readonly FunctionCode[] {
  const chain: FunctionCode[] = [];
  let candidates = functions;
  for (;;) {
    const found = candidates.find(({ ranges }) => contains(ranges, address));
    if (!found) return chain;
    chain.push(found);
    candidates = found.inlined;
  }
}

/**
 * Parameters and variables of one function (not of those inlined into it) that
 * are in scope at an address; the innermost block's come first.
 */
export function variablesAt(
  attributes: Attributes,
  code: FunctionCode,
  address: bigint,
): readonly Entry[] {
  const blocks: Entry[] = [code.entry];
  const found: Entry[][] = [];
  for (let block = blocks.pop(); block; block = blocks.pop()) {
    found.unshift(block.children.filter(isVariable));
    for (const child of block.children) {
      if (child.tag === Tag.lexicalBlock && contains(rangesOf(attributes, child), address))
        blocks.push(child);
    }
  }
  return found.flat();
}

/** Variables outside of functions, of one unit. */
export function globalsOf(unit: Unit): readonly Entry[] {
  return unit.root.children.filter((entry) => entry.tag === Tag.variable);
}

function isVariable(entry: Entry): boolean {
  return entry.tag === Tag.variable || entry.tag === Tag.formalParameter;
}

/** Deeper nesting of inlined calls than any compiler writes is damage. */
const DEEPEST = 64;

function functionCode(attributes: Attributes, entry: Entry, depth: number): FunctionCode {
  const file = attributes.small(entry, At.callFile);
  const line = attributes.small(entry, At.callLine);
  return {
    name: attributes.name(entry) ?? '(unnamed)',
    entry,
    ranges: rangesOf(attributes, entry),
    ...(file !== undefined && line !== undefined ? { call: { file, line } } : {}),
    inlined: depth < DEEPEST ? inlinedIn(attributes, entry, depth) : [],
  };
}

function inlinedIn(attributes: Attributes, entry: Entry, depth: number): FunctionCode[] {
  const found: FunctionCode[] = [];
  const blocks = [entry];
  for (let block = blocks.pop(); block; block = blocks.pop()) {
    for (const child of block.children) {
      if (child.tag === Tag.inlinedSubroutine) {
        const code = functionCode(attributes, child, depth + 1);
        if (code.ranges.length > 0) found.push(code);
      } else if (child.tag === Tag.lexicalBlock) blocks.push(child);
    }
  }
  return found;
}
