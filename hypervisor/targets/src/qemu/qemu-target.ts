// SPDX-License-Identifier: MIT
// A machine in QEMU: a Target over its gdb-remote stub, its RAM file and its
// UART's socket.
import type { Socket } from 'node:net';
import type { ExpressionScope } from '../expression.js';
import { GdbClient } from '../gdb-remote/index.js';
import type { MachineDescription } from '../machine-description.js';
import type {
  Consoles,
  CpuId,
  Disposable,
  MemorySpace,
  Registers,
  Stop,
  StopVerdict,
  Target,
  TargetEvent,
} from '../target.js';
import { TargetFailure } from '../target-failure.js';
import { QEMU_CAPABILITIES } from './capabilities.js';
import { boardRam } from './command-line.js';
import { CpuAccess, exceptionLevel } from './cpu-access.js';
import { findQemu } from './find-qemu.js';
import { QemuProcess } from './qemu-process.js';
import { RamFile } from './ram-file.js';
import { RunControl, type Halt } from './run-control.js';
import { pointOf, StopTable, verdictOf } from './stop-table.js';

export interface QemuTargetOptions {
  /** Where the supervisor's script lies if not beside this module. */
  readonly supervisorScript?: string;
}

/** Everything that exists between start and the end of the machine. */
interface LiveMachine {
  readonly description: MachineDescription;
  readonly process: QemuProcess;
  readonly ram: RamFile;
  readonly gdb: GdbClient;
  readonly cpus: CpuAccess;
  readonly run: RunControl;
  readonly uart: Socket;
}

export class QemuTarget implements Target {
  readonly capabilities = QEMU_CAPABILITIES;
  private readonly listeners = new Set<(event: TargetEvent) => void>();
  private readonly stops = new StopTable();
  private process: QemuProcess | undefined;
  private machine: LiveMachine | undefined;
  private masks = new Map<bigint, bigint>();
  private disposed = false;
  private cause: string | undefined;
  private ended: string | undefined;

  constructor(private readonly options: QemuTargetOptions = {}) {}

  readonly consoles: Consoles = {
    list: () => (this.machine?.description.uarts ?? []).map(({ name }) => ({ name })),
    write: async (name, bytes) => {
      const { description, uart } = this.live();
      if (!description.uarts.some((console) => console.name === name)) {
        throw new TargetFailure('machine-not-supported', `There is no console "${name}".`);
      }
      const failure = await new Promise((resolve) => uart.write(bytes, resolve));
      if (failure) this.live();
    },
  };

  async start(description: MachineDescription): Promise<void> {
    if (this.disposed) throw new TargetFailure('disposed', 'This target has been disposed of.');
    if (this.process) {
      throw new TargetFailure('machine-not-supported', 'This target has a machine already.');
    }
    const process = new QemuProcess(description, { binary: findQemu(), ...this.options });
    this.process = process;
    void process.ended.then((detail) => this.end(detail));
    try {
      this.machine = await this.bringUp(description, process);
    } catch (failure) {
      await process.kill();
      throw failure;
    }
    this.emit({ kind: 'stopped', cpu: 0, reason: { kind: 'start' } });
  }

  async resume(cpus?: readonly CpuId[]): Promise<void> {
    const machine = this.live();
    for (const cpu of cpus ?? []) machine.cpus.requireCpu(cpu);
    await machine.run.resume(cpus);
  }

  async step(cpu: CpuId): Promise<void> {
    const machine = this.live();
    machine.cpus.requireCpu(cpu);
    await machine.run.step(cpu);
  }

  async pause(): Promise<void> {
    await this.live().run.pause();
  }

  cpus(): Promise<readonly CpuId[]> {
    return this.guard(() => {
      const { description } = this.live();
      return Promise.resolve(Array.from({ length: description.cpuCount }, (_, cpu) => cpu));
    });
  }

  readRegisters(cpu: CpuId, names?: readonly string[]): Promise<Registers> {
    return this.guard(() => {
      const { run, cpus } = this.live();
      return run.whileStopped('Reading registers', () => cpus.readRegisters(cpu, names));
    });
  }

