// SPDX-License-Identifier: MIT
// The steward's mailbox as hypervisor/include/cellblock/mailbox.h has it. A
// test compares offsets and numbers with the header's.
import { memoryRecord, type RecordOf } from '../memory-record.js';

export const MAILBOX_MAGIC = 'CBMAILB';
export const MAILBOX_VERSION = 1;
export const MAILBOX_READY = 1;

export const Command = {
  ENABLE: 1,
  DISABLE: 2,
  CELL_CREATE: 3,
  CELL_LOAD: 4,
  CELL_START: 5,
  CELL_SHUTDOWN: 6,
  CELL_DESTROY: 7,
  CELL_GET_STATE: 8,
  HYPERVISOR_GET_INFO: 9,
  CPU_GET_INFO: 10,
} as const;
export type Command = (typeof Command)[keyof typeof Command];

export const mailboxImage = memoryRecord('struct mailbox_image', {
  source: 'u64',
  size: 'u64',
  target: 'u64',
  padding: 'u64',
});

export const mailbox = memoryRecord('struct mailbox', {
  magic: { text: 8 },
  version: 'u32',
  state: 'u32',
  request: 'u32',
  response: 'u32',
  command: 'u32',
  online_cpus: 'u32',
  args: { words: 8 },
  result: 's64',
  staging_base: 'u64',
  staging_size: 'u64',
  completion: 'u64',
  message: { text: 128 },
});

export type Mailbox = RecordOf<typeof mailbox>;
