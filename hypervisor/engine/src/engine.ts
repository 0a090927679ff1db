// SPDX-License-Identifier: MIT
// The life of cells on one target: what the driver's tools do for a Linux root
// cell, over the steward's mailbox and the hypervisor's debug block.
import { readFile } from 'node:fs/promises';
import type { SystemConfig } from '@cellblock/cell-config';
import type {
  Disposable,
  ExitHook,
  MachineDescription,
  Target,
  TargetEvent,
} from '@cellblock/targets';
import type {
  CellInformation,
  ConsoleOutput,
  CpuInformation,
  EngineClient,
  LoadImage,
  SystemImages,
} from './client/engine-client.js';
import { DebugBlock } from './debug-block/debug-block.js';
import { HypervisorWatch } from './debug-block/hypervisor-watch.js';
import {
  alreadyBooted,
  alreadyEnabled,
  bootFailed,
  bootTimeout,
  EngineFailure,
  imageInvalid,
  imageMissing,
  notBooted,
  notEnabled,
} from './failures.js';
import { findSymbol, readElf, type Elf } from './elf/index.js';
import { LoadableRegions } from './loadable-regions.js';
import { decodeAs, machineFromSystem } from './machine-from-system.js';
import { Command, MAILBOX_VERSION } from './mailbox/layout.js';
import { stagedImages } from './mailbox/image-list.js';
import { MailboxChannel, staged, type CommandRequest } from './mailbox/mailbox-channel.js';
import { describeVerb, requestRefused, type Verb } from './request-refused.js';
import { EXIT_STATISTICS, statisticType } from './statistics.js';

const BOOT_POLL_MS = 5;
const WIRE_KEPT = 8000;

/** What exists from boot on. */
interface Booted {
  readonly config: SystemConfig;
  readonly image: Uint8Array;
  readonly images: SystemImages;
  readonly channel: MailboxChannel;
  readonly debugBlock: bigint;
  readonly machine: MachineDescription;
}

export class Engine implements EngineClient {
  private booting = false;
  private started = false;
  private booted: Booted | undefined;
  private watch: HypervisorWatch | undefined;
  private enabling = false;
  private running = false;
  private ended: string | undefined;
  private wire = '';
  private readonly loadable = new Map<number, LoadableRegions>();
  private readonly consoleListeners = new Set<(output: ConsoleOutput) => void>();
  private readonly cellListeners = new Set<(cells: readonly CellInformation[]) => void>();
  private readonly endListeners = new Set<(detail: string) => void>();

  /** `bootSeconds` is how long the steward may take until it takes commands. */
  constructor(
    readonly target: Target,
    private readonly bootSeconds = 60,
  ) {
    target.onEvent((event) => this.onTargetEvent(event));
  }

  async boot(request: {
    readonly system: Uint8Array;
    readonly images: SystemImages;
  }): Promise<void> {
    if (this.booting) throw alreadyBooted();
    this.booting = true;
    try {
      const booted = await this.prepare(request.system, request.images);
      await this.target.start(booted.machine);
      this.started = true;
      await this.target.resume();
      await this.untilReady(booted.channel);
      this.booted = booted;
    } catch (failure) {
      // What failed before there was a machine may be tried again.
      this.booting = this.started;
      throw failure;
    }
  }

  async enable(): Promise<void> {
    const system = this.system();
    if (this.watch || this.enabling) throw alreadyEnabled();
    this.enabling = true;
    try {
      await this.enableNow(system);
    } finally {
      this.enabling = false;
    }
  }

  async disable(): Promise<void> {
    const watch = this.enabled();
    await this.command({ kind: 'disable' }, Command.DISABLE, []);
    await watch.flush();
    watch.stop();
    this.watch = undefined;
    this.loadable.clear();
    this.emitCells([]);
  }

  async createCell(image: Uint8Array): Promise<number> {
    const { cell } = orThrow(decodeAs('cell', image));
    const id = await this.command({ kind: 'create', name: cell.name }, Command.CELL_CREATE, [
      staged(image),
      BigInt(image.length),
    ]);
    this.loadable.set(id, new LoadableRegions(cell));
    this.watch?.nameCell(id, cell.name);
    await this.watch?.flush();
    return id;
  }

