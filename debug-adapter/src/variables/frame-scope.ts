// SPDX-License-Identifier: MIT
// The variables and registers of one stack frame.
import type { MemorySpace, Target } from '@cellblock/targets';
import type { EvaluationScope } from '../evaluate/evaluate.js';
import { memoryReader, type CodeFrame } from '../stack/stack-trace.js';
import { At } from '../symbols/dwarf-numbers.js';
import { evaluateLocation, type ExpressionFrame, type Location } from '../symbols/expressions.js';
import { globalsOf, variablesAt } from '../symbols/functions.js';
import { locationExpression } from '../symbols/locations.js';
import { typeOf } from '../symbols/types.js';
import type { Attributes, Entry } from '../symbols/units.js';
import { STACK_POINTER, PROGRAM_COUNTER } from '../symbols/unwind.js';
import type { NamedValue, Place, Value } from '../symbols/values.js';

/** Parameters and variables in scope, the innermost block's first. */
export async function localVariables(
  target: Target,
  frame: CodeFrame,
): Promise<readonly NamedValue[]> {
  const { code, context } = frame;
  if (!code || !context) return [];
  const { attributes } = context.info;
  const entries = variablesAt(attributes, code, frame.physical.lookupPc);
  return await Promise.all(
    entries.map(async (entry) => ({
      name: attributes.name(entry) ?? '(unnamed)',
      value: await valueOf(target, frame, attributes, entry),
    })),
  );
}

/** Finds names as C does: blocks from the inside out, the unit's variables, then all others. */
export function evaluationScope(
  target: Target,
  frame: CodeFrame,
  hexadecimal: boolean,
): EvaluationScope {
  return {
    format: { memory: memoryReader(target, frame.space), hexadecimal },
    variable: (name) => findVariable(target, frame, name),
    register: (name) => frameRegister(target, frame, name),
  };
}

/** A register as this frame has it; system registers are the CPU's. */
export async function frameRegister(
  target: Target,
  frame: CodeFrame,
  name: string,
): Promise<bigint | undefined> {
  const number = dwarfNumber(name.toLowerCase());
  if (number !== undefined) return frame.physical.registers.get(number);
  const upper = name.toUpperCase();
  const values = await target
    .readRegisters(frame.cpu, [upper === 'CPSR' ? 'cpsr' : upper])
    .catch(() => undefined);
  return values && Object.values(values)[0];
}

function dwarfNumber(name: string): number | undefined {
  if (name === 'sp') return STACK_POINTER;
  if (name === 'pc') return PROGRAM_COUNTER;
  if (name === 'fp') return 29;
  if (name === 'lr') return 30;
  const number = /^x(\d+)$/.exec(name)?.[1];
  return number !== undefined && Number(number) <= 30 ? Number(number) : undefined;
}

async function findVariable(
  target: Target,
  frame: CodeFrame,
  name: string,
): Promise<Value | undefined> {
  const { code, context } = frame;
  if (!context) return undefined;
  const { attributes, units } = context.info;
  const called = (entry: Entry): boolean => attributes.name(entry) === name;
  const local = code && variablesAt(attributes, code, frame.physical.lookupPc).find(called);
  const own = code ? globalsOf(code.entry.unit).find(called) : undefined;
  const entry =
    local ?? own ?? definedAnywhere(attributes, units.flatMap(globalsOf).filter(called));
  return entry && (await valueOf(target, frame, attributes, entry));
}

function definedAnywhere(attributes: Attributes, entries: readonly Entry[]): Entry | undefined {
  return entries.find((entry) => !attributes.flag(entry, At.declaration)) ?? entries[0];
}

async function valueOf(
  target: Target,
  frame: CodeFrame,
  attributes: Attributes,
  entry: Entry,
): Promise<Value> {
  const type = typeOf(attributes, entry);
  const constant = constantOf(attributes, entry);
  if (constant) return { type, place: constant };
  const expression = locationExpression(attributes, entry, frame.physical.lookupPc);
  if (!expression) return { type, place: { kind: 'unavailable', why: 'optimised out' } };
  const location = await evaluateLocation(
    expression,
    expressionFrame(target, frame, attributes, entry),
  );
  return { type, place: placeOf(location, frame) };
}

/** A variable that the compiler made a number. */
function constantOf(attributes: Attributes, entry: Entry): Place | undefined {
  for (const origin of attributes.origins(entry)) {
    const value = origin.attributes.get(At.constValue);
    if (value?.kind === 'block') return { kind: 'bytes', bytes: value.bytes };
    if (value?.kind === 'number') return { kind: 'bytes', bytes: wordBytes(value.value) };
  }
  return undefined;
}

function placeOf(location: Location, frame: CodeFrame): Place {
  switch (location.kind) {
    case 'memory':
    case 'bytes':
    case 'unavailable':
      return location;
    case 'value':
      return { kind: 'bytes', bytes: wordBytes(location.value) };
    case 'register': {
      const value = frame.physical.registers.get(location.number);
      return value === undefined
        ? { kind: 'unavailable', why: 'in a register that calls may have changed' }
        : { kind: 'bytes', bytes: wordBytes(value) };
    }
  }
}

function expressionFrame(
  target: Target,
  { physical, space, code }: CodeFrame,
  attributes: Attributes,
  entry: Entry,
): ExpressionFrame {
  const memory = memoryReader(target, space);
  const base = code && functionEntry(code.entry).attributes.get(At.frameBase);
  return {
    register: (number) => physical.registers.get(number),
    memory,
    canonicalFrameAddress: physical.canonicalFrameAddress,
    frameBase: base?.kind === 'block' ? base.bytes : undefined,
    indexedAddress: (index) => attributes.indexedAddress(entry.unit, index),
  };
}

/** The function whose frame an inlined call lives in. */
function functionEntry(entry: Entry): Entry {
  let outermost = entry;
  for (let next = entry.parent; next?.parent; next = next.parent) outermost = next;
  return outermost;
}

function wordBytes(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, value), true);
  return bytes;
}

/** Physical memory and the rest, for a memory view that outlives the frame. */
export function describeSpace(space: MemorySpace): string {
  switch (space.kind) {
    case 'physical':
      return 'physical';
    case 'current':
    case 'guest':
      return `${space.kind}:${space.cpu}`;
    case 'stage2':
      return `stage2:0x${space.vttbr.toString(16)}`;
  }
}
