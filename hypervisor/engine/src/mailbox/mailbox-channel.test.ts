// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { readRecord } from '../memory-record.js';
import { stagedImages } from './image-list.js';
import { Command, mailbox, mailboxImage } from './layout.js';
import { MailboxChannel, staged, type RunningMemory } from './mailbox-channel.js';

const BOX = 0x1000n;
const STAGING = 0x2000n;

/** Memory with a steward that answers each request by itself, or never. */
class FakeSteward implements RunningMemory {
  readonly bytes = new Uint8Array(0x8000);
  running = true;
  isRunning = (): boolean => this.running;
  private readonly view = new DataView(this.bytes.buffer);

  constructor(private readonly answer: (args: readonly bigint[]) => bigint) {
    this.bytes.set(Buffer.from('CBMAILB\0'), Number(BOX));
    this.set('version', 1);
    this.set('state', 1);
    this.view.setBigUint64(this.at('staging_base'), STAGING, true);
    this.view.setBigUint64(this.at('staging_size'), 0x4000n, true);
  }

  read(address: bigint, length: number): Promise<Uint8Array> {
    return Promise.resolve(this.bytes.slice(Number(address), Number(address) + length));
  }

  write(address: bigint, bytes: Uint8Array): Promise<void> {
    this.bytes.set(bytes, Number(address));
    if (Number(address) === this.at('request')) setTimeout(() => this.serve(), 1);
    return Promise.resolve();
  }

  private serve(): void {
    const box = readRecord(mailbox, this.bytes, Number(BOX));
    this.view.setBigInt64(this.at('result'), this.answer(box.args), true);
    this.set('response', box.request);
  }

  private set(field: 'version' | 'state' | 'response', value: number): void {
    this.view.setUint32(this.at(field), value, true);
  }

  private at(field: keyof typeof mailbox.offsets): number {
    return Number(BOX) + mailbox.offsets[field];
  }
}

describe('mailbox channel', () => {
  it('places what a command hands over and gives its address', async () => {
    const memory: FakeSteward = new FakeSteward((args) =>
      BigInt(memory.bytes[Number(args[1])] ?? 0),
    );
    const channel = new MailboxChannel(memory, BOX);
    assert.ok(await channel.isReady());
    const args = [7n, staged(Uint8Array.of(42)), staged(new Uint8Array(100))];
    const answer = await channel.execute({ what: 'Test', command: Command.ENABLE, args });
    assert.deepEqual(answer, { result: 42, message: '' });
    const box = readRecord(mailbox, memory.bytes, Number(BOX));
    assert.deepEqual(box.args.slice(0, 3), [7n, STAGING, STAGING + 0x1000n]);
  });

  it('sends one command at a time', async () => {
    let count = 0n;
    const memory = new FakeSteward(() => ++count);
    const channel = new MailboxChannel(memory, BOX);
    const command = { what: 'Test', command: Command.DISABLE, args: [] };
    const answers = await Promise.all([1, 2, 3].map(() => channel.execute(command)));
    assert.deepEqual(
      answers.map(({ result }) => result),
      [1, 2, 3],
    );
  });

  it('refuses commands while the machine is stopped, and takes them afterwards', async () => {
    const memory = new FakeSteward(() => -22n);
    const channel = new MailboxChannel(memory, BOX);
    memory.running = false;
    const request = { what: 'Starting a cell', command: Command.CELL_START, args: [1n] };
    await assert.rejects(channel.execute(request), {
      code: 'target-stopped',
      message: /Starting a cell needs a running machine/,
    });
    memory.running = true;
    assert.equal((await channel.execute(request)).result, -22);
  });

  it('refuses what does not fit into the staging area', async () => {
    const channel = new MailboxChannel(new FakeSteward(() => 0n), BOX);
    const args = [staged(new Uint8Array(0x4001))];
    await assert.rejects(channel.execute({ what: 'Test', command: Command.ENABLE, args }), {
      code: 'request-too-big',
    });
  });

  it('lists images with the places of their bytes', () => {
    const images = [
      { bytes: Uint8Array.of(1, 2), address: 0n },
      { bytes: Uint8Array.of(3), address: 0x1000n },
    ];
    const list = stagedImages(images);
    const bytes = list.bytesAt(STAGING);
    assert.equal(bytes.length, list.size);
    const second = readRecord(mailboxImage, bytes, mailboxImage.size);
    assert.deepEqual(second, {
      source: STAGING + 0x2000n,
      size: 1n,
      target: 0x1000n,
      padding: 0n,
    });
    assert.equal(bytes[0x2000], 3);
  });
});
