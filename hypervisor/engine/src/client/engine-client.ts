// SPDX-License-Identifier: MIT
// What a client of the host can ask of a live system: the verbs of a cell's
// life, its consoles and the debug block. Types only, plain data throughout.
import type { Disposable, Target } from '@cellblock/targets';

/** States of a cell, as in Jailhouse's ABI. */
export type CellState = 'running' | 'running/locked' | 'shut down' | 'failed' | 'comm ABI mismatch';

export interface CellInformation {
  readonly id: number;
  readonly name: string;
  readonly state: CellState;
  readonly cpus: readonly number[];
  /** CPUs of the cell that are parked after a violation. */
  readonly failedCpus: readonly number[];
  readonly vmid: number;
  /** VTTBR_EL2 with which the cell's stage 2 can be walked. */
  readonly vttbr: bigint;
  /** Physical address of the cell's descriptor. */
  readonly configAddress: bigint;
}

/** The last exit of a CPU, from the debug block. */
export interface ExitRecord {
  readonly cpu: number;
  readonly sequence: bigint;
  readonly reason: ExitReason;
  readonly cellId: number;
  readonly write: boolean;
  readonly fetch: boolean;
  /** Bytes accessed; absent where the syndrome does not tell. */
  readonly size?: number;
  readonly pc: bigint;
  readonly syndrome: bigint;
  /** Guest-physical address, or the number of the hypercall or PSCI function. */
  readonly address: bigint;
  readonly value: bigint;
  /** Virtual address at EL2 of the guest's saved x0..x30. */
  readonly registers: bigint;
}

export type ExitReason =
  | 'none'
  | 'mmio'
  | 'management'
  | 'hypercall'
  | 'maintenance'
  | 'virtual-interrupt'
  | 'virtual-sgi'
  | 'psci'
  | 'smccc'
  | 'violation';

/** Where one CPU stands, from the debug block. */
export interface CpuInformation {
  readonly cpu: number;
  readonly cellId?: number;
  readonly state: 'guest' | 'hypervisor' | 'off' | 'parked' | 'stopped';
  readonly lastExit: ExitRecord;
}

/** Why the hypervisor refused the last request, from the debug block. */
export interface Refusal {
  readonly reason: string; // e.g. 'REFUSAL_REGION_OWNED'
  readonly errno: string; // e.g. 'EBUSY'
  readonly index?: number;
  readonly first?: { readonly start: bigint; readonly size: bigint };
  readonly second?: { readonly start: bigint; readonly size: bigint };
}

/** Images that a machine is built from; paths on the host's machine. */
export interface SystemImages {
  readonly steward: string;
  readonly hypervisor: string;
  /** With DWARF and the debug_block symbol. */
  readonly hypervisorElf: string;
}

/** A live system: the engine of one host process, seen from any process. */
export interface EngineClient {
  /** The machine under the system. */
  readonly target: Target;
  /**
   * Builds the machine for this system configuration (a .cell image), boots
   * the steward and waits until it takes commands.
   */
  boot(request: { readonly system: Uint8Array; readonly images: SystemImages }): Promise<void>;
  enable(): Promise<void>;
  disable(): Promise<void>;
  /** Creates the cell of this .cell image and gives its id. */
  createCell(cell: Uint8Array): Promise<number>;
  /** Loads images into the cell's loadable regions. */
  loadCell(id: number, images: readonly LoadImage[]): Promise<void>;
  startCell(id: number): Promise<void>;
  shutdownCell(id: number): Promise<void>;
  destroyCell(id: number): Promise<void>;
  listCells(): Promise<readonly CellInformation[]>;
  /** Exits by name since the CPU joined its cell. */
  cpuStatistics(cpu: number): Promise<Readonly<Record<string, number>>>;
  cpuInformation(): Promise<readonly CpuInformation[]>;
  /** What the debug block says about where exits are published; for ExitStop.hook. */
  exitHook(): Promise<import('@cellblock/targets').ExitHook>;
  onConsole(listener: (output: ConsoleOutput) => void): Disposable;
  onCellsChanged(listener: (cells: readonly CellInformation[]) => void): Disposable;
  onEnded(listener: (detail: string) => void): Disposable;
  /** Ends this client; the host ends with its last one. */
  dispose(): Promise<void>;
}

export interface LoadImage {
  readonly bytes: Uint8Array;
  /** Guest-physical. */
  readonly address: bigint;
}

/**
 * Text of one console: a cell by name (its hypercall console), "hypervisor",
 * or "uart0" for everything that crossed the wire.
 */
export interface ConsoleOutput {
  readonly console: string;
  readonly cellId?: number;
  readonly bytes: Uint8Array;
}
