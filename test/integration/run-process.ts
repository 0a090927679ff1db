// SPDX-License-Identifier: MIT
// A command run to its end, with everything that it printed.
import { spawn } from 'node:child_process';

/** A command that hangs is killed, and its status is null; below mocha's own limit. */
const LIMIT_MS = 100_000;

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function runProcess(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  /** Once this has been printed, Ctrl-C. */
  interruptAt?: string,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
      timeout: LIMIT_MS,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const before = stdout;
      stdout += text;
      if (interruptAt === undefined || before.includes(interruptAt)) return;
      if (stdout.includes(interruptAt)) child.kill('SIGINT');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/** The `cellblock` command of this tree. */
export function cellblock(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  return runProcess(process.execPath, ['hypervisor/cli/bin/cellblock.mjs', ...args], env);
}

/** The `cellblock` command, with Ctrl-C once it has printed this text. */
export function interrupted(args: readonly string[], text: string): Promise<Finished> {
  return runProcess(process.execPath, ['hypervisor/cli/bin/cellblock.mjs', ...args], {}, text);
}
