// SPDX-License-Identifier: MIT
// Exit statistics of a CPU, in the order of JAILHOUSE_CPU_STAT_VMEXITS_* on
// arm64; the names but "total" are those of ExitReason.
export const EXIT_STATISTICS = [
  'total',
  'mmio',
  'management',
  'hypercall',
  'maintenance',
  'virtual-interrupt',
  'virtual-sgi',
  'psci',
  'smccc',
] as const;

const CPU_INFO_STAT_BASE = 1000n;

/** What the hypercall CPU_GET_INFO takes for the statistic of this index. */
export function statisticType(index: number): bigint {
  return CPU_INFO_STAT_BASE + BigInt(index);
}
