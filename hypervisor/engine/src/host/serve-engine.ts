// SPDX-License-Identifier: MIT
// Offers an engine to the other side of a connection.
import type { Disposable } from '@cellblock/targets';
import { checkParameters, type RpcPeer } from '@cellblock/targets/hosted';
import type * as v from 'valibot';
import type { EngineClient } from '../client/engine-client.js';
import {
  ENGINE_PARAMETERS,
  engineMethodName,
  EngineNotification,
  type EngineMethod,
} from '../protocol.js';

/** Call before peer.listen(); the result ends the stream of events. */
export function serveEngine(peer: RpcPeer, engine: EngineClient): Disposable {
  for (const method of Object.keys(ENGINE_PARAMETERS) as EngineMethod[]) {
    serveMethod(peer, engine, method);
  }
  const subscriptions = [
    engine.onConsole((output) => peer.notify(EngineNotification.console, output)),
    engine.onCellsChanged((cells) => peer.notify(EngineNotification.cells, cells)),
    engine.onEnded((detail) => peer.notify(EngineNotification.ended, detail)),
  ];
  return { dispose: () => subscriptions.forEach((subscription) => subscription.dispose()) };
}

function serveMethod(peer: RpcPeer, engine: EngineClient, method: EngineMethod): void {
  const name = engineMethodName(method);
  peer.handle(name, (params) => {
    // The table ties each schema to the parameters of its method; tsc cannot follow that.
    const schema = ENGINE_PARAMETERS[method] as v.GenericSchema<unknown, unknown[]>;
    const act = engine[method].bind(engine) as (...values: unknown[]) => Promise<unknown>;
    return act(...checkParameters(name, schema, params));
  });
}
