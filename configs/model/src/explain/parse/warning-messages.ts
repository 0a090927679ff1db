// SPDX-License-Identifier: MIT
// What the hypervisor warns of: it goes on, but something is not as asked.
import { hex } from './message.js';
import type { Message } from './message.js';

export const warningMessages: readonly Message[] = [
  {
    id: 'memory-not-returned',
    pattern: /WARNING: Failed to re-assign memory region to root cell/i,
    read: () => ({ kind: 'warning', about: 'memory-not-returned' }),
  },
  {
    id: 'memory-cannot-return',
    pattern: /WARNING: 0x([0-9a-f]{1,16}) \+ 0x([0-9a-f]{1,16}) can't return to root/i,
    read: (group) => ({
      kind: 'warning',
      about: 'memory-not-returned',
      range: { start: hex(group(1)), end: hex(group(1)) + hex(group(2)) },
    }),
  },
  {
    id: 'memory-not-of-root',
    pattern:
      /WARNING: cell "([^"]{0,31})" takes 0x([0-9a-f]{1,16}) \+ 0x([0-9a-f]{1,16}), which isn't root's/i,
    read: (group) => ({
      kind: 'warning',
      about: 'memory-not-of-root',
      cell: group(1),
      range: { start: hex(group(2)), end: hex(group(2)) + hex(group(3)) },
    }),
  },
  {
    id: 'pci-not-returned',
    pattern: /WARNING: Failed to re-assign PCI device to root cell/i,
    read: () => ({ kind: 'warning', about: 'pci-not-returned' }),
  },
  {
    id: 'mmio-overflow',
    pattern: /WARNING: Overflow during MMIO region registration/i,
    read: () => ({ kind: 'warning', about: 'mmio-overflow' }),
  },
  {
    id: 'pvu-unmap',
    pattern: /WARNING: PVU cannot unmap memory at runtime for cell "?([^"\s]{1,31})/i,
    read: (group) => ({ kind: 'warning', about: 'iommu', cell: group(1) }),
  },
  {
    id: 'smmu-size',
    pattern: /WARNING: .{0,80}SMMU.{0,120}/i,
    read: () => ({ kind: 'warning', about: 'iommu' }),
  },
  {
    id: 'reply-timeout',
    pattern: /Timeout expired while waiting for reply from target cell/i,
    read: () => ({ kind: 'warning', about: 'reply-timeout' }),
  },
  {
    id: 'console-gap',
    pattern: /<missed \d{1,10} bytes of console log>/i,
    read: () => ({ kind: 'warning', about: 'console-gap' }),
  },
  {
    id: 'warning',
    pattern: /\bWARNING: \S/,
    read: () => ({ kind: 'warning', about: 'other' }),
  },
];
