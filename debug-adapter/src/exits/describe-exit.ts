// SPDX-License-Identifier: MIT
// An exit record in one line of words.
import type { ExitRecord } from '@cellblock/engine/client';

export function describeExit(exit: ExitRecord, cell: string): string {
  switch (exit.reason) {
    case 'mmio':
      return `MMIO ${exit.write ? 'write' : 'read'} ${address(exit)}${size(exit)}, from ${cell}`;
    case 'hypercall':
      return `hypercall ${named(exit.address, HYPERCALLS, false)} from ${cell}`;
    case 'psci':
      return `PSCI ${named(exit.address, PSCI_FUNCTIONS, true)} from ${cell}`;
    case 'smccc':
      return `SMCCC ${named(exit.address, SMCCC_FUNCTIONS, true)} from ${cell}`;
    case 'violation':
      return `violation: ${access(exit)} ${address(exit)}${size(exit)}, by ${cell}`;
    case 'management':
      return `management request for a CPU of ${cell}`;
    case 'maintenance':
      return `maintenance interrupt of a CPU of ${cell}`;
    case 'virtual-interrupt':
      return `interrupt for ${cell}`;
    case 'virtual-sgi':
      return `software-generated interrupt from ${cell}`;
    case 'none':
      return `no exit of ${cell} yet`;
  }
}

/** Hypercalls of the Jailhouse ABI. */
const HYPERCALLS: ReadonlyMap<bigint, string> = new Map([
  [0n, 'DISABLE'],
  [1n, 'CELL_CREATE'],
  [2n, 'CELL_START'],
  [3n, 'CELL_SET_LOADABLE'],
  [4n, 'CELL_DESTROY'],
  [5n, 'HYPERVISOR_GET_INFO'],
  [6n, 'CELL_GET_STATE'],
  [7n, 'CPU_GET_INFO'],
  [8n, 'DEBUG_CONSOLE_PUTC'],
]);

/** Function ids of Arm's Power State Coordination Interface (DEN0022). */
const PSCI_FUNCTIONS: ReadonlyMap<bigint, string> = new Map([
  [0x84000000n, 'VERSION'],
  [0x84000001n, 'CPU_SUSPEND'],
  [0xc4000001n, 'CPU_SUSPEND'],
  [0x84000002n, 'CPU_OFF'],
  [0x84000003n, 'CPU_ON'],
  [0xc4000003n, 'CPU_ON'],
  [0x84000004n, 'AFFINITY_INFO'],
  [0xc4000004n, 'AFFINITY_INFO'],
  [0x84000008n, 'SYSTEM_OFF'],
  [0x84000009n, 'SYSTEM_RESET'],
  [0x8400000an, 'FEATURES'],
]);

/** Function ids of Arm's SMC calling convention (DEN0028). */
const SMCCC_FUNCTIONS: ReadonlyMap<bigint, string> = new Map([
  [0x80000000n, 'VERSION'],
  [0x80000001n, 'ARCH_FEATURES'],
  [0x80008000n, 'ARCH_WORKAROUND_1'],
  [0x80007fffn, 'ARCH_WORKAROUND_2'],
]);

function named(number: bigint, names: ReadonlyMap<bigint, string>, inHex: boolean): string {
  const text = inHex ? `0x${number.toString(16)}` : number.toString();
  const name = names.get(number);
  return name === undefined ? text : `${text} ${name}`;
}

function address(exit: ExitRecord): string {
  return `0x${exit.address.toString(16).padStart(16, '0')}`;
}

function size(exit: ExitRecord): string {
  if (exit.size === undefined) return '';
  return `, ${exit.size} byte${exit.size === 1 ? '' : 's'}`;
}

function access(exit: ExitRecord): string {
  if (exit.fetch) return 'instruction fetch at';
  return exit.write ? 'write' : 'read';
}
