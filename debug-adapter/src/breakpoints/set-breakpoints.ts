// SPDX-License-Identifier: MIT
// Breakpoints as the client asks for them, and what became of each.
import type { Debuggee } from '../debuggee.js';
import type { BreakpointOptions, UserBreakpoint } from './breakpoint-table.js';
import { contextOf } from '../disassembly/disassemble.js';
import { parseReference } from '../variables/read-memory.js';
import { optionsProblem } from './admit.js';
import { isSourceKnown, resolveFunction, resolveLine, type BreakpointPlace } from './resolve.js';

export interface WantedLine extends BreakpointOptions {
  readonly line: number;
}

export interface WantedFunction extends BreakpointOptions {
  readonly name: string;
}

/** What the client shows about a breakpoint. */
export interface BreakpointState {
  readonly id: number;
  readonly verified: boolean;
  readonly line?: number;
  readonly message?: string;
  /** Local path, when the breakpoint landed in a file that is here. */
  readonly path?: string;
}

export async function setLineBreakpoints(
  debuggee: Debuggee,
  path: string,
  wanted: readonly WantedLine[],
): Promise<readonly BreakpointState[]> {
  const { contexts, sources } = debuggee.parts;
  const resolved = wanted.map((one) => {
    const places = resolveLine(contexts.all, sources, path, one.line);
    const missing = isSourceKnown(contexts.all, sources, path)
      ? `No code stands for line ${one.line} or any line behind it.`
      : 'Neither the inmate, the hypervisor nor the root cell was compiled from this file.';
    return { options: one, places, problem: problemOf(one, places, missing) };
  });
  return await set(debuggee, `source ${path}`, resolved);
}

export async function setFunctionBreakpoints(
  debuggee: Debuggee,
  wanted: readonly WantedFunction[],
): Promise<readonly BreakpointState[]> {
  const resolved = wanted.map((one) => {
    const places = resolveFunction(debuggee.parts.contexts.all, one.name);
    const missing = `No function is called "${one.name}".`;
    return { options: one, places, problem: problemOf(one, places, missing) };
  });
  return await set(debuggee, 'functions', resolved);
}

export interface WantedInstruction extends BreakpointOptions {
  /** A memory reference, as stack frames and disassembly have them. */
  readonly instructionReference: string;
  /** Bytes. */
  readonly offset?: number;
}

export async function setInstructionBreakpoints(
  debuggee: Debuggee,
  wanted: readonly WantedInstruction[],
): Promise<readonly BreakpointState[]> {
  const resolved = await Promise.all(
    wanted.map(async (one) => {
      const place = parseReference(one.instructionReference);
      const space = place && 'cpu' in place.space ? place.space : undefined;
      const context = space && (await contextOf(debuggee, space));
      const address = (place?.address ?? 0n) + BigInt(one.offset ?? 0);
      const places = context ? [{ context, address }] : [];
      const missing = 'The address belongs to no program of this session.';
      return { options: one, places, problem: problemOf(one, places, missing) };
    }),
  );
  return await set(debuggee, 'instructions', resolved);
}

function problemOf(
  options: BreakpointOptions,
  places: readonly BreakpointPlace[],
  missing: string,
): string | undefined {
  return optionsProblem(options) ?? (places.length === 0 ? missing : undefined);
}

async function set(
  debuggee: Debuggee,
  group: string,
  wanted: Parameters<Debuggee['breakpoints']['replace']>[1],
): Promise<readonly BreakpointState[]> {
  const placed = wanted.map((one) => ({
    options: optionsOf(one.options),
    places: one.problem === undefined ? one.places : [],
    problem: one.problem,
  }));
  const breakpoints = debuggee.breakpoints.replace(group, placed);
  await debuggee.applyStops();
  return breakpoints.map((one) => stateOf(debuggee, one));
}

function optionsOf({ condition, hitCondition, logMessage }: BreakpointOptions): BreakpointOptions {
  return {
    ...(condition ? { condition } : {}),
    ...(hitCondition ? { hitCondition } : {}),
    ...(logMessage ? { logMessage } : {}),
  };
}

function stateOf(debuggee: Debuggee, { id, places, problem }: UserBreakpoint): BreakpointState {
  const [place] = places;
  const local = place?.path === undefined ? undefined : debuggee.parts.sources.toLocal(place.path);
  return {
    id,
    verified: problem === undefined,
    ...(place?.line === undefined ? {} : { line: place.line }),
    ...(problem === undefined ? {} : { message: problem }),
    ...(local?.path === undefined ? {} : { path: local.path }),
  };
}
