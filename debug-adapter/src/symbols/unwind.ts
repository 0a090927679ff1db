// SPDX-License-Identifier: MIT
// Walks an AArch64 stack: by call frame information where a function has some,
// else along the frame records that x29 leads to (AAPCS64, 6.4.6).
import { ByteReader } from './byte-reader.js';
import { frameRowAt } from './call-frames.js';
import type { CommonFrame } from './frame-description.js';
import type { DebugInfo } from './debug-info.js';
import { evaluateNumber, type ExpressionFrame } from './expressions.js';
import type { FrameRow, RegisterRule } from './frame-instructions.js';

/** DWARF register numbers of AArch64: x0 to x30 are 0 to 30. */
export const FRAME_POINTER = 29;
export const LINK_REGISTER = 30;
export const STACK_POINTER = 31;
export const PROGRAM_COUNTER = 32;

export type RegisterValues = ReadonlyMap<number, bigint>;

export type ReadMemory = (address: bigint, length: number) => Promise<Uint8Array | undefined>;

export interface UnwoundFrame {
  readonly pc: bigint;
  /** An address inside the call, where pc is the one behind it. */
  readonly lookupPc: bigint;
  /** Those that are known in this frame, by DWARF number. */
  readonly registers: RegisterValues;
  readonly canonicalFrameAddress: bigint | undefined;
}

export interface UnwindRequest {
  readonly info: DebugInfo;
  readonly registers: RegisterValues;
  readonly memory: ReadMemory;
  /** Most frames to find. */
  readonly limit: number;
}

/** The frames from the innermost outward; at least one when the pc is known. */
export async function unwind(request: UnwindRequest): Promise<readonly UnwoundFrame[]> {
  const frames: UnwoundFrame[] = [];
  let registers: RegisterValues | undefined = request.registers;
  // Behind a call, the return address may already be another line or function.
  let afterCall = false;
  while (registers && frames.length < request.limit) {
    const pc = registers.get(PROGRAM_COUNTER);
    if (pc === undefined) break;
    const lookupPc = afterCall ? pc - 1n : pc;
    if (frames.length > 0 && !isCode(request.info, lookupPc)) break;
    const step = await stepOut(request, registers, lookupPc);
    const canonicalFrameAddress = step?.canonicalFrameAddress;
    frames.push({ pc, lookupPc, registers, canonicalFrameAddress });
    const stuck = step && frames.some((frame, index) => index > 0 && sameFrame(frame, step.caller));
    registers = stuck ? undefined : step?.caller;
    afterCall = !step?.signalFrame;
  }
  return frames;
}

interface Step {
  readonly caller: RegisterValues | undefined;
  readonly canonicalFrameAddress: bigint | undefined;
  readonly signalFrame: boolean;
}

async function stepOut(
  request: UnwindRequest,
  registers: RegisterValues,
  lookupPc: bigint,
): Promise<Step | undefined> {
  const described = frameRowAt(request.info.frames, lookupPc);
  if (!described) return await followFrameRecord(request, registers);
  return await applyRow(request, registers, described);
}

async function applyRow(
  { memory }: UnwindRequest,
  registers: RegisterValues,
  { row, common }: { readonly row: FrameRow; readonly common: CommonFrame },
): Promise<Step | undefined> {
  const frame = expressionFrame(registers, memory);
  const cfa = await canonicalFrameAddress(row, registers, frame);
  if (cfa === undefined) return undefined;
  const caller = survivors(registers);
  caller.set(STACK_POINTER, cfa);
  const known = { cfa, registers, memory, frame };
  for (const [number, rule] of row.registers) {
    const value = await applyRule(rule, number, known);
    if (value === undefined) caller.delete(number);
    else caller.set(number, value);
  }
  const returnRule = row.registers.get(common.returnRegister);
  const returnAddress = returnRule
    ? caller.get(common.returnRegister)
    : registers.get(common.returnRegister);
  if (returnAddress === undefined || returnAddress === 0n)
    return { caller: undefined, canonicalFrameAddress: cfa, signalFrame: false };
  caller.set(PROGRAM_COUNTER, returnAddress);
  return { caller, canonicalFrameAddress: cfa, signalFrame: common.signalFrame };
}

async function canonicalFrameAddress(
  { cfa }: FrameRow,
  registers: RegisterValues,
  frame: ExpressionFrame,
): Promise<bigint | undefined> {
  if (!cfa) return undefined;
  if (cfa.kind === 'expression') return await evaluateNumber(cfa.bytes, frame);
  const base = registers.get(cfa.register);
  return base === undefined ? undefined : BigInt.asUintN(64, base + cfa.offset);
}

interface Known {
  readonly cfa: bigint;
  readonly registers: RegisterValues;
  readonly memory: ReadMemory;
  readonly frame: ExpressionFrame;
}

async function applyRule(
  rule: RegisterRule,
  number: number,
  { cfa, registers, memory, frame }: Known,
): Promise<bigint | undefined> {
  switch (rule.kind) {
    case 'same':
      return registers.get(number);
    case 'undefined':
      return undefined;
    case 'offset':
      return await readWord(memory, cfa + rule.offset);
    case 'value-offset':
      return BigInt.asUintN(64, cfa + rule.offset);
    case 'register':
      return registers.get(rule.register);
    case 'expression': {
      const address = await evaluateNumber(rule.bytes, frame, [cfa]);
      return address === undefined ? undefined : await readWord(memory, address);
    }
    case 'value-expression':
      return await evaluateNumber(rule.bytes, frame, [cfa]);
  }
}

/** A frame record is the caller's x29, then the return address. */
async function followFrameRecord(
  { memory }: UnwindRequest,
  registers: RegisterValues,
): Promise<Step | undefined> {
  const record = registers.get(FRAME_POINTER);
  if (record === undefined || record === 0n || record % 8n !== 0n) return undefined;
  const framePointer = await readWord(memory, record);
  const returnAddress = await readWord(memory, record + 8n);
  if (framePointer === undefined || !returnAddress) return undefined;
  const caller = survivors(registers);
  caller.set(FRAME_POINTER, framePointer);
  caller.set(STACK_POINTER, record + 16n);
  caller.set(PROGRAM_COUNTER, returnAddress);
  caller.set(LINK_REGISTER, returnAddress);
  return { caller, canonicalFrameAddress: undefined, signalFrame: false };
}

/** What a call leaves alone: x19 to x29; x0 to x18 are the callee's to use. */
function survivors(registers: RegisterValues): Map<number, bigint> {
  return new Map([...registers].filter(([number]) => number >= 19 && number <= FRAME_POINTER));
}

function expressionFrame(registers: RegisterValues, memory: ReadMemory): ExpressionFrame {
  return {
    register: (number) => registers.get(number),
    memory,
    canonicalFrameAddress: undefined,
    frameBase: undefined,
    indexedAddress: () => undefined,
  };
}

async function readWord(memory: ReadMemory, address: bigint): Promise<bigint | undefined> {
  const bytes = await memory(BigInt.asUintN(64, address), 8);
  return bytes?.length === 8 ? new ByteReader(bytes).u64() : undefined;
}

function isCode({ elf }: DebugInfo, address: bigint): boolean {
  return elf.sections.some(
    (section) =>
      (section.flags & 4n) !== 0n &&
      address >= section.address &&
      address < section.address + section.size,
  );
}

function sameFrame(frame: UnwoundFrame, registers: RegisterValues | undefined): boolean {
  return (
    registers?.get(PROGRAM_COUNTER) === frame.pc &&
    registers.get(STACK_POINTER) === frame.registers.get(STACK_POINTER)
  );
}
