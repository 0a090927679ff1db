// SPDX-License-Identifier: MIT
// Steps by source lines: over calls, into calls, out of functions, and between
// a guest and the hypervisor that handles its exits.
import type { Expression, Stop } from '@cellblock/targets';
import { stopContext, type SymbolContext } from '../contexts/symbol-contexts.js';
import type { CpuPosition } from '../stack/cpu-position.js';
import { bodyStart } from '../symbols/body-start.js';
import { functionsAt, type FunctionCode } from '../symbols/functions.js';
import { spanAt, type LineSpan } from '../symbols/line-table.js';
import { STACK_POINTER, type UnwoundFrame } from '../symbols/unwind.js';
import { isTemporary, type RunControl, type Stopped } from './run-control.js';

export type StepKind = 'over' | 'into' | 'out' | 'instruction';

/** What a step asks about the machine. */
export interface StepView {
  position(cpu: number): Promise<CpuPosition>;
  /** The position some instructions later: cheaper, with the stack pointer as only register. */
  positionAfter(before: CpuPosition): Promise<CpuPosition>;
  contextAt(position: CpuPosition): SymbolContext | undefined;
  /** The four bytes of the instruction at an address; absent if they cannot be read. */
  instruction(position: CpuPosition): Promise<number | undefined>;
  frames(position: CpuPosition): Promise<readonly UnwoundFrame[]>;
  /** Where the guest goes on after its exit: ELR_EL2. */
  guestReturn(cpu: number): Promise<bigint | undefined>;
  /** A stop at this CPU's next published exit. */
  exitStop(cpu: number): Promise<Stop | undefined>;
}

/** How a step ended: by itself, or by something that the user set or did. */
export interface StepEnd {
  readonly kind: 'done' | 'interrupted';
  readonly stopped: Stopped;
}

/** A line that runs longer than this without an end is left to the user's pause. */
const MOST_INSTRUCTIONS = 20_000;

export class Stepper {
  constructor(
    private readonly run: RunControl,
    private readonly view: StepView,
    /** Whether the user wants the step to end where it is. */
    private readonly cancelled: () => boolean,
  ) {}

  async step(cpu: number, kind: StepKind): Promise<StepEnd> {
    const start = await this.view.position(cpu);
    if (kind === 'instruction') return await this.oneInstruction(start);
    if (kind === 'out') return await this.out(start);
    return await this.line(start, kind);
  }

  /** An instruction that exits is one instruction still: the hypervisor's part runs unseen. */
  private async oneInstruction(start: CpuPosition): Promise<StepEnd> {
    const stopped = await this.run.step(start.cpu);
    if (stopped.reason.kind !== 'step') return interrupted(stopped);
    const now = await this.view.position(start.cpu);
    if (start.level < 2 && now.level === 2) return await this.backToGuest(now);
    return done(stopped);
  }

  private async line(start: CpuPosition, kind: 'over' | 'into'): Promise<StepEnd> {
    const origin = this.placeOf(start);
    let position = start;
    for (let count = 0; ; count++) {
      const before = position;
      const moved = await this.advance(before, kind);
      if (moved.kind === 'interrupted' || count >= MOST_INSTRUCTIONS || this.cancelled())
        return moved;
      position = await this.view.positionAfter(before);
      // A change of exception level ends the step: another program's line is shown.
      if (position.level !== start.level) return moved;
      const here = this.placeOf(position);
      const entered = kind === 'into' ? await this.enteredCall(before, position) : undefined;
      if (entered) {
        if (entered.kind === 'interrupted' || entered.kind === 'done') return entered;
        position = await this.view.positionAfter(position);
        continue;
      }
      if (endsStep(origin, here, kind)) return moved;
    }
  }

  /** One instruction on; calls (when stepping over) and exits count as one. */
  private async advance(position: CpuPosition, kind: 'over' | 'into'): Promise<StepEnd> {
    if (kind === 'over' && isCall(await this.view.instruction(position))) {
      const behind = this.stopAt(position, position.pc + 4n, position.registers.get(STACK_POINTER));
      return await this.runTo(position.cpu, [behind]);
    }
    const stopped = await this.run.step(position.cpu);
    if (stopped.reason.kind !== 'step') return interrupted(stopped);
    const now = await this.view.positionAfter(position);
    if (position.level === 2 || now.level !== 2) return done(stopped);
    return kind === 'into' ? await this.intoHypervisor(now) : await this.backToGuest(now);
  }

  /** From the hypervisor's vector to where the exit is published, or back if it never is. */
  private async intoHypervisor(position: CpuPosition): Promise<StepEnd> {
    const exit = await this.view.exitStop(position.cpu);
    const stops = [...(exit ? [exit] : []), ...(await this.guestStops(position))];
    return await this.runTo(position.cpu, stops);
  }

  /** Runs until the guest goes on after its exit. */
  private async backToGuest(position: CpuPosition): Promise<StepEnd> {
    return await this.runTo(position.cpu, await this.guestStops(position));
  }

  /** The instruction that exited, for one that is tried again, and the one behind it. */
  private async guestStops({ cpu, vmid }: CpuPosition): Promise<Stop[]> {
    const address = await this.view.guestReturn(cpu);
    if (address === undefined) return [];
    return [address, address + 4n].map((at) => ({
      id: 0,
      kind: 'instruction',
      address: at,
      context: { kind: 'guest', vmid },
    }));
  }

