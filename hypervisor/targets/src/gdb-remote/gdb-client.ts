// SPDX-License-Identifier: MIT
// A client of a gdb-remote stub: one exchange at a time, in the order in which
// they were asked for. While the target runs, only interrupt() may be called:
// a stub takes no packets then.
import type { Duplex } from 'node:stream';
import { TargetFailure } from '../target-failure.js';
import { bytesToHex, hexToBytes, littleEndian, toLittleEndian } from './hex.js';
import { ACK, encodePacket, INTERRUPT, PacketReader, type PacketEvent } from './packets.js';
import { parseStopReply, type StopReply } from './stop-reply.js';
import { readTargetDescription, type RegisterDescription } from './target-description.js';

/** Kinds of the Z and z packets. */
export const PointKind = { software: 0, hardware: 1, write: 2, read: 3, access: 4 } as const;
export type PointKind = (typeof PointKind)[keyof typeof PointKind];

export interface Point {
  readonly kind: PointKind;
  readonly address: bigint;
  /** Bytes watched, or the size of the instruction. */
  readonly length: number;
}

/** How a thread runs in a vCont packet. */
export type Action = 'continue' | 'step';

const CORE_FEATURE = /\.core$/;
const MOST_RESENDS = 3;
/** Characters of one document of the target description. */
const LONGEST_DOCUMENT = 4 * 1024 * 1024;

interface Exchange {
  readonly frame: Uint8Array;
  readonly accepts: (payload: string) => boolean;
  readonly resolve: (payload: string) => void;
  readonly reject: (failure: TargetFailure) => void;
  resends: number;
}

export class GdbClient {
  /** In the order of their numbers, once connect() has read the description. */
  registers: readonly RegisterDescription[] = [];
  private readonly reader = new PacketReader();
  private readonly waiting: Exchange[] = [];
  private failure: TargetFailure | undefined;
  private packetSize = 400;
  private thread = 0;
  /** By thread; they change only when the target runs or a register is written. */
  private readonly coreRegisters = new Map<number, Map<string, bigint>>();
  private physical = false;

  /** A client on a stream that is open; `name` is what failures call the other side. */
  constructor(
    private readonly stream: Duplex,
    private readonly name: string,
  ) {
    stream.on('data', (bytes: Uint8Array) => this.receive(bytes));
    stream.on('error', (error: Error) => this.end(error.message));
    stream.on('close', () => this.end('the connection was closed'));
  }

  /** Agrees on features and learns the registers. */
  async connect(): Promise<void> {
    const features = await this.request('qSupported:multiprocess+;vContSupported+');
    const size = /(?:^|;)PacketSize=([0-9a-f]{1,8})(?:;|$)/i.exec(features);
    if (size) this.packetSize = Math.max(64, parseInt(size[1] ?? '', 16));
    if (features.includes('qXfer:features:read+')) {
      this.registers = await readTargetDescription((name) => this.readDocument(name));
    }
    // Asking for the stop reason also makes the stub forget old points.
    await this.request('?');
  }

  /** The core registers at once; far cheaper than one by one. */
  async readCoreRegisters(thread: number): Promise<ReadonlyMap<string, bigint>> {
    const known = this.coreRegisters.get(thread);
    if (known) return known;
    await this.select(thread);
    const bytes = this.decode('g', await this.request('g'));
    const values = new Map<string, bigint>();
    let offset = 0;
    for (const register of this.registers.filter(isCore)) {
      const field = bytes.subarray(offset, (offset += register.bytes));
      if (field.length === register.bytes) values.set(register.name, littleEndian(field));
    }
    this.coreRegisters.set(thread, values);
    return values;
  }

  /** Undefined if the stub has the register but no value for it. */
  async readRegister(thread: number, register: RegisterDescription): Promise<bigint | undefined> {
    await this.select(thread);
    const reply = await this.request(`p${register.number.toString(16)}`);
    const bytes = hexToBytes(reply);
    return bytes && bytes.length > 0 ? littleEndian(bytes) : undefined;
  }

  /** True if the stub says that it wrote the register. */
  async writeRegister(
    thread: number,
    register: RegisterDescription,
    value: bigint,
  ): Promise<boolean> {
    await this.select(thread);
    this.coreRegisters.delete(thread);
    const hex = bytesToHex(toLittleEndian(value, register.bytes));
    return (await this.request(`P${register.number.toString(16)}=${hex}`)) === 'OK';
  }

  /** As this thread sees it; undefined where nothing answers at one of the addresses. */
  async readThreadMemory(
    thread: number,
    address: bigint,
    length: number,
  ): Promise<Uint8Array | undefined> {
    await this.select(thread);
    return this.readMemory(address, length);
  }

  /** Undefined where nothing answers at one of the addresses. */
  async readMemory(address: bigint, length: number): Promise<Uint8Array | undefined> {
    const result = new Uint8Array(length);
    const most = Math.floor((this.packetSize - 8) / 2);
    for (let done = 0; done < length;) {
      const part = Math.min(most, length - done);
      const at = (address + BigInt(done)).toString(16);
      const bytes = hexToBytes(await this.request(`m${at},${part.toString(16)}`));
      if (bytes?.length !== part) return undefined;
      result.set(bytes, done);
      done += part;
    }
    return result;
  }

