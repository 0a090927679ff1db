// SPDX-License-Identifier: MIT
// Rules about the debug console and the consoles of cells.
import type { Check } from '../../check.js';
import { consoleAccessImpossible } from './console-access-impossible.js';
import { consoleClockGate } from './console-clock-gate.js';
import { consoleClockNotMapped } from './console-clock-not-mapped.js';
import { consoleNotMapped } from './console-not-mapped.js';
import { consoleNotOfArchitecture } from './console-not-of-architecture.js';
import { consoleOfTwoCells } from './console-of-two-cells.js';
import { consolePortsMissing } from './console-ports-missing.js';
import { consoleTooSmall } from './console-too-small.js';
import { consoleWithoutAddress } from './console-without-address.js';
import { consoleWithoutSize } from './console-without-size.js';
import { consoleWithoutType } from './console-without-type.js';
import { debugConsoleOverRam } from './debug-console-over-ram.js';
import { frameBufferFlags } from './frame-buffer-flags.js';
import { frameBufferTooSmall } from './frame-buffer-too-small.js';
import { mdrQuirkWithoutEffect } from './mdr-quirk-without-effect.js';
import { noDebugConsole } from './no-debug-console.js';
import { rootCellConsole } from './root-cell-console.js';
import { unknownConsoleFlags } from './unknown-console-flags.js';
import { unknownConsoleType } from './unknown-console-type.js';
import { virtualConsoleNotPermitted } from './virtual-console-not-permitted.js';
import { virtualConsoleNowhere } from './virtual-console-nowhere.js';

export const consoleChecks: readonly Check[] = [
  noDebugConsole,
  rootCellConsole,
  unknownConsoleType,
  consoleWithoutType,
  consoleNotOfArchitecture,
  consoleWithoutAddress,
  consoleWithoutSize,
  consoleTooSmall,
  consoleAccessImpossible,
  unknownConsoleFlags,
  frameBufferFlags,
  frameBufferTooSmall,
  consoleClockGate,
  mdrQuirkWithoutEffect,
  debugConsoleOverRam,
  consoleNotMapped,
  consolePortsMissing,
  consoleClockNotMapped,
  consoleOfTwoCells,
  virtualConsoleNowhere,
  virtualConsoleNotPermitted,
];
