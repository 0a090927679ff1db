// SPDX-License-Identifier: MIT
// The debug block as hypervisor/include/cellblock/debug-block.h has it. A test
// compares every offset with what a C compiler makes of the header.
import { memoryRecord, type RecordOf } from '../memory-record.js';

export const DEBUG_BLOCK_MAGIC = 'CBDEBUG';
export const DEBUG_BLOCK_VERSION = 1;
export const NO_CELL = 0xffffffff;
export const CONSOLE_HYPERVISOR = 0xffff;
/** In debug_refusal.index. */
export const NO_INDEX = 0xffffffff;

export const debugCell = memoryRecord('struct debug_cell', {
  in_use: 'u32',
  id: 'u32',
  state: 'u32',
  vmid: 'u32',
  config_address: 'u64',
  stage2_root: 'u64',
  cpu_set: { words: 4 },
  name: { text: 32 },
  comm_region: 'u64',
});

/** Offset of cell_state in a communication region (Jailhouse's ABI, revision 2). */
export const COMM_CELL_STATE = 8n;

export const debugExit = memoryRecord('struct debug_exit', {
  sequence: 'u64',
  reason: 'u32',
  cell_id: 'u32',
  flags: 'u32',
  size: 'u32',
  pc: 'u64',
  syndrome: 'u64',
  address: 'u64',
  value: 'u64',
  registers: 'u64',
});

/** The start of struct debug_cpu; last_exit follows. */
export const debugCpuHead = memoryRecord('struct debug_cpu', { cell_id: 'u32', state: 'u32' });

/** Offset of debug_cpu.last_exit. */
export const LAST_EXIT_OFFSET = 8;

export const debugConsoleRecord = memoryRecord('struct debug_console_record', {
  cell_id: 'u16',
  byte: 'u8',
  reserved: 'u8',
});

export const debugRefusal = memoryRecord('struct debug_refusal', {
  sequence: 'u32',
  reason: 'u32',
  error: 's32',
  index: 'u32',
  first_start: 'u64',
  first_size: 'u64',
  second_start: 'u64',
  second_size: 'u64',
});

/** The fields of struct debug_block before its arrays. */
export const debugHeader = memoryRecord('struct debug_block', {
  magic: { text: 8 },
  version: 'u32',
  architecture: 'u32',
  size: 'u32',
  cells_offset: 'u32',
  cell_stride: 'u32',
  cell_capacity: 'u32',
  cpus_offset: 'u32',
  cpu_stride: 'u32',
  cpu_capacity: 'u32',
  console_offset: 'u32',
  console_capacity: 'u32',
  refusal_offset: 'u32',
  hypervisor_phys: 'u64',
  hypervisor_virt: 'u64',
  exit_mask: 'u64',
  exit_hook: 'u64',
  console_head: 'u64',
});

export type DebugHeader = RecordOf<typeof debugHeader>;
export type DebugRefusal = RecordOf<typeof debugRefusal>;

/** DEBUG_EXIT_* by number. */
export const EXIT_REASONS = {
  0: 'none',
  1: 'mmio',
  2: 'management',
  3: 'hypercall',
  4: 'maintenance',
  5: 'virtual-interrupt',
  6: 'virtual-sgi',
  7: 'psci',
  8: 'smccc',
  16: 'violation',
} as const;

/** debug_exit.flags */
export const ExitFlag = { write: 1, fetch: 2, sizeValid: 4 } as const;

/** DEBUG_CPU_* in order. */
export const CPU_STATES = ['guest', 'hypervisor', 'off', 'parked', 'stopped'] as const;

/** JAILHOUSE_CELL_* states in order. */
export const CELL_STATES = [
  'running',
  'running/locked',
  'shut down',
  'failed',
  'comm ABI mismatch',
] as const;