  writeRegisters(cpu: CpuId, values: Registers): Promise<void> {
    return this.guard(() => {
      const { run, cpus } = this.live();
      return run.whileStopped('Writing registers', () => cpus.writeRegisters(cpu, values));
    });
  }

  readMemory(space: MemorySpace, address: bigint, length: number): Promise<Uint8Array> {
    return this.guard(async () => {
      const { ram, run, cpus } = this.live();
      if (space.kind === 'physical' && ram.holds(address, length) === 'all') {
        return ram.read(address, length);
      }
      const bytes = new Uint8Array(length);
      const read = (): Promise<void> =>
        this.forEachPiece(cpus, space, { address, length }, async (physical, offset, size) => {
          const piece = await cpus.readPhysical(physical, size);
          if (piece) bytes.set(piece, offset);
          return piece !== undefined;
        });
      // The tables of a cell lie in RAM; only their shape is in a register.
      await (space.kind === 'stage2'
        ? run.whileHalted(read)
        : run.whileStopped('Reading memory', read));
      return bytes;
    });
  }

  writeMemory(space: MemorySpace, address: bigint, bytes: Uint8Array): Promise<void> {
    return this.guard(async () => {
      const { ram, run, cpus } = this.live();
      if (space.kind === 'physical' && run.running && ram.holds(address, bytes.length) === 'all') {
        // Into data only: code that QEMU has translated would not change.
        ram.write(address, bytes);
        return;
      }
      const range = { address, length: bytes.length };
      await run.whileStopped('Writing memory', () =>
        this.forEachPiece(cpus, space, range, (physical, offset, size) =>
          cpus.writePhysical(physical, bytes.subarray(offset, offset + size)),
        ),
      );
    });
  }

  setStops(stops: readonly Stop[]): Promise<readonly StopVerdict[]> {
    return this.guard(() => {
      const { run, cpus } = this.live();
      return run.whileHalted(async () => {
        const verdicts = stops.map((stop) => verdictOf(stop, (name) => cpus.hasRegister(name)));
        const settable = stops.filter((_, i) => verdicts[i]?.set === true);
        this.stops.replace(settable);
        const refused = await run.setPoints(this.stops.points());
        const refusedKeys = new Set(
          refused.map((point) => JSON.stringify(Object.values(point), asText)),
        );
        await this.publishMasks(cpus);
        return stops.map((stop, i): StopVerdict => {
          const verdict = verdicts[i] ?? { id: stop.id, set: true };
          const key = JSON.stringify(Object.values(pointOf(stop)), asText);
          return refusedKeys.has(key)
            ? { id: stop.id, set: { missing: 'QEMU refused to set it.' } }
            : verdict;
        });
      });
    });
  }

  onEvent(listener: (event: TargetEvent) => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    this.machine?.run.end();
    await this.process?.kill();
  }

  private async bringUp(
    description: MachineDescription,
    process: QemuProcess,
  ): Promise<LiveMachine> {
    const gdb = new GdbClient(await process.connect(process.files.gdb), 'QEMU');
    const uart = await process.connect(process.files.uart);
    uart.on('error', () => undefined);
    const name = description.uarts[0]?.name ?? 'uart0';
    uart.on('data', (bytes: Uint8Array) => this.emit({ kind: 'console', console: name, bytes }));
    await gdb.connect();
    const ram = new RamFile(process.files.ram, boardRam(description));
    const cpus = new CpuAccess(gdb, ram, description.cpuCount);
    const run = new RunControl(
      gdb,
      Array.from({ length: description.cpuCount }, (_, cpu) => cpu),
      {
        judge: (halt) => this.judge(cpus, halt),
        resumed: () => this.emit({ kind: 'resumed' }),
        stopped: (cpu, reason) => this.emit({ kind: 'stopped', cpu, reason }),
        failed: (failure) => this.fail(process, failure),
      },
    );
    return { description, process, ram, gdb, cpus, run, uart };
  }

