// SPDX-License-Identifier: MIT
// Registers of x86 CPUs, and exits of VMX and SVM that no one handles.
import { hex, hexNumber } from './message.js';
import type { Message } from './message.js';

export const x86CpuMessages: readonly Message[] = [
  {
    id: 'x86-msr',
    pattern: /FATAL: Unhandled MSR (read|write): (?:0x)?([0-9a-f]{1,16})/i,
    read: (group) => ({
      kind: 'msr',
      access: /write/i.test(group(1)) ? 'write' : 'read',
      msr: hex(group(2)),
    }),
    isFatal: true,
  },
  {
    id: 'x86-pat',
    pattern: /FATAL: Invalid PAT value: (?:0x)?([0-9a-f]{1,16})/i,
    read: (group) => ({ kind: 'msr', access: 'write', msr: 0x277n, value: hex(group(1)) }),
    isFatal: true,
  },
  {
    id: 'x86-cr-unhandled',
    pattern: /FATAL: Unhandled CR access, qualification (?:0x)?([0-9a-f]{1,16})/i,
    read: (group) => ({
      kind: 'control-register',
      register: 'CR',
      value: hex(group(1)),
      why: 'unhandled',
    }),
    isFatal: true,
  },
  {
    id: 'x86-lmsw-or-clts',
    pattern: /FATAL: Unsupported CR access \(LMSW or CLTS\)/i,
    read: () => ({ kind: 'control-register', register: 'CR', why: 'lmsw-or-clts' }),
    isFatal: true,
  },
  {
    id: 'x86-mov-to-cr',
    pattern: /FATAL: Unable to parse MOV-to-CR instruction/i,
    read: () => ({ kind: 'control-register', register: 'CR', why: 'not-parsed' }),
    isFatal: true,
  },
  {
    id: 'x86-xsetbv',
    pattern:
      /FATAL: Invalid xsetbv parameters: xcr\[(\d{1,10})\] = (?:0x)?([0-9a-f]{1,8}):(?:0x)?([0-9a-f]{1,8})/i,
    read: (group) => ({
      kind: 'control-register',
      register: 'XCR',
      value: (hex(group(2)) << 32n) | hex(group(3)),
      why: 'invalid-value',
    }),
    isFatal: true,
  },
  {
    id: 'vmx-exit',
    pattern: /FATAL: (Unhandled VM-Exit|VM-Entry failure), reason (\d{1,10})/i,
    read: (group) => ({
      kind: 'vm-exit',
      vendor: 'vmx',
      reason: BigInt(group(2)),
      isEntryFailure: /entry/i.test(group(1)),
    }),
    isFatal: true,
  },
  {
    id: 'vmx-instruction',
    pattern: /FATAL: (vmresume|vmlaunch|vmresume\/vmlaunch|invept) failed, error (\d{1,10})/i,
    read: (group) => ({
      kind: 'virtualization',
      instruction: group(1).toLowerCase(),
      error: Number(group(2)),
    }),
    isFatal: true,
  },
  {
    id: 'x86-cpu-reset',
    pattern: /FATAL: CPU reset failed/i,
    read: () => ({ kind: 'virtualization', instruction: 'reset' }),
    isFatal: true,
  },
  {
    id: 'svm-exit',
    pattern:
      /FATAL: Unexpected #VMEXIT, exitcode (?:0x)?([0-9a-f]{1,16}), exitinfo1 (?:0x)?([0-9a-f]{1,16}) exitinfo2 (?:0x)?([0-9a-f]{1,16})/i,
    read: (group) => ({
      kind: 'vm-exit',
      vendor: 'svm',
      reason: hex(group(1)),
      isEntryFailure: false,
      info1: hex(group(2)),
      info2: hex(group(3)),
    }),
    isFatal: true,
  },
  {
    id: 'svm-entry',
    pattern: /FATAL: VM-Entry failure, error (-?\d{1,20})/i,
    read: (group) => ({
      kind: 'vm-exit',
      vendor: 'svm',
      reason: BigInt.asUintN(64, BigInt(group(1))),
      isEntryFailure: true,
    }),
    isFatal: true,
  },
];

export const apicMessages: readonly Message[] = [
  {
    id: 'apic-unhandled-vmx',
    pattern: /FATAL: Unhandled APIC access, qualification (?:0x)?([0-9a-f]{1,16})/i,
    read: (group) => ({ kind: 'apic', why: 'unhandled', value: hex(group(1)) & 0xfffn }),
    isFatal: true,
  },
  {
    id: 'apic-unhandled-svm',
    pattern: /FATAL: Unhandled APIC access, offset (\d{1,5}), is_write: \d/i,
    read: (group) => ({ kind: 'apic', why: 'unhandled', value: BigInt(group(1)) }),
    isFatal: true,
  },
  {
    id: 'apic-delivery-mode',
    pattern: /Unsupported(?:\/invalid)? APIC delivery mode, ICR\.lo=(?:0x)?([0-9a-f]{1,8})/i,
    read: (group) => ({ kind: 'apic', why: 'delivery-mode', value: hex(group(1)) }),
    isFatal: true,
  },
  {
    id: 'apic-reserved-bits',
    pattern:
      /Trying to set reserved APIC bits \(reg (?:0x)?([0-9a-f]{1,3}), value (?:0x)?([0-9a-f]{1,8})\)/i,
    read: (group) => ({ kind: 'apic', why: 'reserved-bits', value: BigInt(hexNumber(group(1))) }),
    isFatal: true,
  },
  {
    id: 'apic-lvt-delivery-mode',
    pattern: /Setting invalid LVT delivery mode/i,
    read: () => ({ kind: 'apic', why: 'lvt-delivery-mode' }),
    isFatal: true,
  },
  {
    id: 'apic-xapic-in-x2apic',
    pattern: /xAPIC access in x2APIC mode/i,
    read: () => ({ kind: 'apic', why: 'xapic-in-x2apic-mode' }),
    isFatal: true,
  },
  {
    id: 'apic-access-width',
    pattern: /Unsupported APIC access width (\d{1,3})/i,
    read: (group) => ({ kind: 'apic', why: 'access-width', value: BigInt(group(1)) }),
    isFatal: true,
  },
  {
    id: 'apic-ldr-dfr',
    pattern: /Unsupported change to (?:LDR|DFR): (?:0x)?([0-9a-f]{1,8})/i,
    read: (group) => ({ kind: 'apic', why: 'ldr-or-dfr', value: hex(group(1)) }),
    isFatal: true,
  },
  {
    id: 'apic-destination',
    pattern: /WARNING: CPU (\d{1,5}) specified IPI destination outside cell boundaries/i,
    read: (group) => ({ kind: 'apic', why: 'destination', value: BigInt(group(1)) }),
  },
];
