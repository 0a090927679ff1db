// SPDX-License-Identifier: MIT
// QEMU 7.2 names a few EL1 registers as AArch32 does; here they have the
// names of the Arm ARM.

const ARCHITECTURAL_NAMES: Readonly<Record<string, string>> = {
  SCTLR: 'SCTLR_EL1',
  VBAR: 'VBAR_EL1',
  CPACR: 'CPACR_EL1',
  CNTKCTL: 'CNTKCTL_EL1',
  CLIDR: 'CLIDR_EL1',
  CSSELR: 'CSSELR_EL1',
  AIDR: 'AIDR_EL1',
  AMAIR0: 'AMAIR_EL1',
};

export function architecturalName(qemuName: string): string {
  return ARCHITECTURAL_NAMES[qemuName] ?? qemuName;
}
