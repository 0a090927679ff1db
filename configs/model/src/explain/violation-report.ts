// SPDX-License-Identifier: MIT
// A violation that a debugger found, told as if it were read from the console.
import type { Fault, FaultReport } from './fault.js';

/** An exit of an Arm cell, as the debug block records it. */
export interface ViolationRecord {
  /** ESR_EL2. */
  readonly syndrome: bigint;
  /** Guest-physical where the syndrome is that of an abort. */
  readonly address: bigint;
  readonly write: boolean;
  readonly fetch: boolean;
  /** Bytes; absent where the hardware does not tell. */
  readonly size?: number;
  readonly pc: bigint;
}

/** @param cell name of the cell whose CPU it was */
export function violationReport(record: ViolationRecord, cell: string, cpu?: number): FaultReport {
  const { syndrome, pc } = record;
  return {
    fault: faultOf(record),
    cell,
    ...(cpu !== undefined && { cpu, outcome: 'parked' }),
    registers: { pc },
    ...(syndrome !== 0n && { syndrome: Number(syndrome & 0xffffffffn) }),
  };
}

function faultOf({ syndrome, address, write, fetch, size }: ViolationRecord): Fault {
  const exceptionClass = Number((syndrome >> 26n) & 0x3fn);
  const isAbort = exceptionClass === 0x20 || exceptionClass === 0x24;
  if (!isAbort && syndrome !== 0n) return { kind: 'trap', exceptionClass, isForbidden: true };
  const access = fetch ? 'fetch' : write ? 'write' : 'read';
  const status = Number(syndrome & 0x3fn);
  return {
    kind: 'memory',
    access,
    address,
    ...(size !== undefined && { size }),
    // Translation, access flag and permission faults are 4 to 15 (Arm ARM, "DFSC").
    ...(status >= 0x10 && { isExternal: true }),
  };
}
