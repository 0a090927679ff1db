// SPDX-License-Identifier: MIT
// What went wrong at run time, as data: read from console text or taken from a
// debugger, and the same for every hypervisor and driver that prints it.
import type { AddressRange } from '../memory-regions.js';
import type { ErrnoName } from './errno.js';

export type Direction = 'read' | 'write';

/** What a management request was about; names of the driver's commands. */
export type Operation =
  'enable' | 'disable' | 'create' | 'load' | 'start' | 'shutdown' | 'destroy' | 'linux';

/** Memory or a device's registers, in the addresses of the cell. */
export interface MemoryFault {
  readonly kind: 'memory';
  readonly access: Direction | 'fetch';
  readonly address: bigint;
  /** Bytes; absent where the hardware does not tell. */
  readonly size?: number;
  /** The address is virtual: the access reached its memory, which answered with an error. */
  readonly isExternal?: boolean;
  /** What the hypervisor said beside the address. */
  readonly refusedBy?: 'region' | 'decoder' | 'subpage';
}

export interface PortFault {
  readonly kind: 'port';
  readonly access: Direction;
  readonly port: number;
  /** Bytes; 0 where the message does not tell. */
  readonly size: number;
}

export interface MsrFault {
  readonly kind: 'msr';
  readonly access: Direction;
  readonly msr: bigint;
  /** The value that was refused, where the message tells. */
  readonly value?: bigint;
}

/** CR0, CR4, XCR0: registers that steer an x86 CPU. */
export interface ControlRegisterFault {
  readonly kind: 'control-register';
  readonly register: 'CR' | 'XCR';
  /** The qualification of the exit, or the value that was to be written. */
  readonly value?: bigint;
  readonly why: 'unhandled' | 'lmsw-or-clts' | 'not-parsed' | 'invalid-value';
}

export interface ApicFault {
  readonly kind: 'apic';
  readonly why:
    | 'unhandled'
    | 'delivery-mode'
    | 'reserved-bits'
    | 'lvt-delivery-mode'
    | 'xapic-in-x2apic-mode'
    | 'access-width'
    | 'ldr-or-dfr'
    | 'destination';
  readonly value?: bigint;
}

/** An access whose instruction the hypervisor cannot carry out in the cell's stead. */
export interface InstructionFault {
  readonly kind: 'instruction';
  readonly why: 'unsupported' | 'unreadable' | 'inconsistent';
  readonly bytes?: readonly number[];
}

export interface PciConfigFault {
  readonly kind: 'pci-config';
  readonly access: Direction;
  readonly through: 'config' | 'port' | 'mmconfig';
  /** Bus, device, function in the usual 16 bits. */
  readonly bdf: number;
  /** Offset in the configuration space; absent where only the port is told. */
  readonly register?: number;
  readonly size: number;
}

export interface PciInterruptFault {
  readonly kind: 'pci-interrupt';
  readonly why: 'msix-table' | 'msi-state' | 'ivshmem-target';
  readonly bdf: number;
}

export interface IoapicFault {
  readonly kind: 'ioapic';
  readonly access?: Direction;
  readonly register?: number;
  readonly index?: number;
  readonly pin?: number;
}

/** The registers or the queue of an IOMMU that the hypervisor emulates. */
export interface IommuAccessFault {
  readonly kind: 'iommu-access';
  readonly why: 'register' | 'queue';
  readonly access?: Direction;
  readonly register?: number;
}

/** What an IOMMU reports: a device did what it may not. Nothing is parked. */
export interface IommuEvent {
  readonly kind: 'iommu-event';
  readonly vendor: 'intel' | 'amd' | 'arm';
  readonly unit?: number;
  readonly bdf?: number;
  /** Fault reason of VT-d, event code of AMD's. */
  readonly reason?: number;
  /** Address of the access, or the index of an interrupt in its upper half. */
  readonly info?: bigint;
  /** VT-d: 1 is a read. */
  readonly type?: number;
  readonly isOverflow?: boolean;
}

export interface VmExitFault {
  readonly kind: 'vm-exit';
  readonly vendor: 'vmx' | 'svm';
  readonly reason: bigint;
  readonly isEntryFailure: boolean;
  readonly qualification?: bigint;
  readonly info1?: bigint;
  readonly info2?: bigint;
  readonly physical?: bigint;
  readonly linear?: bigint;
}

/** vmlaunch, vmresume, invept or the reset of a CPU went wrong. */
export interface VirtualizationFault {
  readonly kind: 'virtualization';
  readonly instruction: string;
  readonly error?: number;
}

/** An Arm exception that no cell may cause. */
export interface TrapFault {
  readonly kind: 'trap';
  /** ESR.EC. */
  readonly exceptionClass: number;
  readonly isForbidden: boolean;
}

export interface SmcFault {
  readonly kind: 'smc';
  /** The number in register 0. */
  readonly function: bigint;
}

export interface InterruptRouteFault {
  readonly kind: 'interrupt-route';
  readonly interrupt: number;
}

