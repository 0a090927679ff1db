// SPDX-License-Identifier: MIT
// An engine's client over the board in QEMU: real instructions and registers
// under a hypervisor of a hundred lines, so that the debugger is tried alone.
import { readFileSync } from 'node:fs';
import type {
  CellInformation,
  CellState,
  CpuInformation,
  EngineClient,
  LoadImage,
} from '@cellblock/engine/client';
import { findSymbol, readElf, type Elf } from '@cellblock/engine/elf';
import type { Disposable, ExitHook } from '@cellblock/targets';
import { QemuTarget } from '@cellblock/targets/qemu';

const RECORD = { reason: 0, cellId: 4, sequence: 8, pc: 16, address: 24, registers: 32, size: 40 };

export class BoardEngine implements EngineClient {
  readonly target = new QemuTarget();
  readonly calls: string[] = [];
  private readonly elf: Elf;
  private entry = 0n;
  private state: CellState = 'shut down';
  private created = false;

  constructor(
    private readonly hypervisorElf: string,
    private readonly inmateElf: string,
  ) {
    this.elf = elfOf(hypervisorElf);
  }

  async boot(): Promise<void> {
    this.calls.push('boot');
    await this.target.start({
      architecture: 'arm64',
      cpuCount: 4,
      ram: [{ start: 0x40000000n, size: 0x10000000n }],
      interruptController: { kind: 'gicv3', distributor: 0x08000000n, redistributors: 0x080a0000n },
      uarts: [{ name: 'uart0', kind: 'pl011', address: 0x09000000n }],
      bootImage: this.hypervisorElf,
    });
    await this.target.resume();
  }

  enable(): Promise<void> {
    this.calls.push('enable');
    return Promise.resolve();
  }

  disable(): Promise<void> {
    return Promise.resolve();
  }

  createCell(): Promise<number> {
    this.calls.push('create');
    this.created = true;
    return Promise.resolve(1);
  }

  async loadCell(_id: number, images: readonly LoadImage[]): Promise<void> {
    this.calls.push('load');
    for (const { address, bytes } of images)
      await this.target.writeMemory({ kind: 'physical' }, address, bytes);
    this.entry = elfOf(this.inmateElf).entry;
  }

  async startCell(): Promise<void> {
    this.calls.push('start');
    this.state = 'running';
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, this.entry, true);
    await this.target.writeMemory({ kind: 'physical' }, this.symbol('go'), bytes);
  }

  shutdownCell(): Promise<void> {
    this.calls.push('shutdown');
    return Promise.resolve();
  }

  destroyCell(): Promise<void> {
    return Promise.resolve();
  }

  listCells(): Promise<readonly CellInformation[]> {
    const rest = { failedCpus: [], vttbr: 0n, configAddress: 0n };
    const root = { id: 0, name: 'qemu-arm64', state: 'running', cpus: [1, 2, 3], vmid: 0 } as const;
    const cell = { id: 1, name: 'inmate-demo', state: this.state, cpus: [0], vmid: 3 } as const;
    if (!this.calls.includes('boot')) return Promise.resolve([]);
    const cells = this.created ? [root, cell] : [root];
    return Promise.resolve(cells.map((one) => ({ ...one, ...rest })));
  }

  cpuStatistics(): Promise<Readonly<Record<string, number>>> {
    return Promise.resolve({});
  }

  async cpuInformation(): Promise<readonly CpuInformation[]> {
    const address = this.symbol('record');
    const bytes = await this.target.readMemory({ kind: 'physical' }, address, RECORD.size);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const long = (offset: number): bigint => view.getBigUint64(offset, true);
    const lastExit = {
      cpu: 0,
      sequence: long(RECORD.sequence),
      reason: long(RECORD.sequence) === 0n ? 'none' : 'hypercall',
      cellId: view.getUint32(RECORD.cellId, true),
      write: false,
      fetch: false,
      pc: long(RECORD.pc),
      syndrome: 0n,
      address: long(RECORD.address),
      value: 0n,
      registers: long(RECORD.registers),
    } as const;
    return [{ cpu: 0, cellId: 1, state: 'hypervisor', lastExit }];
  }

  exitHook(): Promise<ExitHook> {
    return Promise.resolve({
      entry: this.symbol('debug_exit_hook'),
      mask: this.symbol('exit_mask'),
      firstCpu: this.symbol('record'),
      cpuStride: 0,
      offsets: { reason: RECORD.reason, cellId: RECORD.cellId, address: RECORD.address },
    });
  }

  onConsole(listener: Parameters<EngineClient['onConsole']>[0]): Disposable {
    return this.target.onEvent((event) => {
      if (event.kind === 'console') listener({ console: 'inmate-demo', bytes: event.bytes });
    });
  }

  onCellsChanged(): Disposable {
    return { dispose: () => undefined };
  }

  onEnded(listener: (detail: string) => void): Disposable {
    return this.target.onEvent((event) => {
      if (event.kind === 'ended') listener(event.detail);
    });
  }

  async dispose(): Promise<void> {
    this.calls.push('dispose');
    await this.target.dispose();
  }

  private symbol(name: string): bigint {
    const symbol = findSymbol(this.elf, name);
    if (!symbol) throw new Error(`The board has no symbol ${name}.`);
    return symbol.address;
  }
}

function elfOf(path: string): Elf {
  const { elf } = readElf(readFileSync(path));
  if (!elf) throw new Error(`${path} is no ELF file.`);
  return elf;
}
