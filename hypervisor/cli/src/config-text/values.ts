// SPDX-License-Identifier: MIT
// Values of configurations as an engineer writes them: addresses in
// hexadecimal, sizes in KiB, lists of CPUs and interrupts as ranges.
import { bitNames, formatHex, formatSize, valueName } from '@cellblock/cell-config';
import type { ConsoleDescription, Irqchip } from '@cellblock/cell-config';

export function hex(value: bigint | number): string {
  return formatHex(BigInt(value));
}

/** `0x1000-0x1fff`; one address if there is no more. */
export function rangeText(start: bigint, size: bigint): string {
  return size <= 1n ? hex(start) : `${hex(start)}-${hex(start + size - 1n)}`;
}

export function sizeText(size: bigint | number): string {
  return formatSize(BigInt(size));
}

/** `0-3, 5`; `none` for an empty list. The numbers ascend. */
export function listText(numbers: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run?.[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  if (runs.length === 0) return 'none';
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}

/** `0000:00:1f.2`: domain, bus, device and function. */
export function pciAddress(domain: number, bdf: number): string {
  const digits = (value: number, width: number): string => value.toString(16).padStart(width, '0');
  return `${digits(domain, 4)}:${digits(bdf >> 8, 2)}:${digits((bdf >> 3) & 31, 2)}.${bdf & 7}`;
}

/** The bits that are set, from `pin_base` on: GIC interrupt ids, or pins of an IOAPIC. */
export function pinsOf({ pinBase, pinBitmap }: Irqchip): number[] {
  return pinBitmap.flatMap((word, index) =>
    Array.from({ length: 32 }, (_, bit) => bit)
      .filter((bit) => (word >>> bit) & 1)
      .map((bit) => pinBase + 32 * index + bit),
  );
}

export function flagsText(of: Parameters<typeof bitNames>[0], flags: bigint | number): string {
  return bitNames(of, flags).join(' ') || 'none';
}

/** `PL011 at 0x9000000, 4 KiB, MMIO, registers 4 bytes apart`. */
export function consoleText(console: ConsoleDescription): string {
  if (console.type === 0 && console.address === 0n) return 'none';
  const flags = bitNames('console', console.flags);
  const has = (name: string): boolean => flags.includes(name);
  const known = ['ACCESS_MMIO', 'REGDIST_4', 'FB_1920x1080', 'INVERTED_GATE', 'MDR_QUIRK'];
  const isFramebuffer = valueName('consoleType', console.type) === 'EFIFB';
  return [
    `${valueName('consoleType', console.type)} at ${hex(console.address)}`,
    ...(console.size > 0 ? [sizeText(console.size)] : []),
    has('ACCESS_MMIO') ? 'MMIO' : 'port I/O',
    ...(has('REGDIST_4') ? ['registers 4 bytes apart'] : []),
    ...(isFramebuffer ? [has('FB_1920x1080') ? '1920x1080' : '1024x768'] : []),
    ...(console.divider > 0 ? [`divider ${console.divider}`] : []),
    ...(console.gateNr > 0 || console.clockReg > 0n
      ? [`clock gate ${console.gateNr} at ${hex(console.clockReg)}`]
      : []),
    ...(has('INVERTED_GATE') ? ['gate inverted'] : []),
    ...(has('MDR_QUIRK') ? ['MDR quirk'] : []),
    ...flags.filter((flag) => !known.includes(flag)).map((flag) => `flags ${flag}`),
  ].join(', ');
}
