// SPDX-License-Identifier: MIT
// Where a stopped CPU is: its exception level, whose code it runs, and the
// registers by DWARF's numbers.
import type { CellInformation } from '@cellblock/engine/client';
import type { CpuId, Registers } from '@cellblock/targets';
import {
  LINK_REGISTER,
  PROGRAM_COUNTER,
  STACK_POINTER,
  type RegisterValues,
} from '../symbols/unwind.js';

export interface CpuPosition {
  readonly cpu: CpuId;
  readonly pc: bigint;
  readonly level: number;
  /** Of the guest that runs, or at EL2 of the one that was left. */
  readonly vmid: number;
  /** The cell of that VMID. */
  readonly cell: CellInformation | undefined;
  readonly registers: RegisterValues;
}

/** The registers that a position needs. */
export const POSITION_REGISTERS: readonly string[] = [
  ...Array.from({ length: LINK_REGISTER + 1 }, (_, number) => `x${number}`),
  'sp',
  'pc',
  'cpsr',
  'VTTBR_EL2',
  'VTCR_EL2',
];

export function cpuPosition(
  cpu: CpuId,
  values: Registers,
  cells: readonly CellInformation[],
): CpuPosition {
  const pc = values.pc ?? 0n;
  const vmid = vmidOf(values);
  const level = levelOf(values.cpsr ?? 0n);
  const cell = cells.find((one) => one.vmid === vmid);
  return { cpu, pc, level, vmid, cell, registers: dwarfRegisters(values) };
}

/** PSTATE.M, Arm ARM C5.2.18: bits 3 and 2 are the exception level. */
export function levelOf(cpsr: bigint): number {
  return Number((cpsr >> 2n) & 3n);
}

function vmidOf(values: Registers): number {
  const wide = (((values.VTCR_EL2 ?? 0n) >> 19n) & 1n) === 1n; // VTCR_EL2.VS
  return Number(((values.VTTBR_EL2 ?? 0n) >> 48n) & (wide ? 0xffffn : 0xffn));
}

function dwarfRegisters(values: Registers): RegisterValues {
  const registers = new Map<number, bigint>();
  for (let number = 0; number <= LINK_REGISTER; number++) {
    const value = values[`x${number}`];
    if (value !== undefined) registers.set(number, value);
  }
  if (values.sp !== undefined) registers.set(STACK_POINTER, values.sp);
  if (values.pc !== undefined) registers.set(PROGRAM_COUNTER, values.pc);
  return registers;
}
