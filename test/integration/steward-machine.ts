// SPDX-License-Identifier: MIT
// The steward alone under QEMU, spoken to directly through its mailbox, so
// that a test can ask what no honest client would.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findSymbol, readElf } from '@cellblock/engine/elf';
import { QemuTarget } from '@cellblock/targets/qemu';

const STEWARD = fileURLToPath(
  new URL('../../../hypervisor/out/arm64/steward.elf', import.meta.url),
);

const PATIENCE_MS = 60_000;
const PHYSICAL = { kind: 'physical' } as const;

/** Offsets in struct mailbox, hypervisor/include/cellblock/mailbox.h. */
const STATE = 12n;
const REQUEST = 16n;
const RESPONSE = 20n;
const COMMAND = 24n;
const ONLINE_CPUS = 28n;
const ARGS = 32n;
const RESULT = 96n;
const MESSAGE = 128n;
const READY = 1;

export interface Answer {
  readonly result: bigint;
  readonly message: string;
}

export class StewardMachine {
  private readonly target = new QemuTarget();
  private readonly elf = stewardElf();
  private readonly mailbox = this.symbol('steward_mailbox');
  private requests = 0;

  /** Boots the machine with four CPUs and waits for the steward. */
  async start(): Promise<void> {
    await this.target.start({
      architecture: 'arm64',
      cpuCount: 4,
      ram: [{ start: 0x40000000n, size: 0x40000000n }],
      interruptController: {
        kind: 'gicv3',
        distributor: 0x08000000n,
        redistributors: 0x080a0000n,
      },
      uarts: [{ name: 'uart0', kind: 'pl011', address: 0x09000000n }],
      bootImage: STEWARD,
    });
    await this.target.resume();
    await this.until('the steward is ready', async () => (await this.number(STATE)) === READY);
  }

  async request(command: number, ...args: readonly bigint[]): Promise<Answer> {
    const words = new BigUint64Array(8);
    args.forEach((arg, index) => (words[index] = BigInt.asUintN(64, arg)));
    await this.write(this.mailbox + ARGS, new Uint8Array(words.buffer));
    await this.write(this.mailbox + COMMAND, word(command));
    await this.write(this.mailbox + REQUEST, word(++this.requests));
    await this.until(
      `command ${command} is answered`,
      async () => (await this.number(RESPONSE)) === this.requests,
    );
    const result = await this.read(this.mailbox + RESULT, 8);
    const message = await this.read(this.mailbox + MESSAGE, 128);
    return {
      result: new DataView(result.buffer).getBigInt64(0, true),
      message: new TextDecoder().decode(message.subarray(0, message.indexOf(0))),
    };
  }

  /** CPUs on line at the last answer. */
  onlineCpus(): Promise<number> {
    return this.number(ONLINE_CPUS);
  }

  /** Ticks that each of the CPUs has counted. */
  async ticks(): Promise<readonly bigint[]> {
    const bytes = await this.read(this.symbol('steward_ticks'), 4 * 8);
    return [...new BigUint64Array(bytes.slice().buffer)];
  }

  async until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
      await delay(2);
    }
  }

  write(address: bigint, bytes: Uint8Array): Promise<void> {
    return this.target.writeMemory(PHYSICAL, address, bytes);
  }

  dispose(): Promise<void> {
    return this.target.dispose();
  }

  private async read(address: bigint, length: number): Promise<Uint8Array> {
    return Uint8Array.from(await this.target.readMemory(PHYSICAL, address, length));
  }

  private async number(offset: bigint): Promise<number> {
    const bytes = await this.read(this.mailbox + offset, 4);
    return new DataView(bytes.buffer).getUint32(0, true);
  }

  private symbol(name: string): bigint {
    const symbol = findSymbol(this.elf, name);
    if (!symbol) throw new Error(`steward.elf has no symbol ${name}`);
    return symbol.address;
  }
}

function stewardElf() {
  const { elf, problems } = readElf(readFileSync(STEWARD));
  if (!elf) throw new Error(`steward.elf: ${problems.map(({ message }) => message).join('; ')}`);
  return elf;
}

function word(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}
