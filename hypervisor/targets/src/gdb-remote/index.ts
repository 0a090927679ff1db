// SPDX-License-Identifier: MIT
export { GdbClient, PointKind, type Action, type Point } from './gdb-client.js';
export { littleEndian } from './hex.js';
export { type StopReply } from './stop-reply.js';
export { type RegisterDescription } from './target-description.js';
