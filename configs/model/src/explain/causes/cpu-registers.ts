// SPDX-License-Identifier: MIT
// x86: model-specific and control registers, VM exits that nobody handles, and
// instructions on emulated memory.
import { formatHex } from '../../format.js';
import type { Cause, Findings } from '../cause.js';
import type {
  ControlRegisterFault,
  FaultReport,
  InstructionFault,
  MemoryFault,
  MsrFault,
  VirtualizationFault,
  VmExitFault,
} from '../fault.js';
import type { Scene } from '../scene.js';
import { explainMemory } from './memory-access.js';
import { capital } from './access-words.js';

interface MsrRange {
  readonly first: bigint;
  readonly last: bigint;
  readonly name: string;
  readonly advice: string;
}

const msrs: readonly MsrRange[] = [
  {
    first: 0x1bn,
    last: 0x1bn,
    name: 'IA32_APIC_BASE',
    advice:
      'The mode of the APIC is fixed when the hypervisor is enabled; guests may not move or switch it.',
  },
  {
    first: 0x200n,
    last: 0x26fn,
    name: 'an MTRR',
    advice:
      'Memory types come from the root cell. Linux in a cell is told by its boot parameters that there are no MTRRs (CONFIG_JAILHOUSE_GUEST).',
  },
  {
    first: 0x277n,
    last: 0x277n,
    name: 'IA32_PAT',
    advice: 'Each of its eight bytes has to be a memory type: 0, 1, 4, 5, 6 or 7.',
  },
  {
    first: 0x2ffn,
    last: 0x2ffn,
    name: 'IA32_MTRR_DEF_TYPE',
    advice: 'Only its enable bit is emulated.',
  },
  {
    first: 0x800n,
    last: 0x8ffn,
    name: 'a register of the x2APIC',
    advice:
      'That register does not exist or may not be used in this mode; look for a guest that probes the APIC.',
  },
  {
    first: 0xc80n,
    last: 0xd8fn,
    name: 'a register of cache allocation',
    advice:
      'Caches are split by the cache regions of configurations; turn resctrl off in the guest.',
  },
  {
    first: 0x480n,
    last: 0x491n,
    name: 'a register of virtual machine extensions',
    advice: 'Guests have none: turn KVM off in the guest.',
  },
  {
    first: 0xc0000080n,
    last: 0xc0000080n,
    name: 'EFER',
    advice: 'SVME and reserved bits stay clear in guests.',
  },
];

export function explainMsr({ access, msr, value }: MsrFault, { who }: Scene): Findings {
  const known = msrs.find(({ first, last }) => msr >= first && msr <= last);
  const name = known ? ` (${known.name})` : '';
  const written = value === undefined ? '' : ` of ${formatHex(value)}`;
  return {
    happened: [
      `The ${access}${written} ${access === 'write' ? 'to' : 'of'} MSR ${formatHex(msr)}${name} by ${who} was not allowed.`,
    ],
    causes: [
      {
        title: `the guest uses ${known?.name ?? 'an MSR'} that cells do not have`,
        likelihood: 'likely',
        explanation: `${known?.advice ?? 'Which MSRs a cell has does not depend on its configuration.'} Find the driver in the guest by rip in the register dump, and turn it off; a configuration cannot grant MSRs.`,
      },
    ],
  };
}

const controlText: Readonly<Record<ControlRegisterFault['why'], string>> = {
  unhandled:
    'Only moves to CR0 and CR4 can be carried out, and only with values that hardware allows in a guest.',
  'lmsw-or-clts':
    'Write CR0 by MOV instead of LMSW or CLTS while its intercepted bits are concerned.',
  'not-parsed':
    'The hypervisor could not read the instruction: the code has to lie in memory that the cell may execute, and be a plain MOV to a control register.',
  'invalid-value':
    'The value enables states that the CPU lacks, or leaves out x87, which must be on. The guest takes its features from another CPU model than the machine has.',
};

export function explainControlRegister(fault: ControlRegisterFault, { who }: Scene): Findings {
  const { register, value, why } = fault;
  const detail = value === undefined ? '' : ` (${formatHex(value)})`;
  return {
    happened: [
      `${capital(who)} wrote a ${register === 'XCR' ? 'value to XCR0' : 'control register'} in a way that is not allowed${detail}.`,
    ],
    causes: [
      {
        title: `the guest sets up its CPU in a way that the hypervisor does not carry out`,
        likelihood: 'likely',
        explanation: `${controlText[why]} No configuration can allow it: look at rip in the register dump.`,
      },
    ],
  };
}

/** Basic exit reasons of VMX (Intel SDM, appendix C) that guests can cause. */
type ReasonWords = readonly [name: string, advice: string];

const vmxReasons: Readonly<Record<string, ReasonWords>> = {
  '0': [
    'an exception',
    'An exception that the hypervisor does not hand back; a machine check needs mce=off on the root cell.',
  ],
  '2': [
    'a triple fault',
    'The guest could not deliver an exception: its page tables, IDT or stack are broken, or it has run off its memory. It often follows from memory that the cell lacks.',
  ],
  '3': ['an INIT signal', 'Another CPU sent INIT past the hypervisor.'],
  '6': ['an SMI', 'System management mode does more than it may.'],
  '9': ['a task switch', 'Guests may not switch tasks by hardware: a fault through a task gate.'],
  '12': [
    'HLT',
    'That should not leave the guest; the hypervisor is set up in another way than it believes.',
  ],
  ...Object.fromEntries(
    ['18', '19', '20', '21', '22', '23', '24', '25', '26', '27', '50', '53'].map((reason) => [
      reason,
      [
        `an instruction of VMX (exit reason ${reason})`,
        'Cells have no VMX. Linux uses it in KVM, and when it crashes or reboots: look for a panic or an oops before this line, and unload kvm.',
      ] as const,
    ]),
  ),
  '33': [
    'an invalid guest state',
    'The state of the CPU is not one that hardware enters. After a reset: look at cpu_reset_address.',
  ],
  '34': ['an error in loading MSRs', 'The state of the CPU is not one that hardware enters.'],
  '48': ['an EPT violation', 'An access to memory that no region covers.'],
  '49': [
    'an EPT misconfiguration',
    'The hypervisor made tables that the CPU does not understand: a bug, or hardware that lies about itself.',
  ],
  '54': ['WBINVD', 'Cache flushes of the whole machine are not allowed to cells.'],
};

