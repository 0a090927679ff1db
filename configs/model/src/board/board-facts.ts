// SPDX-License-Identifier: MIT
// What is known of a board from files about it: device trees, ACPI tables,
// and what Linux says of itself. One record, whatever the files were; a list
// that is empty means that no file told, not that the board has none.
import type { AddressRange } from '../memory-regions.js';

/** The name of the file that says so, as messages give it. */
interface Told {
  readonly from: string;
}

/**
 * What a range of memory is:
 * - `ram`: there by the device tree, whoever may use it;
 * - `system-ram`: in use by Linux, by /proc/iomem;
 * - `reserved`: kept away from Linux;
 * - `firmware`: kept by firmware or secure software for itself;
 * - `device`: registers;
 * - `pci-window`: where PCI devices have theirs.
 */
export type MemoryKind = 'ram' | 'system-ram' | 'reserved' | 'firmware' | 'device' | 'pci-window';

export interface MemoryFact extends AddressRange, Told {
  readonly kind: MemoryKind;
  readonly name: string;
}

/** A device of a device tree. */
export interface DeviceFact extends Told {
  /** /soc/serial@9000000 */
  readonly path: string;
  /** The most specific first. */
  readonly compatible: readonly string[];
  /** Registers as the CPU sees them, in the order of `reg`. */
  readonly ranges: readonly AddressRange[];
  /** Numbers of the interrupt controller: 32 and up are shared between CPUs. */
  readonly interrupts: readonly number[];
  /** Whether it and everything that it is part of is in use. */
  readonly isEnabled: boolean;
  readonly streams: readonly StreamFact[];
  /** Frequency of its clock in Hz, where the node says it. */
  readonly clockFrequency?: number;
}

/** By which number an IOMMU knows a device. */
export interface StreamFact {
  /** Path of the IOMMU's node. */
  readonly iommu: string;
  readonly id: number;
  /** Bits that the IOMMU leaves out of the comparison. */
  readonly mask?: number;
}

export interface CpuFact extends Told {
  /** MPIDR affinity or APIC id. */
  readonly hardwareId: number;
  readonly isEnabled: boolean;
}

export interface GicFact extends Told {
  readonly version: 2 | 3;
  readonly distributor: AddressRange;
  /** Version 2; GICv3 where it has the old interface, too. */
  readonly cpuInterface?: AddressRange;
  readonly hypervisorInterface?: AddressRange;
  readonly virtualCpuInterface?: AddressRange;
  readonly redistributors: readonly AddressRange[];
  /** The number of the interrupt, 16 to 31. */
  readonly maintenanceInterrupt?: number;
}

/** An interrupt that Linux has a driver for. */
export interface InterruptFact extends Told {
  readonly controller: 'gic' | 'ioapic';
  /** GIC: the interrupt's number; IOAPIC: the pin. */
  readonly id: number;
  readonly users: string;
}

export interface PciHostFact extends Told {
  readonly configSpace: AddressRange;
  readonly domain: number;
  readonly firstBus: number;
  readonly lastBus: number;
}

export interface PciBarFact {
  /** 0 to 5; a 64-bit one takes the next, too. */
  readonly index: number;
  readonly kind: 'io' | 'memory';
  readonly is64Bit: boolean;
  /** Absent where it was not assigned. */
  readonly start?: bigint;
  readonly size?: bigint;
}

export interface PciCapabilityFact {
  readonly id: number;
  readonly isExtended: boolean;
  readonly start: number;
}

/** One function of a PCI device. */
export interface PciFunctionFact extends Told {
  readonly domain: number;
  /** bus << 8 | device << 3 | function */
  readonly bdf: number;
  readonly title: string;
  readonly isBridge: boolean;
  readonly bars: readonly PciBarFact[];
  /** Absent where the file does not show them, as without the rights to read them. */
  readonly capabilities?: readonly PciCapabilityFact[];
  readonly msi?: {
    readonly vectors: number;
    readonly is64Bit: boolean;
    readonly isMaskable: boolean;
  };
  readonly msix?: {
    readonly vectors: number;
    readonly tableBar: number;
    readonly tableOffset: number;
  };
}

/** A device as an IOMMU's table names it: what it covers. */
export interface PciScope {
  readonly firstBdf: number;
  readonly lastBdf: number;
}

export interface IommuFact extends Told {
  readonly kind: 'intel' | 'amd' | 'smmuv2' | 'smmuv3' | 'pvu';
  /** The address of its registers. */
  readonly base: bigint;
  /** PCI segment. */
  readonly domain: number;
  readonly scopes: readonly PciScope[];
  /** It has every device of its segment that no other names. */
  readonly coversRest: boolean;
  /** Device tree: the node. */
  readonly path?: string;
}

