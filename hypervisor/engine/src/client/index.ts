// SPDX-License-Identifier: MIT
// What other processes use: a connection to a host, and what to give to it.
export { EngineFailure, type EngineFailureCode } from '../failures.js';
export { connectHost, spawnHost, type SpawnHostOptions } from './connect-host.js';
export type * from './engine-client.js';
export { inmateImage, type InmateImage } from './inmate-image.js';
export { findInstallation, type Installation } from './installation.js';
