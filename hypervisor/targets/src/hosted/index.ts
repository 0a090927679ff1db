// SPDX-License-Identifier: MIT
// The Target interface over JSON-RPC, and what other interfaces over the same
// connection need.
export { HostedTarget } from './hosted-target.js';
export { checkParameters, TARGET_FAILURES } from './protocol.js';
export { InvalidParameters, RpcPeer, type FailureKind, type RpcPeerOptions } from './rpc-peer.js';
export { serveTarget } from './serve-target.js';
