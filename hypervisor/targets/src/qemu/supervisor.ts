// SPDX-License-Identifier: MIT
// The process between the host and QEMU: node supervisor.js FOLDER QEMU ARGS...
// Its standard input is a pipe that the host never writes to. However the host
// ends, the pipe ends with it, and then QEMU and its folder are removed.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

const [folder = '', binary = '', ...args] = process.argv.slice(2);

const qemu = spawn(binary, args, { stdio: ['ignore', 'ignore', 'inherit'] });

function finish(code: number): never {
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}

qemu.on('exit', (code, signal) => finish(signal ? 1 : (code ?? 1)));
qemu.on('error', (error) => {
  console.error(error.message);
  finish(1);
});

process.stdin.on('end', () => qemu.kill('SIGKILL'));
process.stdin.on('error', () => qemu.kill('SIGKILL'));
process.stdin.resume();
process.stderr.on('error', () => qemu.kill('SIGKILL'));
process.on('SIGTERM', () => qemu.kill('SIGKILL'));
// A terminal's signals go to every process of a job; the pipe says when to end.
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);
