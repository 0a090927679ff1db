// SPDX-License-Identifier: MIT
// Offers a Target to the other side of a connection.
import type * as v from 'valibot';
import type { Disposable, Target } from '../target.js';
import {
  checkParameters,
  methodName,
  Notification,
  Request,
  TARGET_PARAMETERS,
  WRITE_CONSOLE_PARAMETERS,
  type TargetMethod,
  type TargetSummary,
} from './protocol.js';
import type { RpcPeer } from './rpc-peer.js';

/** Call before peer.listen(); the result ends the stream of events. */
export function serveTarget(peer: RpcPeer, target: Target): Disposable {
  for (const method of Object.keys(TARGET_PARAMETERS) as TargetMethod[]) {
    serveMethod(peer, target, method);
  }
  peer.handle(Request.describe, () => Promise.resolve(summaryOf(target)));
  peer.handle(Request.writeConsole, async (params) => {
    const checked = checkParameters(Request.writeConsole, WRITE_CONSOLE_PARAMETERS, params);
    await target.consoles.write(...checked);
  });
  return target.onEvent((event) => {
    if (event.kind === 'stopped' && event.reason.kind === 'start') {
      peer.notify(Notification.consoles, target.consoles.list());
    }
    peer.notify(Notification.event, event);
  });
}

function serveMethod(peer: RpcPeer, target: Target, method: TargetMethod): void {
  const name = methodName(method);
  peer.handle(name, (params) => {
    // The table ties each schema to the parameters of its method; tsc cannot follow that.
    const schema = TARGET_PARAMETERS[method] as v.GenericSchema<unknown, unknown[]>;
    const act = target[method].bind(target) as (...values: unknown[]) => Promise<unknown>;
    return act(...checkParameters(name, schema, params));
  });
}

function summaryOf(target: Target): TargetSummary {
  return { capabilities: target.capabilities, consoles: target.consoles.list() };
}
