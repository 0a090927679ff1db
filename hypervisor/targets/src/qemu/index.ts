// SPDX-License-Identifier: MIT
export { QemuTarget, type QemuTargetOptions } from './qemu-target.js';
