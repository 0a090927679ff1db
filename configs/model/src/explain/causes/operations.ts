// SPDX-License-Identifier: MIT
// Why a request can fail with no more than an error number: for every
// operation and error what is known to lead to it, apart from what the checks
// can see in the configurations.
import type { Operation } from '../fault.js';
import type { Reason, Topic } from './reason.js';
import { createReasons } from './operation-create.js';
import { enableReasons } from './operation-enable.js';
import { lifeReasons } from './operation-life.js';

const reasons: Readonly<Record<Operation, readonly Reason[]>> = {
  enable: enableReasons,
  create: createReasons,
  ...lifeReasons,
};

export function reasonsFor(operation: Operation): readonly Reason[] {
  return reasons[operation];
}

export const operations = Object.keys(reasons) as readonly Operation[];

const names: Readonly<Record<Operation, string>> = {
  enable: 'Enabling the hypervisor',
  disable: 'Disabling the hypervisor',
  create: 'Creating the cell',
  load: 'Loading images into the cell',
  start: 'Starting the cell',
  shutdown: 'Shutting the cell down',
  destroy: 'Destroying the cell',
  linux: 'Starting Linux in the cell',
};

export function operationName(operation: Operation): string {
  return names[operation];
}

/** Source files of the hypervisor, by what they are about. */
const files: readonly (readonly [pattern: RegExp, topic: Topic])[] = [
  [/ivshmem/, 'ivshmem'],
  [/pci/, 'pci'],
  [/vtd|iommu|smmu|pvu/, 'iommu'],
  [/gic|irqchip|ioapic|apic/, 'irqchip'],
  [/cat\./, 'cache'],
  [/uart|console|dbg|printk/, 'console'],
  [/paging|mmu|mmio/, 'memory'],
  [/vmx|svm|vcpu/, 'hardware'],
];

/** Undefined for files that do many things. */
export function topicOf(file: string): Topic | undefined {
  return files.find(([pattern]) => pattern.test(file))?.[1];
}
