// SPDX-License-Identifier: MIT
// Reads the debug block from memory, following the offsets and strides that
// its header tells. The other side writes at any time: nothing that is read is
// trusted to be consistent, and no content makes a reader throw.
import type { ExitHook } from '@cellblock/targets';
import type {
  CellInformation,
  CellState,
  CpuInformation,
  ExitRecord,
} from '../client/engine-client.js';
import { debugBlockUnreadable, type EngineFailure } from '../failures.js';
import { readRecord, type RecordOf } from '../memory-record.js';
import {
  CELL_STATES,
  COMM_CELL_STATE,
  CPU_STATES,
  DEBUG_BLOCK_MAGIC,
  DEBUG_BLOCK_VERSION,
  debugCell,
  debugConsoleRecord,
  debugCpuHead,
  debugExit,
  debugHeader,
  debugRefusal,
  EXIT_REASONS,
  ExitFlag,
  LAST_EXIT_OFFSET,
  NO_CELL,
  type DebugHeader,
  type DebugRefusal,
} from './layout.js';

export type ReadPhysical = (address: bigint, length: number) => Promise<Uint8Array>;

/** Everything but the console ring, as read at one moment. */
export interface DebugSnapshot {
  readonly cells: readonly CellInformation[];
  readonly cpus: readonly CpuInformation[];
  readonly refusal: DebugRefusal;
  readonly consoleHead: bigint;
}

/** Bytes of one console in the order in which they were written. */
export interface ConsolePiece {
  /** CONSOLE_HYPERVISOR or a cell's id. */
  readonly source: number;
  readonly bytes: Uint8Array;
}

/** No block is larger; a header that says so is damaged. */
const LARGEST_BLOCK = 16 * 1024 * 1024;

export class DebugBlock {
  private constructor(
    private readonly read: ReadPhysical,
    private readonly address: bigint,
    private readonly header: DebugHeader,
  ) {}

  /** The block at a physical address; a failure if there is none that can be read. */
  static async open(read: ReadPhysical, address: bigint): Promise<DebugBlock | EngineFailure> {
    const header = readRecord(debugHeader, await read(address, debugHeader.size));
    const problem = problemOf(header);
    if (problem !== undefined) return debugBlockUnreadable(problem);
    return new DebugBlock(read, address, header);
  }

  /** For the machine's CPUs and all cells in use. */
  async snapshot(cpuCount: number): Promise<DebugSnapshot> {
    const bytes = await this.read(this.address, this.header.size);
    const head = readRecord(debugHeader, bytes);
    const cpus = Array.from({ length: Math.min(cpuCount, this.header.cpu_capacity) }, (_, cpu) =>
      this.cpuAt(bytes, cpu),
    );
    return {
      cells: await this.cellsIn(bytes, cpus),
      cpus,
      refusal: readRecord(debugRefusal, bytes, this.header.refusal_offset),
      consoleHead: head.console_head,
    };
  }

  /**
   * What consoles have written since record `from`, and how many records were
   * overwritten before they could be read.
   */
  async readConsole(
    from: bigint,
    to: bigint,
  ): Promise<{ readonly pieces: readonly ConsolePiece[]; readonly lost: bigint }> {
    const capacity = BigInt(this.header.console_capacity);
    const size = debugConsoleRecord.size;
    const ring = await this.read(
      this.address + BigInt(this.header.console_offset),
      this.header.console_capacity * size,
    );
    // Whoever writes may have come round while the ring was read.
    const now = readRecord(debugHeader, await this.read(this.address, debugHeader.size));
    const oldest = now.console_head - capacity;
    const start = oldest > from ? oldest : from;
    const records: { source: number; byte: number }[] = [];
    for (let index = start; index < to; index++) {
      const record = readRecord(debugConsoleRecord, ring, Number(index % capacity) * size);
      records.push({ source: record.cell_id, byte: record.byte });
    }
    return { pieces: join(records), lost: start - from };
  }

  /** Where exits are published, for ExitStop.hook. */
  exitHook(): ExitHook {
    const { cpus_offset, cpu_stride, exit_hook } = this.header;
    const at = (name: keyof typeof debugExit.offsets): number =>
      LAST_EXIT_OFFSET + debugExit.offsets[name];
    return {
      entry: exit_hook,
      mask: this.address + BigInt(debugHeader.offsets.exit_mask),
      firstCpu: this.address + BigInt(cpus_offset),
      cpuStride: cpu_stride,
      offsets: { reason: at('reason'), cellId: at('cell_id'), address: at('address') },
    };
  }

