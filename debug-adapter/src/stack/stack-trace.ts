// SPDX-License-Identifier: MIT
// A CPU's stack: at EL1 the guest's frames; in the hypervisor its frames, a
// label that says which exit it handles, then the guest's own frames.
import type { MemorySpace, Target } from '@cellblock/targets';
import type { SymbolContext, SymbolContexts } from '../contexts/symbol-contexts.js';
import { exitInProgress, type ExitInProgress, type ExitQuestion } from './exit-in-progress.js';
import { NO_DEBUG_INFO, sourceFrames } from '../symbols/debug-info.js';
import type { FunctionCode } from '../symbols/functions.js';
import {
  PROGRAM_COUNTER,
  STACK_POINTER,
  unwind,
  type ReadMemory,
  type RegisterValues,
  type UnwoundFrame,
} from '../symbols/unwind.js';

export type StackFrame = CodeFrame | LabelFrame;

export interface CodeFrame {
  readonly kind: 'code';
  readonly name: string;
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly context: SymbolContext | undefined;
  readonly code: FunctionCode | undefined;
  readonly physical: UnwoundFrame;
  readonly space: MemorySpace;
  readonly cpu: number;
  /** The innermost frame of its stack at a stop: the CPU stands there. */
  readonly isTop: boolean;
}

interface LabelFrame {
  readonly kind: 'label';
  readonly name: string;
}

export interface StackRequest extends ExitQuestion {
  readonly contexts: SymbolContexts;
}

/** Where the hypervisor's vectors save a guest's registers; they clear x29 once that is done. */
const VECTORS = 'hypervisor_vectors';
const FRAME_POINTER = 29;

const MOST_FRAMES = 64;
const REGISTER_BYTES = 8;
const SAVED_REGISTERS = 31;

export async function stackTrace(request: StackRequest): Promise<readonly StackFrame[]> {
  const { contexts, position } = request;
  const { cpu, level, registers } = position;
  if (level !== 2) {
    const space: MemorySpace = { kind: 'guest', cpu };
    return await codeFrames(request, contexts.ofCell(position.cell?.id), registers, space);
  }
  const current: MemorySpace = { kind: 'current', cpu };
  const frames: StackFrame[] = await codeFrames(request, contexts.hypervisor, registers, current);
  const exit = await exitInProgress(request);
  if (!exit) return frames;
  frames.push({ kind: 'label', name: exit.label });
  const isEntering = frames[0]?.name === VECTORS && registers.get(FRAME_POINTER) !== 0n;
  const left = isEntering ? registers : await savedRegisters(request, exit);
  if (!left) return frames;
  const guest: MemorySpace = { kind: 'guest', cpu };
  const interrupted = new Map(left).set(PROGRAM_COUNTER, exit.pc);
  if (exit.stack !== undefined) interrupted.set(STACK_POINTER, exit.stack);
  return [
    ...frames,
    ...(await codeFrames(request, contexts.ofCell(exit.cellId), interrupted, guest)),
  ];
}

/** The guest's registers at its exit, as the hypervisor's entry code saved them. */
async function savedRegisters(
  { target, position: { cpu } }: StackRequest,
  { registers: address }: ExitInProgress,
): Promise<RegisterValues | undefined> {
  const memory = memoryReader(target, { kind: 'current', cpu });
  const bytes = await memory(address, SAVED_REGISTERS * REGISTER_BYTES);
  if (!bytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const registers = new Map<number, bigint>();
  for (let number = 0; number < SAVED_REGISTERS; number++)
    registers.set(number, view.getBigUint64(number * REGISTER_BYTES, true));
  return registers;
}

/** Memory of a space; what cannot be read is absent, not an error. */
export function memoryReader(target: Target, space: MemorySpace): ReadMemory {
  return (address, length) => target.readMemory(space, address, length).catch(() => undefined);
}

async function codeFrames(
  { target, position }: StackRequest,
  context: SymbolContext | undefined,
  registers: RegisterValues,
  space: MemorySpace,
): Promise<CodeFrame[]> {
  const info = context?.info ?? NO_DEBUG_INFO;
  const memory = memoryReader(target, space);
  const physical = await unwind({ info, registers, memory, limit: MOST_FRAMES });
  const { cpu } = position;
  return physical.flatMap((frame, depth) =>
    sourceFrames(info, frame.lookupPc).map((source, inlined): CodeFrame => {
      const isTop = depth === 0 && inlined === 0;
      const place = { path: source.path, line: source.line, column: source.column };
      const about = { context, code: source.code, physical: frame, space, cpu, isTop };
      return { kind: 'code', name: source.name, ...place, ...about };
    }),
  );
}
