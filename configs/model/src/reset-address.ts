// SPDX-License-Identifier: MIT
// Where a cell starts, and in which of its regions that is.
import { cellInSet } from './check.js';
import type { CellConfig, NamedConfig } from './config.js';
import { architectures } from './constants.js';
import { locate } from './locate.js';
import { regionAt } from './region-check.js';
import type { RegionInSet } from './region-check.js';

/** From this revision on x86 cells start at the address that is configured. */
const firstRevisionOfX86 = 8;

export interface StartOfCell {
  readonly address: bigint;
  readonly region?: RegionInSet;
}

/** Undefined where the revision of the file fixes the address elsewhere. */
export function startRegion(member: NamedConfig<CellConfig>): StartOfCell | undefined {
  const { config } = member;
  const cell = cellInSet(member);
  const { architecture, cpuResetAddress } = cell.cell;
  if (locate(config, ['cell', 'cpuResetAddress']) === undefined) return undefined;
  const isOldX86 =
    architecture === architectures.X86 && config.layout.revision < firstRevisionOfX86;
  if (isOldX86) return undefined;
  const region = regionAt(cell, cpuResetAddress);
  return { address: cpuResetAddress, ...(region && { region }) };
}
