// SPDX-License-Identifier: MIT
export type * from './engine-client.js';