export interface IoapicFact extends Told {
  readonly id: number;
  readonly address: bigint;
  /** As which requester its interrupts come, and to which unit of the tables. */
  readonly requester?: { readonly bdf: number; readonly iommu: number };
}

/** A range that devices use on their own, by order of the firmware. */
export interface DmaRangeFact extends AddressRange, Told {
  readonly bdfs: readonly number[];
}

/** A memory option of the kernel's command line. */
export interface MemoryOption {
  /** `mem` keeps memory above its amount; `memmap` makes a range something else. */
  readonly option: 'mem' | 'memmap';
  readonly text: string;
  /** The character between size and address; none: an amount only. */
  readonly kind: '' | '$' | '@' | '#' | '!' | '%';
  readonly size: bigint;
  readonly start?: bigint;
  /** What follows that the kernel does not read: an escape gone wrong. */
  readonly rest: string;
}

export interface CommandLineFact extends Told {
  readonly text: string;
  /** Not the kernel's own words but a boot loader's script, in which $ has to be escaped. */
  readonly isScript: boolean;
  readonly memory: readonly MemoryOption[];
  /** Name and value of every option; without value: the empty text. */
  readonly options: readonly { readonly name: string; readonly value: string }[];
}

export interface BoardFacts {
  /** Names of the files. */
  readonly files: readonly string[];
  readonly memory: readonly MemoryFact[];
  readonly devices: readonly DeviceFact[];
  readonly cpus: readonly CpuFact[];
  readonly gic?: GicFact;
  readonly interrupts: readonly InterruptFact[];
  readonly pciHosts: readonly PciHostFact[];
  readonly pciFunctions: readonly PciFunctionFact[];
  readonly iommus: readonly IommuFact[];
  readonly ioapics: readonly IoapicFact[];
  readonly dmaRanges: readonly DmaRangeFact[];
  /** Path of the device that firmware or boot loader chose for the console. */
  readonly console?: { readonly path: string } & Told;
  /** I/O port of the ACPI power management timer. */
  readonly pmTimer?: { readonly port: number } & Told;
  readonly commandLine?: CommandLineFact;
}

export const noFacts: BoardFacts = {
  files: [],
  memory: [],
  devices: [],
  cpus: [],
  interrupts: [],
  pciHosts: [],
  pciFunctions: [],
  iommus: [],
  ioapics: [],
  dmaRanges: [],
};

/** The facts of several files; where two tell one thing, the first is believed. */
export function mergeFacts(all: readonly BoardFacts[]): BoardFacts {
  const first = <Key extends keyof BoardFacts>(key: Key): BoardFacts[Key] | undefined =>
    all.find((facts) => facts[key] !== undefined)?.[key];
  const longest = <Fact>(lists: readonly (readonly Fact[])[]): readonly Fact[] =>
    lists.find((list) => list.length > 0) ?? [];
  const gic = first('gic');
  const console = first('console');
  const pmTimer = first('pmTimer');
  const commandLine = first('commandLine');
  return {
    files: all.flatMap(({ files }) => files),
    memory: memoryOf(all),
    devices: longest(all.map(({ devices }) => devices)),
    cpus: longest(all.map(({ cpus }) => cpus)),
    interrupts: all.flatMap(({ interrupts }) => interrupts),
    pciHosts: longest(all.map(({ pciHosts }) => pciHosts)),
    pciFunctions: longest(all.map(({ pciFunctions }) => pciFunctions)),
    iommus: longest(all.map(({ iommus }) => iommus)),
    ioapics: all.flatMap(({ ioapics }) => ioapics),
    dmaRanges: all.flatMap(({ dmaRanges }) => dmaRanges),
    ...(gic && { gic }),
    ...(console && { console }),
    ...(pmTimer && { pmTimer }),
    ...(commandLine && { commandLine }),
  };
}

/** A blob beside its source tells the same memory once more: the first file with any counts. */
function memoryOf(all: readonly BoardFacts[]): readonly MemoryFact[] {
  const teller = new Map<MemoryKind, string>();
  return all
    .flatMap(({ memory }) => memory)
    .filter(({ kind, from }) => {
      if (kind !== 'ram' && kind !== 'system-ram') return true;
      if (!teller.has(kind)) teller.set(kind, from);
      return teller.get(kind) === from;
    });
}
