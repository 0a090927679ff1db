// SPDX-License-Identifier: MIT
// Bus, device and function of a PCI device.

/** `00:1f.3` */
export function bdfText(bdf: number): string {
  const hex = (value: number): string => value.toString(16).padStart(2, '0');
  return `${hex((bdf >> 8) & 0xff)}:${hex((bdf >> 3) & 0x1f)}.${bdf & 7}`;
}
