// SPDX-License-Identifier: MIT
// Commands for the root cell through the steward's mailbox in the machine's
// RAM, while the machine runs.
import { noAnswer, requestTooBig, targetStopped } from '../failures.js';
import { readRecord } from '../memory-record.js';
import { mailbox, MAILBOX_MAGIC, MAILBOX_READY, type Command, type Mailbox } from './layout.js';

/** Physical memory that can be accessed while the machine runs, and whether it does. */
export interface RunningMemory {
  readonly isRunning: () => boolean;
  read(address: bigint, length: number): Promise<Uint8Array>;
  write(address: bigint, bytes: Uint8Array): Promise<void>;
}

export interface CommandAnswer {
  /** 0, a value, or a negative error number. */
  readonly result: number;
  /** Why the steward itself refused; empty otherwise. */
  readonly message: string;
}

/** What a command hands over in memory; addresses are known only once it is placed. */
export interface Staged {
  readonly size: number;
  bytesAt(address: bigint): Uint8Array;
}

/** An argument: a number, or the address of something placed in the staging area. */
export type Argument = bigint | Staged;

export interface CommandRequest {
  /** For failures: "Creating the cell". */
  readonly what: string;
  readonly command: Command;
  readonly args: readonly Argument[];
}

const PAGE = 4096n;
const POLL_MS = 1;
const ANSWER_SECONDS = 60;

export class MailboxChannel {
  private turns: Promise<unknown> = Promise.resolve();

  /** `address` is physical, of the ELF symbol steward_mailbox. */
  constructor(
    private readonly memory: RunningMemory,
    private readonly address: bigint,
  ) {}

  /** Whether the steward takes commands; not before it has set up its mailbox. */
  async isReady(): Promise<boolean> {
    const { magic, state } = await this.look();
    return magic === MAILBOX_MAGIC && state === MAILBOX_READY;
  }

  async version(): Promise<number> {
    return (await this.look()).version;
  }

  /** One command at a time, in the order of the calls. */
  execute(request: CommandRequest): Promise<CommandAnswer> {
    const turn = this.turns.then(() => this.exchange(request));
    this.turns = turn.catch(() => undefined);
    return turn;
  }

  private async exchange({ what, command, args }: CommandRequest): Promise<CommandAnswer> {
    if (!this.memory.isRunning()) throw targetStopped(what);
    const before = await this.look();
    const values = await this.place(args, before);
    await this.write('command', u32(command));
    for (const [index, value] of values.entries()) await this.write('args', u64(value), 8 * index);
    const request = (before.request + 1) >>> 0;
    await this.write('request', u32(request));
    const after = await this.untilAnswered(what, request);
    return { result: Number(after.result), message: after.message };
  }

  /** Writes what is staged behind each other and gives all arguments as numbers. */
  private async place(args: readonly Argument[], box: Mailbox): Promise<bigint[]> {
    let next = box.staging_base;
    const values: bigint[] = [];
    for (const arg of args) {
      if (typeof arg === 'bigint') {
        values.push(arg);
        continue;
      }
      const end = next + BigInt(arg.size);
      if (end > box.staging_base + box.staging_size) {
        throw requestTooBig(end - box.staging_base, box.staging_size);
      }
      await this.memory.write(next, arg.bytesAt(next));
      values.push(next);
      next = ((end + PAGE - 1n) / PAGE) * PAGE;
    }
    return values;
  }

  /** Time in which the machine is stopped does not count. */
  private async untilAnswered(what: string, request: number): Promise<Mailbox> {
    let patience = ANSWER_SECONDS * 1000;
    let last = performance.now();
    for (;;) {
      const box = await this.look();
      if (box.response === request) return box;
      const now = performance.now();
      if (this.memory.isRunning()) patience -= now - last;
      last = now;
      if (patience <= 0) throw noAnswer(what, ANSWER_SECONDS);
      await new Promise((next) => setTimeout(next, POLL_MS));
    }
  }

  private async look(): Promise<Mailbox> {
    return readRecord(mailbox, await this.memory.read(this.address, mailbox.size));
  }

  private write(field: keyof Mailbox, bytes: Uint8Array, inside = 0): Promise<void> {
    return this.memory.write(this.address + BigInt(mailbox.offsets[field] + inside), bytes);
  }
}

/** Bytes that do not depend on where they are placed. */
export function staged(bytes: Uint8Array): Staged {
  return { size: bytes.length, bytesAt: () => bytes };
}

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

function u64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes;
}