  private async judge(cpus: CpuAccess, halt: Halt): Promise<readonly number[]> {
    const { pc = 0n, cpsr = 0n } = await cpus.readRegisters(halt.cpu, ['pc', 'cpsr']);
    if (!this.stops.hasAt({ pc, watch: halt.watch })) return [];
    const roots = await cpus.readExisting(halt.cpu, ['VTTBR_EL2', 'VTCR_EL2']);
    const wide = ((roots.VTCR_EL2 ?? 0n) >> 19n) & 1n; // VTCR_EL2.VS: VMIDs of 16 bits
    const vmid = Number(((roots.VTTBR_EL2 ?? 0n) >> 48n) & (wide ? 0xffffn : 0xffn));
    const scope = scopeOf(cpus, halt.cpu);
    return this.stops.match({ ...halt, pc, level: exceptionLevel(cpsr), vmid, scope });
  }

  /** Tells the hypervisor which exits to bring to its hook. */
  private async publishMasks(cpus: CpuAccess): Promise<void> {
    const masks = this.stops.exitMasks();
    for (const [address, old] of this.masks) {
      if (!masks.has(address) && old !== 0n) masks.set(address, 0n);
    }
    for (const [address, mask] of masks) {
      const bytes = new Uint8Array(8);
      new DataView(bytes.buffer).setBigUint64(0, mask, true);
      await cpus.writePhysical(address, bytes);
    }
    this.masks = masks;
  }

  /** Translates a range and acts on each piece that is contiguous in memory. */
  private async forEachPiece(
    cpus: CpuAccess,
    space: MemorySpace,
    range: { readonly address: bigint; readonly length: number },
    act: (physical: bigint, offset: number, size: number) => Promise<boolean>,
  ): Promise<void> {
    if ('cpu' in space) cpus.requireCpu(space.cpu);
    for (let offset = 0; offset < range.length;) {
      const at = BigInt.asUintN(64, range.address + BigInt(offset));
      const result = await cpus.translate(space, at);
      if (result.kind === 'fault') {
        const text = `Stage ${result.stage} does not map ${hex(at)}: ${result.reason}.`;
        throw new TargetFailure('memory-not-mapped', text);
      }
      const left = BigInt(range.length - offset);
      const size = Number(result.contiguous < left ? result.contiguous : left);
      if (!(await act(result.address, offset, size))) {
        const text = `No memory answers at physical ${hex(result.address)}, ${size} bytes.`;
        throw new TargetFailure('memory-not-mapped', text);
      }
      offset += size;
    }
  }

  /** Makes a synchronous failure a rejection. */
  private async guard<T>(act: () => Promise<T>): Promise<T> {
    return act();
  }

  private live(): LiveMachine {
    if (this.ended !== undefined) {
      throw new TargetFailure('disposed', `The machine has ended: ${this.ended}`);
    }
    if (this.disposed) throw new TargetFailure('disposed', 'The machine has been disposed of.');
    if (this.machine) return this.machine;
    throw new TargetFailure('not-running', 'No machine has been started.');
  }

  /** The run loop cannot go on: nor can the machine. */
  private fail(process: QemuProcess, failure: unknown): void {
    // When QEMU has ended, its own last words say more than the lost connection.
    const lost = failure instanceof TargetFailure && failure.code === 'connection-lost';
    if (!lost) this.cause = failure instanceof Error ? failure.message : String(failure);
    void process.kill();
  }

  private end(detail: string): void {
    this.machine?.run.end();
    this.machine?.gdb.kill();
    this.machine?.ram.close();
    this.machine?.uart.destroy();
    const text = this.disposed ? 'The machine was switched off.' : (this.cause ?? detail);
    this.ended = text;
    this.emit({ kind: 'ended', detail: text });
  }

  private emit(event: TargetEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }
}

/** What conditions see on a halted CPU. */
function scopeOf(cpus: CpuAccess, cpu: CpuId): ExpressionScope {
  return {
    register: async (name) => (await cpus.readExisting(cpu, [name]))[name],
    memory: async (kind, address, length) => {
      const space: MemorySpace = kind === 'physical' ? { kind } : { kind, cpu };
      const place = await cpus.translate(space, address);
      if (place.kind === 'fault' || place.contiguous < BigInt(length)) return undefined;
      return cpus.readPhysical(place.address, length);
    },
  };
}

function asText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}