  /**
   * After a step into a call: runs on to the function's first statement, or
   * back out when it has no lines. Nothing when no call was entered.
   */
  private async enteredCall(
    before: CpuPosition,
    now: CpuPosition,
  ): Promise<StepEnd | { readonly kind: 'returned' } | undefined> {
    if (!isCall(await this.view.instruction(before)) || now.pc === before.pc + 4n) return undefined;
    const body = this.bodyOf(now);
    const target = body ?? before.pc + 4n;
    if (body === now.pc) return undefined;
    const stack = body === undefined ? before.registers.get(STACK_POINTER) : undefined;
    const end = await this.runTo(now.cpu, [this.stopAt(now, target, stack)]);
    if (end.kind === 'interrupted' || body !== undefined) return end;
    return { kind: 'returned' };
  }

  private bodyOf(position: CpuPosition): bigint | undefined {
    const info = this.view.contextAt(position)?.info;
    const [code] = info ? functionsAt(info.functions, position.pc) : [];
    return info && code ? bodyStart(info.lines, code) : undefined;
  }

  private async out(start: CpuPosition): Promise<StepEnd> {
    const [frame, caller] = await this.view.frames(start);
    const chain = this.placeOf(start).chain;
    if (chain.length > 1) return await this.outOfInlined(start, chain.length);
    if (!frame || !caller) {
      return start.level === 2 ? await this.backToGuest(start) : await this.oneInstruction(start);
    }
    const stack = frame.canonicalFrameAddress;
    const behind = this.stopAt(start, caller.pc, stack);
    const ways = start.level === 2 ? await this.guestStops(start) : [];
    return await this.runTo(start.cpu, [behind, ...ways]);
  }

  private async outOfInlined(start: CpuPosition, depth: number): Promise<StepEnd> {
    let position = start;
    for (let count = 0; ; count++) {
      const moved = await this.advance(position, 'over');
      if (moved.kind === 'interrupted' || count >= MOST_INSTRUCTIONS || this.cancelled())
        return moved;
      position = await this.view.positionAfter(position);
      if (position.level !== start.level || this.placeOf(position).chain.length < depth)
        return moved;
    }
  }

  private placeOf(position: CpuPosition): Place {
    const info = this.view.contextAt(position)?.info;
    const span = info ? spanAt(info.lines, position.pc) : undefined;
    const chain = info ? functionsAt(info.functions, position.pc) : [];
    return { span, chain, pc: position.pc };
  }

  private stopAt(position: CpuPosition, address: bigint, stack: bigint | undefined): Stop {
    const context = this.view.contextAt(position);
    return {
      id: 0,
      kind: 'instruction',
      address,
      context: context
        ? stopContext(context)
        : position.level === 2
          ? { kind: 'hypervisor' }
          : { kind: 'guest', vmid: position.vmid },
      // Hypervisor code runs on every CPU, and functions call themselves: the stack tells.
      ...(stack === undefined ? {} : { condition: stackIs(stack) }),
    };
  }

  /** Runs to one of `stops` on this CPU; others run the same code and go on. */
  private async runTo(cpu: number, stops: readonly Stop[]): Promise<StepEnd> {
    for (;;) {
      const stopped = await this.run.runTo(stops);
      if (!isTemporary(stopped)) return interrupted(stopped);
      if (stopped.cpu === cpu || this.cancelled()) return done(stopped);
    }
  }
}

interface Place {
  readonly span: LineSpan | undefined;
  /** The function, then the inlined calls around the address. */
  readonly chain: readonly FunctionCode[];
  readonly pc: bigint;
}

/** A new line at the start of one of its statements, not inside of an inlined call when stepping over. */
function endsStep(origin: Place, here: Place, kind: 'over' | 'into'): boolean {
  const { span } = here;
  // Without lines, an instruction is a line.
  if (!origin.span) return true;
  if (!span || span.line === 0) return here.chain[0] !== origin.chain[0] && !span;
  const sameFunction = here.chain[0] === origin.chain[0];
  if (kind === 'over' && sameFunction && isInside(origin.chain, here.chain)) return false;
  // Coming back to a caller in the middle of its line shows where one is.
  if (!sameFunction) return true;
  const sameLine = span.line === origin.span.line && span.path === origin.span.path;
  return !sameLine && span.isStatement && span.start === here.pc;
}

/** Whether `inner` is an inlined call further inside than `outer`. */
function isInside(outer: readonly FunctionCode[], inner: readonly FunctionCode[]): boolean {
  return inner.length > outer.length && outer.every((code, depth) => inner[depth] === code);
}

/** BL, BLR and its pointer-authenticating forms (Arm ARM C4.1.66). */
function isCall(instruction: number | undefined): boolean {
  if (instruction === undefined) return false;
  const direct = (instruction & 0xfc000000) >>> 0 === 0x94000000;
  const byRegister = (instruction & 0xfefff000) >>> 0 === 0xd63f0000;
  return direct || byRegister;
}

function stackIs(value: bigint): Expression {
  const left: Expression = { kind: 'register', name: 'sp' };
  return { kind: 'binary', operator: '==', left, right: { kind: 'constant', value } };
}

function done(stopped: Stopped): StepEnd {
  return { kind: 'done', stopped };
}

function interrupted(stopped: Stopped): StepEnd {
  return { kind: 'interrupted', stopped };
}
