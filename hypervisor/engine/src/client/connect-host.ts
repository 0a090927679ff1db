// SPDX-License-Identifier: MIT
// Finds a host process that runs, or starts one.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hostFailed } from '../failures.js';
import { socketPathProblem } from '../socket-path.js';
import type { EngineClient } from './engine-client.js';
import { RemoteEngine } from './remote-engine.js';

export interface SpawnHostOptions {
  /** The host's JavaScript; by default the one that belongs to this module. */
  readonly hostScript?: string;
  /** Where the host listens; by default in a folder of its own. */
  readonly socket?: string;
  /** Path of QEMU; by default CELLBLOCK_QEMU or the PATH decides. */
  readonly qemu?: string;
}

/** A client of the host that listens there; fails with host-failed. */
export async function connectHost(socketPath: string): Promise<EngineClient> {
  return RemoteEngine.attach(await openSocket(socketPath));
}

/**
 * Starts a host and becomes its first client. The host ends with its last
 * client; the dispose() of that one resolves when the host has ended.
 */
export async function spawnHost(
  options: SpawnHostOptions = {},
): Promise<EngineClient & { readonly socket: string }> {
  // Only the user may enter a folder that mkdtemp makes.
  const folder = options.socket ? undefined : mkdtempSync(join(tmpdir(), 'cellblock-host-'));
  const socket = options.socket ?? join(folder ?? '', 'host.sock');
  const args = ['--socket', socket, ...(folder ? ['--remove-folder'] : [])];
  const child = spawn(process.execPath, [options.hostScript ?? defaultScript(), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // The host ends with its clients, not with the signals of a terminal.
    detached: true,
    env: {
      ...process.env,
      ...(process.versions.electron ? { ELECTRON_RUN_AS_NODE: '1' } : {}),
      ...(options.qemu ? { CELLBLOCK_QEMU: options.qemu } : {}),
    },
  });
  const ended = endOf(child).finally(() => {
    // A host that was killed, or never came up, leaves it.
    if (folder) rmSync(folder, { recursive: true, force: true });
  });
  await untilReady(child, ended);
  const engine = await RemoteEngine.attach(await openSocket(socket));
  return Object.assign(engine, { socket, dispose: () => disposeWith(engine, ended) });
}

async function disposeWith(engine: RemoteEngine, hostEnded: Promise<string>): Promise<void> {
  await RemoteEngine.prototype.dispose.call(engine);
  if (engine.wasLast) await hostEnded;
}

/** Beside this module in the package, or in the folder of a bundle. */
function defaultScript(): string {
  const candidates = ['../host/main.js', './host.js'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return candidates.find((path) => existsSync(path)) ?? candidates[0] ?? '';
}

/** Resolves with what the host said before it ended. */
function endOf(child: ChildProcess): Promise<string> {
  let said = '';
  child.stderr
    ?.setEncoding('utf8')
    .on('data', (text: string) => (said = (said + text).slice(-4000)));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', () => resolve(said.trim() || 'it ended without a word.'));
  });
}

/** The host writes a line when it listens. */
async function untilReady(child: ChildProcess, ended: Promise<string>): Promise<void> {
  const ready = new Promise<undefined>((resolve) => {
    child.stdout?.once('data', () => resolve(undefined));
  });
  const failure = await Promise.race([ready, ended]);
  if (failure !== undefined) throw hostFailed(failure);
}

function openSocket(path: string): Promise<Socket> {
  const problem = socketPathProblem(path);
  if (problem !== undefined) return Promise.reject(hostFailed(problem));
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', (error) =>
      reject(hostFailed(`${error.message}. Check that the host at ${path} still runs.`)),
    );
  });
}
