// SPDX-License-Identifier: MIT
// What QEMU 7.2 can do for a debugger, and why not the rest.
import type { Capabilities } from '../target.js';

export const QEMU_CAPABILITIES: Capabilities = {
  name: 'QEMU',
  readSystemRegisters: true,
  writeSystemRegisters: {
    missing: "QEMU's gdb stub accepts writes of system registers and ignores them.",
  },
  interruptControllerRegisters: {
    missing: "QEMU's gdb stub shows no ICC_* or ICH_* register.",
  },
  instructionStops: true,
  accessStops: true,
  exitStops: true,
  history: { missing: 'QEMU records and replays machines with one CPU only.' },
  memoryWhileRunning: true,
};
