// SPDX-License-Identifier: MIT
// A Target that lives in another process, on the other side of a connection.
import type { MachineDescription } from '../machine-description.js';
import type {
  Capabilities,
  ConsoleDescription,
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
import {
  methodName,
  Notification,
  Request,
  type TargetMethod,
  type TargetSummary,
} from './protocol.js';
import type { RpcPeer } from './rpc-peer.js';

export class HostedTarget implements Target {
  readonly capabilities: Capabilities;
  readonly consoles: Consoles;
  private readonly listeners = new Set<(event: TargetEvent) => void>();
  private readonly subscriptions: Disposable[];
  private consoleList: readonly ConsoleDescription[];

  /** Asks the other side what its target is; the peer listens already. */
  static async attach(peer: RpcPeer): Promise<HostedTarget> {
    return new HostedTarget(peer, (await peer.request(Request.describe, [])) as TargetSummary);
  }

  private constructor(
    private readonly peer: RpcPeer,
    summary: TargetSummary,
  ) {
    this.capabilities = summary.capabilities;
    this.consoleList = summary.consoles;
    this.consoles = {
      list: () => this.consoleList,
      write: async (name, bytes) => {
        await peer.request(Request.writeConsole, [name, bytes]);
      },
    };
    this.subscriptions = [
      peer.onNotify(Notification.consoles, (list) => {
        this.consoleList = list as readonly ConsoleDescription[];
      }),
      peer.onNotify(Notification.event, (event) => this.emit(event as TargetEvent)),
    ];
    peer.onClose(() => {
      this.emit({ kind: 'ended', detail: 'The connection to the host has ended.' });
    });
  }

  start(machine: MachineDescription): Promise<void> {
    return this.call('start', machine);
  }

  resume(cpus?: readonly CpuId[]): Promise<void> {
    return cpus ? this.call('resume', cpus) : this.call('resume');
  }

  step(cpu: CpuId): Promise<void> {
    return this.call('step', cpu);
  }

  pause(): Promise<void> {
    return this.call('pause');
  }

  cpus(): Promise<readonly CpuId[]> {
    return this.call('cpus');
  }

  readRegisters(cpu: CpuId, names?: readonly string[]): Promise<Registers> {
    return names ? this.call('readRegisters', cpu, names) : this.call('readRegisters', cpu);
  }

  writeRegisters(cpu: CpuId, values: Registers): Promise<void> {
    return this.call('writeRegisters', cpu, values);
  }

  readMemory(space: MemorySpace, address: bigint, length: number): Promise<Uint8Array> {
    return this.call('readMemory', space, address, length);
  }

  writeMemory(space: MemorySpace, address: bigint, bytes: Uint8Array): Promise<void> {
    return this.call('writeMemory', space, address, bytes);
  }

  setStops(stops: readonly Stop[]): Promise<readonly StopVerdict[]> {
    return this.call('setStops', stops);
  }

  onEvent(listener: (event: TargetEvent) => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  /** Ends this view only: the target belongs to its host. */
  dispose(): Promise<void> {
    for (const subscription of this.subscriptions.splice(0)) subscription.dispose();
    this.listeners.clear();
    return Promise.resolve();
  }

  private async call<Method extends TargetMethod>(
    method: Method,
    ...params: Parameters<Target[Method]>
  ): Promise<Awaited<ReturnType<Target[Method]>>> {
    const result = await this.peer.request(methodName(method), params);
    return (result ?? undefined) as Awaited<ReturnType<Target[Method]>>;
  }

  private emit(event: TargetEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }
}
