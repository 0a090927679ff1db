// SPDX-License-Identifier: MIT
// The life of cells on a target; clients in other processes use ./client.
export { Engine } from './engine.js';
export { EngineFailure, type EngineFailureCode } from './failures.js';
