// SPDX-License-Identifier: MIT
export type * from './machine-description.js';
export type * from './target.js';
export { TargetFailure, type TargetFailureCode } from './target-failure.js';
