// SPDX-License-Identifier: MIT
// What PCs have at which I/O ports.

export interface PortDevice {
  readonly base: number;
  readonly length: number;
  /** With its article. */
  readonly name: string;
  /** What to know before a cell is given it. */
  readonly caution?: string;
}

const uartCaution =
  'A port goes wholly to the cell that has it: do not let the root cell use the same UART.';

export const portDevices: readonly PortDevice[] = [
  {
    base: 0x20,
    length: 2,
    name: 'the first interrupt controller (8259)',
    caution: 'No cell but the root cell has a use for it: interrupts come by the APIC.',
  },
  {
    base: 0xa0,
    length: 2,
    name: 'the second interrupt controller (8259)',
    caution: 'No cell but the root cell has a use for it: interrupts come by the APIC.',
  },
  {
    base: 0x40,
    length: 4,
    name: 'the interval timer (8254)',
    caution:
      'Linux in a cell can be told not to calibrate with it: its timer frequencies come with the communication region.',
  },
  { base: 0x60, length: 1, name: 'the keyboard controller (i8042)' },
  { base: 0x61, length: 1, name: 'the port of speaker and NMI status' },
  {
    base: 0x64,
    length: 1,
    name: 'the command port of the keyboard controller (i8042)',
    caution: 'The hypervisor filters it always, because it can reset the machine.',
  },
  {
    base: 0x70,
    length: 2,
    name: 'the real-time clock and CMOS memory',
    caution:
      'Only one cell can have it; Linux in a cell is told to do without by tsc=reliable and no RTC in its kernel.',
  },
  {
    base: 0x80,
    length: 1,
    name: 'the diagnostic port, by which software also waits',
    caution: 'Writes of one byte are always ignored; others are not.',
  },
  { base: 0x92, length: 1, name: 'the fast A20 gate and reset port' },
  {
    base: 0xb2,
    length: 2,
    name: 'the port that enters system management mode',
    caution: 'ACPI of the root cell may need it; no other cell should have it.',
  },
  { base: 0x1f0, length: 8, name: 'the first IDE channel' },
  { base: 0x170, length: 8, name: 'the second IDE channel' },
  { base: 0x2e8, length: 8, name: 'the fourth serial port (COM4)', caution: uartCaution },
  { base: 0x2f8, length: 8, name: 'the second serial port (COM2)', caution: uartCaution },
  { base: 0x3e8, length: 8, name: 'the third serial port (COM3)', caution: uartCaution },
  { base: 0x3f8, length: 8, name: 'the first serial port (COM1)', caution: uartCaution },
  { base: 0x378, length: 8, name: 'the parallel port' },
  { base: 0x3b0, length: 0x30, name: 'VGA' },
  { base: 0x4d0, length: 2, name: 'the trigger modes of the interrupt controllers' },
  { base: 0x510, length: 12, name: "QEMU's configuration device" },
  {
    base: 0xcf8,
    length: 8,
    name: 'the PCI configuration ports',
    caution:
      'The hypervisor answers them for every cell; look which device and register was meant.',
  },
];

export function portDeviceAt(port: number): PortDevice | undefined {
  return portDevices.find(({ base, length }) => port >= base && port < base + length);
}