  /** False where nothing answers at one of the addresses. */
  async writeMemory(address: bigint, bytes: Uint8Array): Promise<boolean> {
    const most = Math.floor((this.packetSize - 48) / 2);
    for (let done = 0; done < bytes.length; done += most) {
      const part = bytes.subarray(done, done + most);
      const at = (address + BigInt(done)).toString(16);
      const packet = `M${at},${part.length.toString(16)}:${bytesToHex(part)}`;
      if ((await this.request(packet)) !== 'OK') return false;
    }
    return true;
  }

  /** QEMU only: whether memory packets mean physical addresses; false if it can't. */
  async usePhysicalMemory(physical: boolean): Promise<boolean> {
    if (this.physical === physical) return true;
    const reply = await this.request(`Qqemu.PhyMemMode:${physical ? 1 : 0}`);
    if (reply === 'OK') this.physical = physical;
    return reply === 'OK';
  }

  /** False if the stub refuses the point. */
  async insert(point: Point): Promise<boolean> {
    return (await this.request(`Z${pointText(point)}`)) === 'OK';
  }

  async remove(point: Point): Promise<boolean> {
    return (await this.request(`z${pointText(point)}`)) === 'OK';
  }

  /** Runs the given threads, or all, until the target stops. */
  async run(action: Action, threads?: readonly number[]): Promise<StopReply> {
    const letter = action === 'step' ? 's' : 'c';
    const actions = threads?.map((thread) => `;${letter}:p1.${thread.toString(16)}`);
    const packet = `vCont${actions ? actions.join('') : `;${letter}`}`;
    this.coreRegisters.clear();
    const reply = await this.request(packet, endsRun);
    const stop = parseStopReply(reply);
    // The thread that has stopped is selected by that.
    this.thread = stop?.kind === 'stopped' ? (stop.thread ?? 0) : 0;
    if (stop) return stop;
    const text = `${this.name} answered "${reply}" to "${packet}".`;
    throw new TargetFailure('connection-lost', text);
  }

  /** Makes run() end soon; harmless if it has just ended. */
  interrupt(): void {
    if (!this.failure) this.stream.write(INTERRUPT);
  }

  /** Ends the target, if it still lives, and the connection. */
  kill(): void {
    if (!this.failure) {
      this.stream.write(INTERRUPT); // A stub takes no packets while the target runs.
      this.stream.end(encodePacket('k'));
    }
    this.end('the connection was closed');
  }

  private async select(thread: number): Promise<void> {
    if (this.thread === thread) return;
    const reply = await this.request(`Hgp1.${thread.toString(16)}`);
    if (reply !== 'OK') {
      throw new TargetFailure('no-such-cpu', `${this.name} has no CPU ${thread - 1}.`);
    }
    this.thread = thread;
  }

  private async readDocument(name: string): Promise<string | undefined> {
    const step = this.packetSize - 16;
    const parts: string[] = [];
    for (let offset = 0; offset < LONGEST_DOCUMENT;) {
      const range = `${offset.toString(16)},${step.toString(16)}`;
      const reply = await this.request(`qXfer:features:read:${name}:${range}`);
      const part = reply.slice(1);
      if ((reply[0] !== 'l' && reply[0] !== 'm') || (reply[0] === 'm' && part === '')) {
        return undefined;
      }
      parts.push(part);
      offset += part.length;
      if (reply[0] === 'l') return parts.join('');
    }
    return undefined;
  }

  private decode(request: string, reply: string): Uint8Array {
    const bytes = hexToBytes(reply);
    if (bytes) return bytes;
    const text = `${this.name} answered "${reply.slice(0, 40)}" to "${request}".`;
    throw new TargetFailure('connection-lost', text);
  }

  private request(payload: string, accepts: Exchange['accepts'] = () => true): Promise<string> {
    if (this.failure) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      this.waiting.push({ frame: encodePacket(payload), accepts, resolve, reject, resends: 0 });
      if (this.waiting.length === 1) this.send();
    });
  }

  private send(): void {
    const exchange = this.waiting[0];
    if (exchange) this.stream.write(exchange.frame);
  }

  private receive(bytes: Uint8Array): void {
    for (const event of this.reader.push(bytes)) this.handle(event);
  }

  private handle(event: PacketEvent): void {
    const exchange = this.waiting[0];
    if (event.kind === 'packet') {
      this.stream.write(ACK);
      if (!exchange?.accepts(event.payload)) return; // e.g. console output, O packets
      this.waiting.shift();
      exchange.resolve(event.payload);
      this.send();
    } else if (event.kind === 'damaged') {
      this.stream.write(Uint8Array.of(0x2d));
    } else if (event.kind === 'nack' && exchange) {
      if (++exchange.resends > MOST_RESENDS) this.end('it did not understand a packet');
      else this.send();
    }
  }

  private end(reason: string): void {
    this.failure ??= new TargetFailure(
      'connection-lost',
      `The connection to ${this.name} ended: ${reason}.`,
    );
    for (const exchange of this.waiting.splice(0)) exchange.reject(this.failure);
  }
}

/** A stop or a refusal to run; other packets, such as console output, are passed over. */
function endsRun(payload: string): boolean {
  return payload === '' || payload.startsWith('E') || parseStopReply(payload) !== undefined;
}

function isCore(register: RegisterDescription): boolean {
  return CORE_FEATURE.test(register.feature);
}

function pointText({ kind, address, length }: Point): string {
  return `${kind},${address.toString(16)},${length.toString(16)}`;
}
