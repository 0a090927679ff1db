// SPDX-License-Identifier: MIT
// The owner of a live target: one engine, and its clients as they come and go.
import type { Readable, Writable } from 'node:stream';
import { RpcPeer, serveTarget, TARGET_FAILURES } from '@cellblock/targets/hosted';
import type { EngineClient } from '../client/engine-client.js';
import { connectionLost } from '../failures.js';
import { ENGINE_FAILURES, HostRequest } from '../protocol.js';
import { serveEngine } from './serve-engine.js';

export interface HostOptions {
  readonly engine: EngineClient;
  /** Hears when the last client has gone. */
  readonly onLastGone: () => void;
  readonly log: (text: string) => void;
}

export class Host {
  private readonly clients = new Set<RpcPeer>();
  /** Clients that have said that they go; they count no more. */
  private readonly leaving = new Set<RpcPeer>();

  constructor(private readonly options: HostOptions) {}

  /** Serves one client until its connection ends. */
  serve(input: Readable, output: Writable): void {
    const { engine, log } = this.options;
    const peer = new RpcPeer(input, output, {
      failures: [TARGET_FAILURES, ENGINE_FAILURES],
      connectionLost,
      log,
    });
    this.clients.add(peer);
    const services = [serveTarget(peer, engine.target), serveEngine(peer, engine)];
    peer.handle(HostRequest.leave, () => {
      this.leaving.add(peer);
      return Promise.resolve(this.leaving.size === this.clients.size);
    });
    peer.onClose(() => {
      services.forEach((service) => service.dispose());
      output.end();
      this.clients.delete(peer);
      this.leaving.delete(peer);
      if (this.clients.size === 0) this.options.onLastGone();
    });
    peer.listen();
  }

  /** Ends all connections. */
  close(): void {
    for (const peer of [...this.clients]) peer.close();
  }
}