  async loadCell(id: number, images: readonly LoadImage[]): Promise<void> {
    this.loadable.get(id)?.check(images);
    const args = [BigInt(id), stagedImages(images), BigInt(images.length)];
    await this.command({ kind: 'load', id }, Command.CELL_LOAD, args);
    await this.watch?.flush();
  }

  async startCell(id: number): Promise<void> {
    await this.command({ kind: 'start', id }, Command.CELL_START, [BigInt(id)]);
    await this.watch?.flush();
  }

  async shutdownCell(id: number): Promise<void> {
    await this.command({ kind: 'shutdown', id }, Command.CELL_SHUTDOWN, [BigInt(id)]);
    await this.watch?.flush();
  }

  async destroyCell(id: number): Promise<void> {
    await this.command({ kind: 'destroy', id }, Command.CELL_DESTROY, [BigInt(id)]);
    this.loadable.delete(id);
    await this.watch?.flush();
  }

  async listCells(): Promise<readonly CellInformation[]> {
    return (await this.watch?.flush())?.cells ?? [];
  }

  async cpuInformation(): Promise<readonly CpuInformation[]> {
    return (await this.watch?.flush())?.cpus ?? [];
  }

  async cpuStatistics(cpu: number): Promise<Readonly<Record<string, number>>> {
    const counts: Record<string, number> = {};
    for (const [index, name] of EXIT_STATISTICS.entries()) {
      const args = [BigInt(cpu), statisticType(index)];
      counts[name] = await this.command({ kind: 'statistics', cpu }, Command.CPU_GET_INFO, args);
    }
    return counts;
  }

  async exitHook(): Promise<ExitHook> {
    return Promise.resolve(this.enabled().block.exitHook());
  }

  onConsole(listener: (output: ConsoleOutput) => void): Disposable {
    return subscribe(this.consoleListeners, listener);
  }

  onCellsChanged(listener: (cells: readonly CellInformation[]) => void): Disposable {
    return subscribe(this.cellListeners, listener);
  }

  onEnded(listener: (detail: string) => void): Disposable {
    return subscribe(this.endListeners, listener);
  }

  /** Ends the machine; console text that has been written is delivered before. */
  async dispose(): Promise<void> {
    if (this.ended === undefined) await this.watch?.flush().catch(() => undefined);
    this.watch?.stop();
    await this.target.dispose();
  }

  /** Everything that can fail before a machine is started. */
  private async prepare(image: Uint8Array, images: SystemImages): Promise<Booted> {
    const config = orThrow(decodeAs('system', image));
    const steward = await readElfFile(images.steward);
    const hypervisor = await readElfFile(images.hypervisorElf);
    await readImage(images.hypervisor);
    const mailbox = symbolAddress(images.steward, steward, 'steward_mailbox');
    const base = hypervisor.segments.find(({ type }) => type === 1)?.virtualAddress ?? 0n;
    const block = symbolAddress(images.hypervisorElf, hypervisor, 'debug_block');
    const machine = orThrow(machineFromSystem(config, images.steward));
    const channel = new MailboxChannel(
      {
        isRunning: () => this.running,
        read: this.readPhysical,
        write: (address, bytes) => this.target.writeMemory({ kind: 'physical' }, address, bytes),
      },
      mailbox,
    );
    const debugBlock = config.system.hypervisorMemory.physStart + block - base;
    return { config, image, images, channel, debugBlock, machine };
  }

  /** Time in which the machine is stopped does not count. */
  private async untilReady(channel: MailboxChannel): Promise<void> {
    let patience = (this.bootSeconds * 1000) / BOOT_POLL_MS;
    for (;;) {
      if (this.ended !== undefined) throw bootFailed(this.ended, this.wire);
      if (await channel.isReady()) break;
      if (this.running && patience-- <= 0) throw bootTimeout(this.bootSeconds, this.wire);
      await new Promise((next) => setTimeout(next, BOOT_POLL_MS));
    }
    const version = await channel.version();
    if (version !== MAILBOX_VERSION) {
      throw imageInvalid('steward.elf', `its mailbox has version ${version}.`);
    }
  }

