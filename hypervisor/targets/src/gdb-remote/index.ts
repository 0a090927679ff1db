// SPDX-License-Identifier: MIT
export { GdbClient, PointKind, type Action, type Point } from './gdb-client.js';
export { bytesToHex, hexToBytes, littleEndian, toLittleEndian } from './hex.js';
export { encodePacket, PacketReader, type PacketEvent } from './packets.js';
export { parseStopReply, type StopReply } from './stop-reply.js';
export { type RegisterDescription } from './target-description.js';
