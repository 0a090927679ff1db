// SPDX-License-Identifier: MIT
// The driver's lines in the kernel log, the tool's error messages, and where
// the hypervisor's tracing says that an error came from.
import { errnoNames, errnoOf, errnoWords } from '../errno.js';
import type { DriverFault, DriverMessage, ErrnoFault, Operation } from '../fault.js';
import { DEVICE, hex } from './message.js';
import type { Groups, Message } from './message.js';

function driver(
  about: DriverMessage,
  operation: Operation,
  pattern: RegExp,
  more: (group: Groups) => Partial<DriverFault> = () => ({}),
): Message {
  return {
    id: about,
    pattern,
    read: (group) => ({ kind: 'driver', about, operation, ...more(group) }),
  };
}

const address = (group: Groups): Partial<DriverFault> => ({ address: hex(group(1)) });
const name = (group: Groups): Partial<DriverFault> => ({ name: group(1) });

const kernelLog: readonly Message[] = [
  driver('not-a-system-configuration', 'enable', /Not a system configuration/i),
  driver('not-a-cell-configuration', 'create', /Not a cell configuration/i),
  driver('revision-mismatch', 'enable', /configuration revision mismatch/i),
  driver('architecture-mismatch', 'create', /configuration architecture mismatch/i),
  driver('no-hyp-mode', 'enable', /HYP mode not available/i),
  driver('vtx-disabled', 'enable', /VT-x disabled by Firmware\/BIOS/i),
  driver('no-virtualization', 'enable', /Missing or unsupported HVM technology/i),
  driver(
    'memory-not-reserved',
    'enable',
    /request_mem_region failed for hypervisor memory|Did you reserve the memory with/i,
  ),
  driver(
    'memory-not-mapped',
    'enable',
    /Unable to map RAM reserved for hypervisor(?: at (?:0x)?([0-9a-f]{1,16}))?/i,
    (group) => (group(1) === '' ? {} : address(group)),
  ),
  driver('image-missing', 'enable', /Missing hypervisor image ([\w.-]{1,60})/i, name),
  driver(
    'clock-not-mapped',
    'enable',
    /Unable to map clock register at (?:0x)?([0-9a-f]{1,16})/i,
    address,
  ),
  driver(
    'console-not-mapped',
    'enable',
    /Unable to map hypervisor debug console at (?:0x)?([0-9a-f]{1,16})/i,
    address,
  ),
  driver(
    'cell-memory-not-mapped',
    'load',
    /Unable to map cell RAM at (?:0x)?([0-9a-f]{1,16}) for image loading/i,
    address,
  ),
  driver('cpu-not-online', 'destroy', /failed to bring CPU (\d{1,5}) back online/i, (group) => ({
    cpu: Number(group(1)),
  })),
  driver('cell-not-destroyed', 'destroy', /failed to destroy cell "([^"]{0,31})"/i, name),
  driver(
    'pci-device-in-use',
    'create',
    new RegExp(`(?:failed to|Unable to|Could not) (?:claim|bind|unbind).{0,60}?${DEVICE}`, 'i'),
    (group) => ({ name: `${group(1)}:${group(2)}.${group(3)}` }),
  ),
  driver(
    'virtual-host-failed',
    'enable',
    /(?:failed to|unable to|could not) (?:add|create|apply).{0,40}(?:virtual (?:PCI )?host|overlay)|CONFIG_OF_OVERLAY disabled/i,
  ),
  driver(
    'undefined-symbol',
    'enable',
    /jailhouse: (?:Unknown symbol|disagrees about version of symbol) (\w{1,60})|(?:Unknown symbol|modpost: "?)(__get_vm_area_caller|ioremap_page_range|lapic_timer_period|__hyp_stub_vectors|__boot_cpu_mode)/i,
    (group) => ({ name: group(1) || group(2) }),
  ),
];

const guests: readonly Message[] = [
  driver('images-do-not-fit', 'linux', /No space found to load all images/i),
  driver(
    'shared-memory-probe',
    'start',
    new RegExp(`ivshmem.{0,40}${DEVICE}.{0,40}failed with error -28`, 'i'),
    (group) => ({ name: `${group(1)}:${group(2)}.${group(3)}` }),
  ),
  driver(
    'no-room-for-bar',
    'start',
    new RegExp(`${DEVICE}: BAR (\\d): (?:no space for|failed to assign) \\[mem`, 'i'),
    (group) => ({ name: `${group(1)}:${group(2)}.${group(3)}` }),
  ),
  driver(
    'comm-abi-mismatch',
    'start',
    /\b\d{1,3}\s+((?:\S| (?! )){1,31}?)\s+Comm ABI mismatch\b/i,
    name,
  ),
  driver('number-too-large', 'linux', /struct\.error: '?[IH]'? format requires/i),
];

const errnoPattern = errnoNames.join('|');
const wordsPattern = errnoNames.map(errnoWords).join('|');

const ioctls: Readonly<Record<string, Operation>> = {
  ENABLE: 'enable',
  DISABLE: 'disable',
  CELL_CREATE: 'create',
  CELL_LOAD: 'load',
  CELL_START: 'start',
  CELL_DESTROY: 'destroy',
};

function errnoFault(text: string, operation: Operation | undefined): ErrnoFault {
  return { kind: 'errno', errno: errnoOf(text) ?? 'EINVAL', ...(operation && { operation }) };
}

const tool: readonly Message[] = [
  {
    id: 'trace-error',
    pattern: new RegExp(
      `([\\w./+-]{1,120}\\.[chS]):(\\d{1,6}): returning error (-?(?:${errnoPattern})|-\\d{1,3})`,
      'i',
    ),
    read: (group) => ({
      ...errnoFault(group(3), undefined),
      file: group(1),
      line: Number(group(2)),
    }),
  },
  {
    id: 'ioctl-error',
    pattern: new RegExp(
      `JAILHOUSE_(ENABLE|DISABLE|CELL_CREATE|CELL_LOAD|CELL_START|CELL_DESTROY)\\)?: (${wordsPattern})`,
      'i',
    ),
    read: (group) => errnoFault(group(2), ioctls[group(1).toUpperCase()]),
  },
  {
    id: 'python-error',
    pattern: new RegExp(
      `(?:OSError|IOError|PermissionError|FileExistsError|FileNotFoundError): \\[Errno (\\d{1,3})\\]`,
    ),
    read: (group) => errnoFault(group(1), 'linux'),
  },
];

export const driverMessages: readonly Message[] = [...tool, ...guests, ...kernelLog];
