// SPDX-License-Identifier: MIT
// A PCI function as people name it.

/** 00:1f.2 */
export function formatBdf(bdf: number): string {
  const digits = (value: number): string => value.toString(16).padStart(2, '0');
  return `${digits((bdf >> 8) & 0xff)}:${digits((bdf >> 3) & 0x1f)}.${bdf & 7}`;
}