  private async enableNow(system: Booted): Promise<void> {
    const { channel, image, images, debugBlock, machine } = system;
    const hypervisor = await readImage(images.hypervisor);
    const answer = await channel.execute({
      what: 'Enabling the hypervisor',
      command: Command.ENABLE,
      args: [staged(hypervisor), BigInt(hypervisor.length), staged(image), BigInt(image.length)],
    });
    const block = await DebugBlock.open(this.readPhysical, debugBlock);
    if (block instanceof EngineFailure && answer.result === 0) throw block;
    const watch =
      block instanceof EngineFailure ? undefined : this.watchHypervisor(block, machine.cpuCount);
    const snapshot = await watch?.flush();
    if (answer.result !== 0) {
      throw requestRefused({ kind: 'enable' }, answer, 0, snapshot?.refusal);
    }
    this.watch = watch;
    watch?.start();
  }

  /** Sends a command that needs the hypervisor; its result if that is no error. */
  private async command(
    verb: Verb,
    command: Command,
    args: CommandRequest['args'],
  ): Promise<number> {
    const { channel } = this.system();
    const watch = this.enabled();
    const { refusal: before } = await watch.flush();
    const answer = await channel.execute({ what: describeVerb(verb), command, args });
    if (answer.result >= 0) return answer.result;
    const { refusal } = await watch.flush();
    throw requestRefused(verb, answer, before.sequence, refusal);
  }

  private watchHypervisor(block: DebugBlock, cpuCount: number): HypervisorWatch {
    return new HypervisorWatch(block, cpuCount, {
      console: (output) => this.emitConsole(output),
      cells: (cells) => this.emitCells(cells),
      // Memory can only fail to be read when the machine has ended, which is told anyway.
      failed: () => undefined,
    });
  }

  private system(): Booted {
    if (!this.booted) throw notBooted();
    return this.booted;
  }

  private enabled(): HypervisorWatch {
    this.system();
    if (!this.watch) throw notEnabled();
    return this.watch;
  }

  private readonly readPhysical = (address: bigint, length: number): Promise<Uint8Array> =>
    this.target.readMemory({ kind: 'physical' }, address, length);

  private onTargetEvent(event: TargetEvent): void {
    switch (event.kind) {
      case 'resumed':
        this.running = true;
        break;
      case 'stopped':
        this.running = false;
        break;
      case 'console': {
        const text = Buffer.from(event.bytes).toString('latin1');
        this.wire = (this.wire + text).slice(-WIRE_KEPT);
        this.emitConsole({ console: event.console, bytes: event.bytes });
        break;
      }
      case 'ended':
        this.running = false;
        this.ended = event.detail;
        this.watch?.stop();
        for (const listener of [...this.endListeners]) listener(event.detail);
    }
  }

  private emitConsole(output: ConsoleOutput): void {
    for (const listener of [...this.consoleListeners]) listener(output);
  }

  private emitCells(cells: readonly CellInformation[]): void {
    for (const listener of [...this.cellListeners]) listener(cells);
  }
}

async function readImage(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch {
    throw imageMissing(path);
  }
}

async function readElfFile(path: string): Promise<Elf> {
  const { elf, problems } = readElf(await readImage(path));
  if (!elf) throw imageInvalid(path, problems[0]?.message ?? 'it is no ELF file.');
  return elf;
}

function symbolAddress(path: string, elf: Elf, name: string): bigint {
  const symbol = findSymbol(elf, name);
  if (!symbol) throw imageInvalid(path, `it has no symbol ${name}.`);
  return symbol.address;
}

function orThrow<T>(result: T | EngineFailure): T {
  if (result instanceof EngineFailure) throw result;
  return result;
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): Disposable {
  listeners.add(listener);
  return { dispose: () => listeners.delete(listener) };
}
