// SPDX-License-Identifier: MIT
// The host process: node main.js --stdio | --socket PATH [--stay] [--remove-folder]
import { rmdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { QemuTarget } from '@cellblock/targets/qemu';
import { Engine } from '../engine.js';
import { Host } from './host.js';
import { listen } from './listen.js';

/** Nobody has come: whoever started this host has gone. */
const LONELY_MS = 60_000;

const { values: options } = parseArgs({
  options: {
    stdio: { type: 'boolean', default: false },
    socket: { type: 'string' },
    /** Stay when the last client goes. */
    stay: { type: 'boolean', default: false },
    /** Remove the socket's folder at the end. */
    'remove-folder': { type: 'boolean', default: false },
  },
});

const engine = new Engine(new QemuTarget());
const host = new Host({
  engine,
  onLastGone: () => {
    if (!options.stay || options.stdio) void end(0);
  },
  log: (text) => process.stderr.write(`${text}\n`),
});
let ending = false;
let lonely: NodeJS.Timeout | undefined;

async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  await engine.dispose();
  host.close();
  if (options.socket !== undefined) {
    rmSync(options.socket, { force: true });
    if (options['remove-folder']) rmdirSync(dirname(options.socket));
  }
  process.exit(code);
}

function endOnError(error: unknown): void {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  void end(1);
}

process.on('SIGTERM', () => void end(0));
process.on('SIGINT', () => void end(0));
process.on('SIGHUP', () => void end(0));
process.on('uncaughtException', endOnError);
process.on('unhandledRejection', endOnError);
// Whoever reads what this process says may have gone: before any client has
// come that was the one who started it.
process.stdout.on('error', () => {
  if (lonely) void end(0);
});
process.stderr.on('error', () => undefined);

if (options.stdio) {
  host.serve(process.stdin, process.stdout);
} else if (options.socket !== undefined) {
  if (!options.stay) lonely = setTimeout(() => void end(0), LONELY_MS);
  try {
    await listen(options.socket, (client) => {
      clearTimeout(lonely);
      lonely = undefined;
      host.serve(client, client);
    });
    process.stdout.write(`ready ${options.socket}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    await end(1);
  }
} else {
  process.stderr.write('usage: main.js --stdio | --socket PATH [--stay]\n');
  process.exit(2);
}
