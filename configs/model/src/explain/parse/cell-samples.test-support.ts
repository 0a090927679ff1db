// SPDX-License-Identifier: MIT
// A line or more for each message on what cells did: id, line, fields of the fault.
import type { Fault } from '../fault.js';

type KeysOf<Union> = Union extends unknown ? keyof Union : never;
export type Sample = readonly [
  id: string,
  line: string,
  fault: Partial<Record<KeysOf<Fault>, unknown>>,
];

const arm: readonly Sample[] = [
  [
    'arm-data-abort',
    'Unhandled data read at 0xb00308(4)',
    { kind: 'memory', access: 'read', address: 0xb00308n, size: 4 },
  ],
  [
    'arm-data-abort',
    'Unhandled data write at 0x50000000(1): forbidden by its region',
    { access: 'write', size: 1, refusedBy: 'region' },
  ],
  [
    'arm-data-abort',
    'Unhandled data write at 0x8000000(0): unsupported access, no syndrome',
    { address: 0x8000000n, size: undefined, refusedBy: 'decoder' },
  ],
  [
    'arm-external-abort',
    'Unhandled data read at 0xffff000012345678(0) (virtual): external abort',
    { address: 0xffff000012345678n, isExternal: true },
  ],
  [
    'arm-instruction-abort',
    'FATAL: instruction abort at 0x7fb00000',
    { kind: 'memory', access: 'fetch', address: 0x7fb00000n },
  ],
  ['arm-smc', 'Unhandled SMC arch trap 80008000', { kind: 'smc', function: 0x80008000n }],
  [
    'arm-trap',
    'FATAL: unhandled trap (exception class 0x24)',
    { kind: 'trap', exceptionClass: 0x24, isForbidden: false },
  ],
  [
    'arm-trap',
    'FATAL: forbidden access (exception class 0x16)',
    { exceptionClass: 0x16, isForbidden: true },
  ],
  [
    'arm-interrupt-route',
    'Attempt to route IRQ50 outside of cell',
    { kind: 'interrupt-route', interrupt: 50 },
  ],
];

const x86Access: readonly Sample[] = [
  [
    'x86-pio',
    'FATAL: Invalid PIO read, port: 70 size: 1',
    { kind: 'port', access: 'read', port: 0x70, size: 1 },
  ],
  ['x86-pio', 'FATAL: Invalid PIO read, port: 3f9: size 1', { port: 0x3f9, size: 1 }],
  [
    'x86-pio',
    'FATAL: Invalid PIO write, port: cf8 size: 4',
    { access: 'write', port: 0xcf8, size: 4 },
  ],
  [
    'x86-i8042',
    'FATAL: Invalid write to i8042 controller port',
    { kind: 'port', access: 'write', port: 0x64 },
  ],
  [
    'x86-memory',
    'FATAL: Invalid MMIO/RAM read, addr: 0x00000000fed40000 size: 4',
    { kind: 'memory', access: 'read', address: 0xfed40000n, size: 4 },
  ],
  [
    'x86-memory',
    'FATAL: Invalid MMIO/RAM write, addr: 0x00000001fed40000 size: 0',
    { access: 'write', size: undefined },
  ],
  [
    'subpage-access',
    'FATAL: Invalid MMIO write, address: 30860084, size: 2',
    { kind: 'memory', access: 'write', address: 0x30860084n, size: 2, refusedBy: 'subpage' },
  ],
  [
    'x86-instruction-unreadable',
    'FATAL: unable to get MMIO instruction',
    { kind: 'instruction', why: 'unreadable' },
  ],
  [
    'x86-instruction-unsupported',
    'FATAL: unsupported instruction (0x66 0x0f 0x6f 0x00)',
    { why: 'unsupported', bytes: [0x66, 0x0f, 0x6f, 0] },
  ],
  [
    'x86-instruction-unsupported',
    'FATAL: unsupported instruction',
    { why: 'unsupported', bytes: [] },
  ],
  [
    'x86-instruction-inconsistent',
    'FATAL: inconsistent access, expected read instruction',
    { why: 'inconsistent' },
  ],
];

