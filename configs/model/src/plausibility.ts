// SPDX-License-Identifier: MIT
// How little sense the fields of a file make in some layout. Several revisions
// had layouts of the same size; what people write in them tells them apart.
import { iommuTypes } from './constants.js';
import type { RecordsOfFile } from './records-of-file.js';
import { asRaw, toBigint, toNumber } from './translate/adopt.js';
import type { Raw } from './translate/adopt.js';

const ivshmem = 3;
const mostPeers = 12;
const registers = 0x10n;

/** Zero for what looks as people write it; each oddity adds some. */
export function implausibility(records: RecordsOfFile): number {
  const { system, arrays } = records;
  let score = descriptorOddity(records.cell);
  if (system !== undefined) score += consoleOddity(records) + unitOddity(system);
  for (const { layout, elements } of arrays) {
    for (const element of Array.from(elements)) {
      if (layout.property === 'pciDevices') score += deviceOddity(asRaw(element), records);
      if (layout.property === 'memoryRegions') score += regionOddity(asRaw(element), records);
    }
  }
  return score;
}

/** So much speaks against a cell without a name or a set of CPUs: likely it is none. */
export const nameless = 10;

const wordOfCpus = 4;

/** A cell has a name, and CPUs in whole words; what the driver sets is zero in a file. */
function descriptorOddity({ name, id, cpuSetSize }: Raw): number {
  const isName = typeof name === 'string' && /^[ -~]+$/.test(name);
  const size = toNumber(cpuSetSize);
  const isWords = size % wordOfCpus === 0;
  return (isName && isWords ? 0 : nameless) + (size === 0 ? 2 : 0) + (toNumber(id) === 0 ? 0 : 2);
}

/** A console is at some address, and its size and flags are small. */
function consoleOddity({ system, layout }: RecordsOfFile): number {
  const console = asRaw(system?.debugConsole);
  if (layout.dialect.console === 'memory') {
    const isSmall = toBigint(console.size) < 1n << 32n && toBigint(console.virtStart) < 1n << 48n;
    const isUsed = toBigint(console.physStart) !== 0n;
    // Its size stands where the divider and the clock gate would: a console has a size.
    return (isSmall ? 0 : 2) + (isUsed && toBigint(console.size) === 0n ? 1 : 0);
  }
  const isUsed = toBigint(console.address) !== 0n;
  const isOdd = toNumber(console.flags) > 0xffff || (isUsed && toNumber(console.flags) === 0);
  return isOdd ? 2 : 0;
}

/** Flags of devices and of memory: bit 8 means something else for each. */
function regionOddity({ flags }: Raw, { layout }: RecordsOfFile): number {
  const value = toBigint(flags);
  const isDevice = (value & registers) !== 0n;
  const unaligned = layout.dialect.hasLowUnalignedFlag ? 0x100n : 0x8000n;
  const other = layout.dialect.hasLowUnalignedFlag ? 0x8000n : 0x100n;
  return (
    ((value & other) !== 0n && (isDevice || other === 0x8000n) ? 1 : 0) +
    ((value & unaligned) !== 0n && !isDevice ? 1 : 0)
  );
}

function deviceOddity(device: Raw, { layout }: RecordsOfFile): number {
  const padding = device.padding;
  const isPadded = Array.isArray(padding) ? padding.some(Boolean) : toNumber(padding) !== 0;
  const isMsiOdd = device.msiMaskable === undefined && toNumber(device.msi64bits) > 1;
  const oddity = (isPadded ? 1 : 0) + (isMsiOdd ? 1 : 0);
  if (device.type !== ivshmem) return oddity;
  const protocol = toNumber(device.shmemProtocol);
  const isClassCode = protocol === 0x100 || protocol >= 0x8000;
  const isProtocol = protocol === 1 || protocol >= 0x4000;
  const fits = layout.dialect.hasProtocolClassCodes ? isClassCode : isProtocol;
  const peers = device.shmemPeers === undefined ? 2 : toNumber(device.shmemPeers);
  const isPeerOdd = peers < 2 || peers > mostPeers || toNumber(device.shmemDevId) >= peers;
  return oddity + (protocol === 0 || fits ? 0 : 1) + (isPeerOdd ? 1 : 0);
}

/** Units have types that exist, and lie at whole pages. */
function unitOddity(system: Raw): number {
  const platform = asRaw(system.platformInfo);
  const lists = [
    platform.iommuUnits,
    asRaw(platform.x86).iommuUnits,
    asRaw(platform.arm).iommuUnits,
  ];
  const oddities = lists
    .filter(Array.isArray)
    .map((list: unknown[]) =>
      list.map(asRaw).reduce((sum, unit) => sum + (isOddUnit(unit) ? 1 : 0), 0),
    );
  // The platform that the machine does not have reads the other's fields.
  return oddities.length === 0 ? 0 : Math.min(...oddities);
}

function isOddUnit({ type, base }: Raw): boolean {
  const isKnown = toNumber(type) <= iommuTypes.ARM_MMU500;
  return !isKnown || (toBigint(base) & 0xfffn) !== 0n;
}
