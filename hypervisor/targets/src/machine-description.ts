// SPDX-License-Identifier: MIT
// What a target has to be: plain data, derived by the engine from a system
// configuration or a device tree. Targets never see a configuration.

export interface AddressRange {
  readonly start: bigint;
  readonly size: bigint;
}

export interface UartDescription {
  readonly name: string;
  readonly kind: 'pl011' | '8250' | 'xuartps';
  readonly address: bigint;
}

export interface InterruptControllerDescription {
  readonly kind: 'gicv2' | 'gicv3';
  readonly distributor: bigint;
  /** GICv3: first redistributor. */
  readonly redistributors?: bigint;
}

export interface MachineDescription {
  readonly architecture: 'arm64';
  readonly cpuCount: number;
  readonly ram: readonly AddressRange[];
  readonly interruptController: InterruptControllerDescription;
  readonly uarts: readonly UartDescription[];
  /** Path of the ELF image that the machine starts, at EL2 on CPU 0. */
  readonly bootImage: string;
}