export interface HypervisorFault {
  readonly kind: 'hypervisor';
  /** x86: number of the exception; Arm: ESR.EC where it is told. */
  readonly exception?: number;
  readonly errorCode?: number;
  /** CR2 or FAR. */
  readonly address?: bigint;
}

/** A management request that was refused, with a reason. */
export interface RefusalFault {
  readonly kind: 'refusal';
  /** REFUSAL_*. */
  readonly reason: string;
  readonly errno?: ErrnoName;
  /** Of the region, CPU, interrupt or irqchip that it is about. */
  readonly index?: number;
  /** Physical. */
  readonly asked?: AddressRange;
  readonly holder?: AddressRange;
  readonly operation?: Operation;
}

/** A management request that failed with no more than an error number. */
export interface ErrnoFault {
  readonly kind: 'errno';
  readonly errno: ErrnoName;
  readonly operation?: Operation;
  /** Where in the hypervisor's sources it was returned first. */
  readonly file?: string;
  readonly line?: number;
}

export interface WarningFault {
  readonly kind: 'warning';
  readonly about:
    | 'memory-not-returned'
    | 'pci-not-returned'
    | 'mmio-overflow'
    | 'memory-not-of-root'
    | 'reply-timeout'
    | 'iommu'
    | 'console-gap'
    | 'other';
  readonly cell?: string;
  readonly range?: AddressRange;
}

/** A line of the driver, of Linux or of the tools, other than good news. */
export interface DriverFault {
  readonly kind: 'driver';
  readonly about: DriverMessage;
  readonly operation: Operation;
  readonly address?: bigint;
  /** A file or a cell. */
  readonly name?: string;
  readonly cpu?: number;
}

export type DriverMessage =
  | 'not-a-system-configuration'
  | 'not-a-cell-configuration'
  | 'revision-mismatch'
  | 'architecture-mismatch'
  | 'no-hyp-mode'
  | 'vtx-disabled'
  | 'no-virtualization'
  | 'memory-not-reserved'
  | 'memory-not-mapped'
  | 'image-missing'
  | 'clock-not-mapped'
  | 'console-not-mapped'
  | 'cell-memory-not-mapped'
  | 'cpu-not-online'
  | 'cell-not-destroyed'
  | 'pci-device-in-use'
  | 'virtual-host-failed'
  | 'undefined-symbol'
  | 'images-do-not-fit'
  | 'shared-memory-probe'
  | 'no-room-for-bar'
  | 'number-too-large'
  | 'comm-abi-mismatch';

/** A CPU was parked or stopped, and nothing said why. */
export interface CpuLostFault {
  readonly kind: 'cpu-lost';
}

/** Good news, and where bringing up has got to. */
export interface LifecycleEvent {
  readonly kind: 'lifecycle';
  readonly stage: LifecycleStage;
  /** A cell, a unit, a device, as the stage has it. */
  readonly name?: string;
  readonly cpu?: number;
  /** ` CPU n... ` ends in OK or FAILED; undefined where the line ends before. */
  readonly isFine?: boolean;
}

export type LifecycleStage =
  | 'initializing'
  | 'code-location'
  | 'page-pool'
  | 'processors'
  | 'processor'
  | 'unit'
  | 'activating'
  | 'cell-created'
  | 'cell-loadable'
  | 'cell-started'
  | 'cell-closing'
  | 'shutting-down'
  | 'cpu-released'
  | 'pci-device-added'
  | 'pci-device-removed'
  | 'shared-memory'
  | 'sipi'
  | 'interrupts-reserved'
  | 'cache'
  | 'apic-mode'
  | 'sdei'
  | 'driver-opened'
  | 'driver-closed'
  | 'driver-cell-created'
  | 'driver-cell-destroyed';

export type Fault =
  | MemoryFault
  | PortFault
  | MsrFault
  | ControlRegisterFault
  | ApicFault
  | InstructionFault
  | PciConfigFault
  | PciInterruptFault
  | IoapicFault
  | IommuAccessFault
  | IommuEvent
  | VmExitFault
  | VirtualizationFault
  | TrapFault
  | SmcFault
  | InterruptRouteFault
  | HypervisorFault
  | RefusalFault
  | ErrnoFault
  | WarningFault
  | DriverFault
  | CpuLostFault
  | LifecycleEvent;

/** A fault with what stands around it on the console. */
export interface FaultReport {
  readonly fault: Fault;
  /** Kebab-case id of the message; absent for faults that were not read from text. */
  readonly message?: string;
  /** The line that told it. */
  readonly text?: string;
  /** Number of that line, from 0. */
  readonly line?: number;
  /** What else was printed of the same event, less or more precise. */
  readonly further?: readonly Fault[];
  /** The cell whose CPU it was. */
  readonly cell?: string;
  readonly cpu?: number;
  /** Parked CPUs live again after a reset of their cell, stopped ones after a reboot. */
  readonly outcome?: 'parked' | 'stopped';
  /** By their names in lower case: pc, x0, rip, cr3, ... */
  readonly registers?: Readonly<Record<string, bigint>>;
  /** ESR_EL2 or HSR, all 32 bits. */
  readonly syndrome?: number;
}
