// SPDX-License-Identifier: MIT
// The one interface of everything that can be run, stopped and looked into.
// All of it is plain data, so that it crosses a socket or a Worker.
import type { MachineDescription } from './machine-description.js';

/** Index of a CPU, from 0, in the order of the machine description. */
export type CpuId = number;

/** Exception level 0 to 3. */
export type ExceptionLevel = 0 | 1 | 2 | 3;

/**
 * Which addresses a memory access means.
 *
 * - `physical`: what the bus sees.
 * - `current`: virtual, as the CPU translates at its current exception level.
 * - `guest`: virtual at EL1&0 of the CPU, through its EL1 stage 1 (if on) and
 *   the stage 2 of its VTTBR_EL2; valid whichever level the CPU is stopped at.
 * - `stage2`: intermediate physical, through the tables of a VTTBR_EL2 value.
 */
export type MemorySpace =
  | { readonly kind: 'physical' }
  | { readonly kind: 'current'; readonly cpu: CpuId }
  | { readonly kind: 'guest'; readonly cpu: CpuId }
  | { readonly kind: 'stage2'; readonly vttbr: bigint };

/**
 * Registers by the names that gdb's aarch64 target uses: x0..x30, sp, pc, cpsr,
 * and system registers in capitals (ESR_EL2, VTTBR_EL2, ...).
 */
export type Registers = Readonly<Record<string, bigint>>;

/** Whose instruction a stop means: addresses overlap between cells. */
export type Context =
  | { readonly kind: 'hypervisor' } // EL2
  | { readonly kind: 'guest'; readonly vmid: number } // EL1&0 under this VMID
  | { readonly kind: 'any' };

/** A condition on the stopped CPU, evaluated by the target. 64-bit, unsigned. */
export type Expression =
  | { readonly kind: 'constant'; readonly value: bigint }
  | { readonly kind: 'register'; readonly name: string }
  | {
      readonly kind: 'memory';
      readonly space: 'physical' | 'current';
      readonly address: Expression;
      readonly bytes: 1 | 2 | 4 | 8;
    }
  | {
      readonly kind: 'binary';
      readonly operator:
        '==' | '!=' | '<' | '<=' | '>' | '>=' | '&' | '|' | '+' | '-' | '&&' | '||';
      readonly left: Expression;
      readonly right: Expression;
    };

interface StopCommon {
  /** Chosen by the client; comes back in the stopped event. */
  readonly id: number;
  readonly condition?: Expression;
  /** Stop at the n-th time only, from 1; the default is 1 and every time after. */
  readonly hitCount?: number;
}

export interface InstructionStop extends StopCommon {
  readonly kind: 'instruction';
  readonly address: bigint;
  readonly context: Context;
}

export interface AccessStop extends StopCommon {
  readonly kind: 'access';
  readonly access: 'read' | 'write' | 'any';
  readonly address: bigint;
  readonly length: number;
  readonly context: Context;
}

/** A cell's exit to the hypervisor, before it is handled. */
export interface ExitStop extends StopCommon {
  readonly kind: 'exit';
  /** Bit n: reason n of hypervisor/include/cellblock/debug-block.h. */
  readonly reasons: bigint;
  readonly cellId?: number;
  readonly cpu?: CpuId;
  /** Only exits whose address lies in this range. */
  readonly range?: { readonly start: bigint; readonly size: bigint };
  /**
   * Where the hypervisor publishes exits, for back ends that do not see them
   * themselves: the hook's address at EL2, and the physical addresses of the
   * mask and of the first CPU's record.
   */
  readonly hook: ExitHook;
}

export interface ExitHook {
  readonly entry: bigint;
  readonly mask: bigint;
  readonly firstCpu: bigint;
  readonly cpuStride: number;
  /** Offsets in a CPU's entry. */
  readonly offsets: { readonly reason: number; readonly cellId: number; readonly address: number };
}

export type Stop = InstructionStop | AccessStop | ExitStop;

/** A capability, or why it is missing. */
export type Capability = true | { readonly missing: string };

export interface Capabilities {
  readonly name: string;
  readonly readSystemRegisters: Capability;
  readonly writeSystemRegisters: Capability;
  readonly interruptControllerRegisters: Capability;
  readonly instructionStops: Capability;
  readonly accessStops: Capability;
  readonly exitStops: Capability;
  readonly history: Capability;
  /** Physical memory can be read and written while CPUs run. */
  readonly memoryWhileRunning: Capability;
}

export type StopReason =
  | { readonly kind: 'stop'; readonly ids: readonly number[] } // of setStops
  | { readonly kind: 'step' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'start' };

export type TargetEvent =
  | { readonly kind: 'stopped'; readonly cpu: CpuId; readonly reason: StopReason }
  | { readonly kind: 'resumed' }
  | { readonly kind: 'console'; readonly console: string; readonly bytes: Uint8Array }
  | { readonly kind: 'ended'; readonly detail: string };

export interface ConsoleDescription {
  readonly name: string;
}

export interface Consoles {
  list(): readonly ConsoleDescription[];
  write(name: string, bytes: Uint8Array): Promise<void>;
}

/** What became of each stop: set, or why not. */
export interface StopVerdict {
  readonly id: number;
  readonly set: Capability;
}

/** Ends what it stands for; more than once does no harm. */
export interface Disposable {
  dispose(): void;
}

/**
 * A machine that runs. All CPUs stop together and, unless resume names some,
 * run together. Every promise rejects with a TargetFailure only.
 */
export interface Target {
  readonly capabilities: Capabilities;
  readonly consoles: Consoles;
  /** Builds the machine; its CPUs are stopped before the first instruction. */
  start(machine: MachineDescription): Promise<void>;
  resume(cpus?: readonly CpuId[]): Promise<void>;
  /** One instruction of one CPU while the others stand; ends in a stopped event, too. */
  step(cpu: CpuId): Promise<void>;
  pause(): Promise<void>;
  cpus(): Promise<readonly CpuId[]>;
  /** All registers, or those named. */
  readRegisters(cpu: CpuId, names?: readonly string[]): Promise<Registers>;
  writeRegisters(cpu: CpuId, values: Registers): Promise<void>;
  readMemory(space: MemorySpace, address: bigint, length: number): Promise<Uint8Array>;
  writeMemory(space: MemorySpace, address: bigint, bytes: Uint8Array): Promise<void>;
  /** Replaces the whole list of stops. */
  setStops(stops: readonly Stop[]): Promise<readonly StopVerdict[]>;
  onEvent(listener: (event: TargetEvent) => void): Disposable;
  dispose(): Promise<void>;
}
