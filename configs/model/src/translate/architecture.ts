// SPDX-License-Identifier: MIT
// Which architecture a file is for that does not say so: everything before
// revision 14. The platform data of the two families rarely pass for each other.
import { architectures } from '../constants.js';
import { asRaw, toBigint, toNumber } from './adopt.js';
import type { Raw } from './adopt.js';

/** What of a file tells. */
export interface Evidence {
  /** The head of a system. */
  readonly system?: Raw;
  readonly irqchips: readonly Raw[];
  readonly hasPorts: boolean;
}

/** x86 or ARM64: nothing in a file tells ARM from ARM64. */
export function guessArchitecture({ system, irqchips, hasPorts }: Evidence): number {
  if (system !== undefined) {
    const platform = asRaw(system.platformInfo);
    if (isArm(asRaw(platform.arm))) return architectures.ARM64;
    if (isX86(asRaw(platform.x86))) return architectures.X86;
  }
  if (hasPorts) return architectures.X86;
  const isIoApic = ({ address, pinBase }: Raw): boolean =>
    toNumber(pinBase) === 0 && toBigint(address) >> 20n === 0xfecn;
  return irqchips.some(isIoApic) ? architectures.X86 : architectures.ARM64;
}

function isArm({ gicdBase }: Raw): boolean {
  const base = toBigint(gicdBase);
  return base !== 0n && (base & 0xfffn) === 0n && base >> 48n === 0n;
}

function isX86({ pmTimerAddress, vtdInterruptLimit }: Raw): boolean {
  return toNumber(pmTimerAddress) !== 0 || toNumber(vtdInterruptLimit) !== 0;
}
