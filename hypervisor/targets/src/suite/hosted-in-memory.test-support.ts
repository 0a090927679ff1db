// SPDX-License-Identifier: MIT
// A target behind a connection that does not leave the process.
import { PassThrough } from 'node:stream';
import { HostedTarget, RpcPeer, serveTarget, TARGET_FAILURES } from '../hosted/index.js';
import type { Target } from '../target.js';
import { TargetFailure } from '../target-failure.js';

/** Disposing of the result disposes of the target. */
export async function hostedInMemory(target: Target): Promise<Target> {
  const [toHost, toClient] = [new PassThrough(), new PassThrough()];
  const options = {
    failures: [TARGET_FAILURES],
    connectionLost: () => new TargetFailure('connection-lost', 'The connection has ended.'),
    log: (text: string) => console.error(text),
  };
  const host = new RpcPeer(toHost, toClient, options);
  const client = new RpcPeer(toClient, toHost, options);
  serveTarget(host, target);
  host.listen();
  client.listen();
  const hosted = await HostedTarget.attach(client);
  const leave = hosted.dispose.bind(hosted);
  hosted.dispose = async () => {
    await leave();
    await target.dispose();
    host.close();
    client.close();
  };
  return hosted;
}
