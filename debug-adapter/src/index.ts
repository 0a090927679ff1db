// SPDX-License-Identifier: MIT
// The debug adapter for programs that bring their own transport.
export { CellblockSession } from './session.js';
export type { LaunchServices } from './launch/services.js';
