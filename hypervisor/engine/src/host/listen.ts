// SPDX-License-Identifier: MIT
// A local socket that only its user can reach; one that a dead host has left
// behind is replaced.
import { rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { socketPathProblem } from '../socket-path.js';

export async function listen(path: string, onClient: (client: Socket) => void): Promise<Server> {
  const problem = socketPathProblem(path);
  if (problem !== undefined) throw new Error(problem);
  if (await isAlive(path)) throw new Error(`a host listens at ${path} already`);
  rmSync(path, { force: true });
  // The permissions of a socket are those that it is made with.
  process.umask(0o077);
  const server = createServer(onClient);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  return server;
}

function isAlive(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(path);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}
