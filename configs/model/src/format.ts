// SPDX-License-Identifier: MIT
// Addresses, sizes and ranges in the one way that messages write them.

/** 0x7fa00000 */
export function formatHex(value: bigint): string {
  return `0x${value.toString(16)}`;
}

const units = [
  { name: 'GiB', bytes: 1n << 30n },
  { name: 'MiB', bytes: 1n << 20n },
  { name: 'KiB', bytes: 1n << 10n },
] as const;

/** 64 KiB, 1018 MiB, 36 bytes: the largest unit that leaves a whole number. */
export function formatSize(bytes: bigint): string {
  for (const unit of units) {
    if (bytes >= unit.bytes && bytes % unit.bytes === 0n) {
      return `${(bytes / unit.bytes).toString()} ${unit.name}`;
    }
  }
  return bytes === 1n ? '1 byte' : `${bytes.toString()} bytes`;
}

/** 0x7fa00000-0x7fa0ffff (64 KiB); the end belongs to the range. */
export function formatRange(start: bigint, size: bigint): string {
  if (size === 0n) return `${formatHex(start)} (empty)`;
  return `${formatHex(start)}-${formatHex(start + size - 1n)} (${formatSize(size)})`;
}
