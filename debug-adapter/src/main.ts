// SPDX-License-Identifier: MIT
// The debug adapter as a process that speaks its protocol on stdin and stdout.
import { compile } from '@cellblock/config-compiler';
import { connectHost, spawnHost } from '@cellblock/engine/client';
import { CellblockSession } from './session.js';

const session = new CellblockSession({
  connect: connectHost,
  spawn: ({ script }) => spawnHost(script === undefined ? {} : { hostScript: script }),
  compile,
});
session.start(process.stdin, process.stdout);