export function explainVmExit(fault: VmExitFault, scene: Scene, report: FaultReport): Findings {
  const { reason, vendor, isEntryFailure, physical, qualification = 0n } = fault;
  if (vendor === 'vmx' && reason === 48n && physical !== undefined) {
    return explainMemory(accessOfViolation(physical, qualification), scene, report);
  }
  if (vendor === 'svm' && reason === 0x400n && fault.info2 !== undefined) {
    return explainMemory(accessOfNestedFault(fault.info2, fault.info1 ?? 0n), scene, report);
  }
  const [name, advice] =
    vendor === 'vmx'
      ? (vmxReasons[reason.toString()] ?? [
          `exit reason ${reason.toString()}`,
          'Cells may not do what leads to this exit.',
        ])
      : svmReason(reason, isEntryFailure);
  const cause: Cause = {
    title: isEntryFailure ? 'the CPU refused to run the guest' : `the guest caused ${name}`,
    likelihood: 'likely',
    explanation: `${advice} rip in the register dump tells where.`,
  };
  return {
    happened: [`${capital(scene.who)} left the guest by ${name}, which nobody handles.`],
    causes: [cause],
  };
}

function svmReason(code: bigint, isEntryFailure: boolean): readonly [string, string] {
  if (isEntryFailure || code === 0xffffffffffffffffn) {
    return ['an invalid guest state', 'The state of the CPU is not one that hardware enters.'];
  }
  if (code === 0x7fn) {
    return [
      'a shutdown (triple fault)',
      'The guest could not deliver an exception: its page tables, IDT or stack are broken, or it has run off its memory.',
    ];
  }
  if (code >= 0x40n && code <= 0x5fn) {
    return [
      `exception ${(code - 0x40n).toString()}`,
      'An exception that the hypervisor does not hand back.',
    ];
  }
  return [`exit code ${formatHex(code)}`, 'Cells may not do what leads to this exit.'];
}

/** Intel SDM, table 27-7: bit 0 read, 1 write, 2 fetch. */
function accessOfViolation(address: bigint, qualification: bigint): MemoryFault {
  const access = qualification & 4n ? 'fetch' : qualification & 2n ? 'write' : 'read';
  return { kind: 'memory', access, address };
}

/** AMD APM 2, 15.25.6: bit 1 write, 4 fetch. */
function accessOfNestedFault(address: bigint, error: bigint): MemoryFault {
  const access = error & 16n ? 'fetch' : error & 2n ? 'write' : 'read';
  return { kind: 'memory', access, address };
}

export function explainVirtualization(
  { instruction, error }: VirtualizationFault,
  scene: Scene,
): Findings {
  return {
    happened: [
      instruction === 'reset'
        ? `A CPU of ${scene.who} could not be set to its reset state.`
        : `${instruction} failed with error ${error ?? '?'}.`,
    ],
    causes: [
      {
        title:
          'the CPU lacks what the hypervisor needs, or something else drives its virtualisation',
        likelihood: 'likely',
        explanation:
          'Run `jailhouse hardware check` in the root cell, switch nested virtualisation on if this is a virtual machine, and unload kvm there.',
      },
    ],
  };
}

/** What cannot even be read and lies where RIP does is the instruction itself. */
function asFetch(access: MemoryFault, { why }: InstructionFault, report: FaultReport): MemoryFault {
  const rip = report.registers?.['rip'];
  const isFetch =
    why === 'unreadable' && rip !== undefined && ((rip ^ access.address) & 0xfffn) === 0n;
  return isFetch ? { ...access, access: 'fetch' } : access;
}

/** Where the access itself is told, too, that is the better story. */
export function explainInstruction(
  fault: InstructionFault,
  scene: Scene,
  report: FaultReport,
): Findings {
  const access = (report.further ?? []).find((more): more is MemoryFault => more.kind === 'memory');
  if (access) {
    const further = [fault, ...(report.further ?? [])];
    return explainMemory(asFetch(access, fault, report), scene, { ...report, further });
  }
  const bytes = (fault.bytes ?? []).map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return {
    happened: [
      `The hypervisor could not carry out an instruction${bytes === '' ? '' : ` (${bytes})`} of ${scene.who} on emulated memory.`,
    ],
    causes: [
      {
        title:
          fault.why === 'unreadable'
            ? 'the instruction itself cannot be read'
            : 'the instruction is none that the hypervisor carries out',
        likelihood: 'certain',
        explanation:
          fault.why === 'unreadable'
            ? "The guest's page tables for its code do not lead to memory of the cell."
            : 'It knows plain MOV and MOVZX; no string, SIMD or read-modify-write instructions. Access devices through volatile pointers or readl() and writel(), or give the cell whole pages, which are not emulated.',
      },
    ],
  };
}