const x86Cpu: readonly Sample[] = [
  ['x86-msr', 'FATAL: Unhandled MSR read: 1b', { kind: 'msr', access: 'read', msr: 0x1bn }],
  ['x86-msr', 'FATAL: Unhandled MSR write: 2ff', { access: 'write', msr: 0x2ffn }],
  [
    'x86-pat',
    'FATAL: Invalid PAT value: 60604050',
    { kind: 'msr', msr: 0x277n, value: 0x60604050n },
  ],
  [
    'x86-cr-unhandled',
    'FATAL: Unhandled CR access, qualification 3',
    { kind: 'control-register', value: 3n, why: 'unhandled' },
  ],
  ['x86-lmsw-or-clts', 'FATAL: Unsupported CR access (LMSW or CLTS)', { why: 'lmsw-or-clts' }],
  ['x86-mov-to-cr', 'FATAL: Unable to parse MOV-to-CR instruction', { why: 'not-parsed' }],
  [
    'x86-xsetbv',
    'FATAL: Invalid xsetbv parameters: xcr[0] = 00000001:0000001f',
    { register: 'XCR', value: 0x10000001fn, why: 'invalid-value' },
  ],
  [
    'vmx-exit',
    'FATAL: Unhandled VM-Exit, reason 2',
    { kind: 'vm-exit', vendor: 'vmx', reason: 2n, isEntryFailure: false },
  ],
  ['vmx-exit', 'FATAL: VM-Entry failure, reason 33', { reason: 33n, isEntryFailure: true }],
  [
    'vmx-instruction',
    'FATAL: vmresume failed, error 7',
    { kind: 'virtualization', instruction: 'vmresume', error: 7 },
  ],
  ['vmx-instruction', 'FATAL: invept failed, error 28', { instruction: 'invept' }],
  ['x86-cpu-reset', 'FATAL: CPU reset failed', { kind: 'virtualization', instruction: 'reset' }],
  [
    'svm-exit',
    'FATAL: Unexpected #VMEXIT, exitcode 7f, exitinfo1 0x0000000000000000 exitinfo2 0x0000000000000001',
    { vendor: 'svm', reason: 0x7fn, info1: 0n, info2: 1n },
  ],
  [
    'svm-entry',
    'FATAL: VM-Entry failure, error -1',
    { vendor: 'svm', isEntryFailure: true, reason: 0xffffffffffffffffn },
  ],
  [
    'apic-unhandled-vmx',
    'FATAL: Unhandled APIC access, qualification 1300',
    { kind: 'apic', why: 'unhandled', value: 0x300n },
  ],
  ['apic-unhandled-svm', 'FATAL: Unhandled APIC access, offset 768, is_write: 1', { value: 768n }],
  [
    'apic-delivery-mode',
    'FATAL: Unsupported/invalid APIC delivery mode, ICR.lo=c0700',
    { why: 'delivery-mode', value: 0xc0700n },
  ],
  [
    'apic-reserved-bits',
    'FATAL: Trying to set reserved APIC bits (reg 35, value 00020000)',
    { why: 'reserved-bits', value: 0x35n },
  ],
  [
    'apic-lvt-delivery-mode',
    'FATAL: Setting invalid LVT delivery mode (reg 35, value 00000300)',
    { why: 'lvt-delivery-mode' },
  ],
  ['apic-xapic-in-x2apic', 'FATAL: xAPIC access in x2APIC mode', { why: 'xapic-in-x2apic-mode' }],
  [
    'apic-access-width',
    'FATAL: Unsupported APIC access width 1',
    { why: 'access-width', value: 1n },
  ],
  ['apic-ldr-dfr', 'FATAL: Unsupported change to LDR: 2000000', { why: 'ldr-or-dfr' }],
  ['apic-ldr-dfr', 'FATAL: Unsupported change to DFR: fffffff', { why: 'ldr-or-dfr' }],
  [
    'apic-destination',
    'WARNING: CPU 2 specified IPI destination outside cell boundaries, ICR.hi=3',
    { why: 'destination', value: 2n },
  ],
];

export const cellSamples: readonly Sample[] = [...arm, ...x86Access, ...x86Cpu];
