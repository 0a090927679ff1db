// SPDX-License-Identifier: MIT
// Rules about what a configuration says of itself: names, ids, flags, architecture.
import type { Check } from '../../check.js';
import { aarch32WithoutEffect } from './aarch32-without-effect.js';
import { architectureLeftOut } from './architecture-left-out.js';
import { cellIdSet } from './cell-id-set.js';
import { cellNameEmpty } from './cell-name-empty.js';
import { nameNotTerminated } from './name-not-terminated.js';
import { nameOfRootCell } from './name-of-root-cell.js';
import { nameOfTwoCells } from './name-of-two-cells.js';
import { noCommRegion } from './no-comm-region.js';
import { replyTimeoutWithoutEffect } from './reply-timeout-without-effect.js';
import { rootCellFlags } from './root-cell-flags.js';
import { testDeviceUnreachable } from './test-device-unreachable.js';
import { unknownCellFlags } from './unknown-cell-flags.js';
import { unknownSystemFlags } from './unknown-system-flags.js';

export const identityChecks: readonly Check[] = [
  architectureLeftOut,
  cellNameEmpty,
  nameNotTerminated,
  nameOfRootCell,
  nameOfTwoCells,
  cellIdSet,
  unknownCellFlags,
  unknownSystemFlags,
  rootCellFlags,
  aarch32WithoutEffect,
  noCommRegion,
  replyTimeoutWithoutEffect,
  testDeviceUnreachable,
];
