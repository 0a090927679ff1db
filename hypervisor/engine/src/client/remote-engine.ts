// SPDX-License-Identifier: MIT
// The engine of a host process, over a connection to it.
import type { Disposable, ExitHook, Target } from '@cellblock/targets';
import { HostedTarget, RpcPeer, TARGET_FAILURES } from '@cellblock/targets/hosted';
import type { Duplex } from 'node:stream';
import { connectionLost } from '../failures.js';
import {
  ENGINE_FAILURES,
  engineMethodName,
  EngineNotification,
  HostRequest,
  type EngineMethod,
} from '../protocol.js';
import type {
  CellInformation,
  ConsoleOutput,
  CpuInformation,
  EngineClient,
  LoadImage,
  SystemImages,
} from './engine-client.js';

export class RemoteEngine implements EngineClient {
  private leaving: Promise<void> | undefined;
  /** Whether the host has said, when this client left, that it was the last one. */
  wasLast = false;

  /** A client on an open connection. */
  static async attach(connection: Duplex): Promise<RemoteEngine> {
    const peer = new RpcPeer(connection, connection, {
      failures: [TARGET_FAILURES, ENGINE_FAILURES],
      connectionLost,
      // What the host sends is the project's own; a message that is none ends in a lost request.
      log: () => undefined,
    });
    peer.onClose(() => connection.destroy());
    peer.listen();
    return new RemoteEngine(peer, await HostedTarget.attach(peer));
  }

  private constructor(
    private readonly peer: RpcPeer,
    readonly target: Target,
  ) {}

  boot(request: { readonly system: Uint8Array; readonly images: SystemImages }): Promise<void> {
    return this.call('boot', request);
  }

  enable(): Promise<void> {
    return this.call('enable');
  }

  disable(): Promise<void> {
    return this.call('disable');
  }

  createCell(cell: Uint8Array): Promise<number> {
    return this.call('createCell', cell);
  }

  loadCell(id: number, images: readonly LoadImage[]): Promise<void> {
    return this.call('loadCell', id, images);
  }

  startCell(id: number): Promise<void> {
    return this.call('startCell', id);
  }

  shutdownCell(id: number): Promise<void> {
    return this.call('shutdownCell', id);
  }

  destroyCell(id: number): Promise<void> {
    return this.call('destroyCell', id);
  }

  listCells(): Promise<readonly CellInformation[]> {
    return this.call('listCells');
  }

  cpuStatistics(cpu: number): Promise<Readonly<Record<string, number>>> {
    return this.call('cpuStatistics', cpu);
  }

  cpuInformation(): Promise<readonly CpuInformation[]> {
    return this.call('cpuInformation');
  }

  exitHook(): Promise<ExitHook> {
    return this.call('exitHook');
  }

  onConsole(listener: (output: ConsoleOutput) => void): Disposable {
    return this.peer.onNotify(EngineNotification.console, (value) =>
      listener(value as ConsoleOutput),
    );
  }

  onCellsChanged(listener: (cells: readonly CellInformation[]) => void): Disposable {
    return this.peer.onNotify(EngineNotification.cells, (value) =>
      listener(value as readonly CellInformation[]),
    );
  }

  onEnded(listener: (detail: string) => void): Disposable {
    this.peer.onClose(() => {
      if (!this.leaving) listener(connectionLost().message);
    });
    return this.peer.onNotify(EngineNotification.ended, (value) => listener(value as string));
  }

  dispose(): Promise<void> {
    this.leaving ??= this.leave();
    return this.leaving;
  }

  private async leave(): Promise<void> {
    await this.target.dispose();
    try {
      this.wasLast = (await this.peer.request(HostRequest.leave, [])) as boolean;
    } catch {
      this.wasLast = true; // The host has ended already.
    }
    this.peer.close();
  }

  private async call<Method extends EngineMethod>(
    method: Method,
    ...params: Parameters<EngineClient[Method]>
  ): Promise<Awaited<ReturnType<EngineClient[Method]>>> {
    const result = await this.peer.request(engineMethodName(method), params);
    return (result ?? undefined) as Awaited<ReturnType<EngineClient[Method]>>;
  }
}