  private async cellsIn(
    bytes: Uint8Array,
    cpus: readonly CpuInformation[],
  ): Promise<CellInformation[]> {
    const cells: CellInformation[] = [];
    for (let slot = 0; slot < this.header.cell_capacity; slot++) {
      const offset = this.header.cells_offset + slot * this.header.cell_stride;
      const cell = readRecord(debugCell, bytes, offset);
      if (cell.in_use === 0) continue;
      const cpuIds = bitsOf(cell.cpu_set);
      const parked = cpus.filter(({ state, cellId }) => state === 'parked' && cellId === cell.id);
      cells.push({
        id: cell.id,
        name: cell.name,
        state: await this.stateOf(cell),
        cpus: cpuIds,
        failedCpus: parked.map(({ cpu }) => cpu),
        vmid: cell.vmid,
        vttbr: (BigInt(cell.vmid) << 48n) | cell.stage2_root,
        configAddress: cell.config_address,
      });
    }
    return cells;
  }

  /** The cell's own word where it makes sense, else what the hypervisor set. */
  private async stateOf(cell: RecordOf<typeof debugCell>): Promise<CellState> {
    const published = CELL_STATES[cell.state] ?? 'failed';
    if (cell.comm_region === 0n) return published;
    try {
      const word = await this.read(cell.comm_region + COMM_CELL_STATE, 4);
      return CELL_STATES[Buffer.from(word).readUInt32LE()] ?? published;
    } catch {
      // The address was half written, or the machine has ended, which the next read tells.
      return published;
    }
  }

  private cpuAt(bytes: Uint8Array, cpu: number): CpuInformation {
    const offset = this.header.cpus_offset + cpu * this.header.cpu_stride;
    const { cell_id, state } = readRecord(debugCpuHead, bytes, offset);
    return {
      cpu,
      ...(cell_id === NO_CELL ? {} : { cellId: cell_id }),
      state: CPU_STATES[state] ?? 'stopped',
      lastExit: exitAt(bytes, offset + LAST_EXIT_OFFSET, cpu),
    };
  }
}

function exitAt(bytes: Uint8Array, offset: number, cpu: number): ExitRecord {
  const exit = readRecord(debugExit, bytes, offset);
  const reasons: Readonly<Record<number, ExitRecord['reason'] | undefined>> = EXIT_REASONS;
  const { sequence, pc, syndrome, address, value, registers } = exit;
  return {
    cpu,
    sequence,
    reason: reasons[exit.reason] ?? 'none',
    cellId: exit.cell_id,
    write: (exit.flags & ExitFlag.write) !== 0,
    fetch: (exit.flags & ExitFlag.fetch) !== 0,
    ...((exit.flags & ExitFlag.sizeValid) === 0 ? {} : { size: exit.size }),
    pc,
    syndrome,
    address,
    value,
    registers,
  };
}

/** Why this header cannot be followed; undefined if it can. */
function problemOf(header: DebugHeader): string | undefined {
  if (header.magic !== DEBUG_BLOCK_MAGIC) return 'it does not begin with its magic.';
  if (header.version !== DEBUG_BLOCK_VERSION) {
    return `it has version ${header.version}, not ${DEBUG_BLOCK_VERSION}.`;
  }
  const { size } = header;
  const arrays = [
    [header.cells_offset, header.cell_stride, header.cell_capacity, debugCell.size],
    [header.cpus_offset, header.cpu_stride, header.cpu_capacity, LAST_EXIT_OFFSET + debugExit.size],
    [header.console_offset, debugConsoleRecord.size, header.console_capacity, 0],
    [header.refusal_offset, debugRefusal.size, 1, debugRefusal.size],
  ] as const;
  const fits = arrays.every(
    ([offset, stride, count, least]) =>
      stride >= least && count > 0 && offset + stride * count <= size,
  );
  return size <= LARGEST_BLOCK && fits ? undefined : 'its arrays do not lie inside it.';
}

function bitsOf(words: readonly bigint[]): number[] {
  const bits = Array.from({ length: words.length * 64 }, (_, bit) => bit);
  return bits.filter((bit) => (((words[bit >> 6] ?? 0n) >> BigInt(bit & 63)) & 1n) === 1n);
}

/** Neighbouring records of one source as one piece. */
function join(records: readonly { source: number; byte: number }[]): ConsolePiece[] {
  const pieces: { source: number; bytes: number[] }[] = [];
  for (const { source, byte } of records) {
    const last = pieces.at(-1);
    if (last?.source === source) last.bytes.push(byte);
    else pieces.push({ source, bytes: [byte] });
  }
  return pieces.map(({ source, bytes }) => ({ source, bytes: Uint8Array.from(bytes) }));
}
