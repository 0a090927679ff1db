// SPDX-License-Identifier: MIT
// Which exit a CPU at EL2 handles, from the hypervisor's record and the CPU itself.
// The record alone is not enough: for some instructions behind the vector it is
// still the previous exit's, and its state says "guest" some before ERET.
import type { CpuInformation } from '@cellblock/engine/client';
import type { Target } from '@cellblock/targets';
import { describeExit } from '../exits/describe-exit.js';
import { levelOf, type CpuPosition } from './cpu-position.js';

export interface ExitInProgress {
  /** For people: what the hypervisor is there for. */
  readonly label: string;
  readonly cellId: number;
  /** Of the guest: where it exited, or for an exit that is not decoded where it will go on. */
  readonly pc: bigint;
  readonly stack: bigint | undefined;
  /** Where at EL2 the guest's x0 to x30 are saved. */
  readonly registers: bigint;
}

export interface ExitQuestion {
  readonly target: Target;
  readonly position: CpuPosition;
  readonly information: CpuInformation | undefined;
}

/** None at EL1, and none at EL2 while the CPU is off or the hypervisor starts. */
export async function exitInProgress({
  target,
  position: { cpu, level, cell },
  information,
}: ExitQuestion): Promise<ExitInProgress | undefined> {
  if (level !== 2 || !information) return undefined;
  const { state, lastExit } = information;
  const isPast = state === 'off' || state === 'stopped';
  if (isPast || lastExit.reason === 'none' || lastExit.registers === 0n) return undefined;
  const values = await target.readRegisters(cpu, WANTED).catch(() => NOTHING);
  const { ELR_EL2: goesOn, SPSR_EL2: savedState, SP_EL1: stack } = values;
  const { pc, cellId, registers } = lastExit;
  // HVC returns behind itself, and emulated instructions are skipped.
  const isThis = goesOn === undefined || goesOn === pc || goesOn === pc + 4n;
  if (isThis || state === 'parked') {
    const name = cell?.id === cellId ? cell.name : `cell ${cellId}`;
    return { label: describeExit(lastExit, name), cellId, pc, stack, registers };
  }
  // What the hypervisor does to itself is no exit of a guest.
  if (!cell || levelOf(savedState ?? 0n) === 2) return undefined;
  return { label: `exit from ${cell.name}`, cellId: cell.id, pc: goesOn, stack, registers };
}

const WANTED = ['ELR_EL2', 'SPSR_EL2', 'SP_EL1'];
const NOTHING: Readonly<Record<string, bigint>> = {};
