// SPDX-License-Identifier: MIT
// A QEMU process under its supervisor, with a private folder for its RAM and
// its sockets.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MachineDescription } from '../machine-description.js';
import { TargetFailure } from '../target-failure.js';
import { boardRam, commandLine, filesIn, type MachineFiles } from './command-line.js';

const STDERR_KEPT = 4000;
const SOCKET_RETRY_MS = 20;

export interface QemuProcessOptions {
  readonly binary: string;
  /** Where the supervisor lies if not beside this module. */
  readonly supervisorScript?: string;
}

export class QemuProcess {
  readonly files: MachineFiles;
  /** Resolves with what a person should know once QEMU has ended. */
  readonly ended: Promise<string>;
  private readonly supervisor: ChildProcess;
  private hasEnded = false;
  private stderr = '';

  /** Fails like commandLine() before anything has been started. */
  constructor(machine: MachineDescription, options: QemuProcessOptions) {
    const folder = makeFolder(machine);
    this.files = filesIn(folder);
    let args: string[];
    try {
      args = commandLine(machine, this.files);
    } catch (failure) {
      rmSync(folder, { recursive: true });
      throw failure;
    }
    const script =
      options.supervisorScript ?? fileURLToPath(new URL('./supervisor.js', import.meta.url));
    this.supervisor = spawn(process.execPath, [script, folder, options.binary, ...args], {
      stdio: ['pipe', 'ignore', 'pipe'],
      // Out of reach of a terminal's signals, which the host handles.
      detached: true,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    this.supervisor.stdin?.on('error', () => undefined);
    this.supervisor.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr = (this.stderr + text).slice(-STDERR_KEPT);
    });
    this.ended = new Promise((resolve) => {
      this.supervisor.once('error', (error) => resolve(this.describeEnd(error.message)));
      this.supervisor.once('exit', (_code, signal) => {
        if (signal === null) return;
        // Nobody but QEMU is left: it holds the pipe, so that "close" may never come.
        rmSync(folder, { recursive: true, force: true });
        resolve(this.describeEnd(`its supervisor got ${signal}`));
      });
      this.supervisor.once('close', (code) => resolve(this.describeEnd(`exit code ${code ?? 1}`)));
    });
  }

  /** A connection to one of the sockets, as soon as QEMU has made it. */
  async connect(path: string): Promise<Socket> {
    for (;;) {
      const socket = await tryConnect(path);
      if (socket) return socket;
      await Promise.race([this.ended, new Promise((next) => setTimeout(next, SOCKET_RETRY_MS))]);
      if (this.hasEnded) throw new TargetFailure('qemu-failed', await this.ended);
    }
  }

  /** Ends QEMU, the supervisor and the folder; resolves when they are gone. */
  async kill(): Promise<void> {
    this.supervisor.stdin?.end();
    await this.ended;
  }

  private describeEnd(cause: string): string {
    this.hasEnded = true;
    const said = this.stderr.trim();
    return `QEMU has ended (${cause}).${said ? ` It said: ${said}` : ''}`;
  }
}

/** In memory if the machine's RAM fits there: RAM then never reaches a disk. */
function makeFolder(machine: MachineDescription): string {
  const { size } = boardRam(machine);
  return mkdtempSync(join(fitsIn('/dev/shm', size) ? '/dev/shm' : tmpdir(), 'cellblock-'));
}

function fitsIn(folder: string, size: bigint): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder, { bigint: true });
    return bavail * bsize >= size;
  } catch {
    return false;
  }
}

function tryConnect(path: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('error', () => resolve(undefined));
  });
}
