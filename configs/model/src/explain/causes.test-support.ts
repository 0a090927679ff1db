// SPDX-License-Identifier: MIT
// Small configurations for tests of causes, and the first cause of a text.
import { strict as assert } from 'node:assert';
import type { Cell, NamedConfig, CellConfig, SystemConfig, SystemSet } from '../config.js';
import { memoryFlags } from '../constants.js';
import type { Fix } from '../problem.js';
import type { PciDevice } from '../schema/records.js';
import { sampleCell, sampleSystem } from '../sample-config.test-support.js';
import type { CellSample, SystemSample } from '../sample-config.test-support.js';
import type { Cause } from './cause.js';
import { explainText } from './explain.js';
import type { Operation } from './fault.js';

const { READ, WRITE, LOADABLE, EXECUTE, DMA } = memoryFlags;

export function system(sample: SystemSample, cell: Partial<Cell> = {}): NamedConfig<SystemConfig> {
  const named = sampleSystem({ name: 'board', ...sample });
  return { ...named, config: { ...named.config, rootCell: { ...named.config.rootCell, ...cell } } };
}

export function demo(sample: CellSample, cell: Partial<Cell> = {}): NamedConfig<CellConfig> {
  const named = sampleCell({ name: 'demo', ...sample });
  return { ...named, config: { ...named.config, cell: { ...named.config.cell, ...cell } } };
}

export function device(fields: Partial<PciDevice>): PciDevice {
  return {
    ...{ type: 1, iommu: 0, domain: 0, bdf: 0, barMask: [0, 0, 0, 0, 0, 0], capsStart: 0 },
    ...{ numCaps: 0, numMsiVectors: 0, msi64bits: 0, msiMaskable: 0, unnamedBits: 0 },
    ...{ numMsixVectors: 0, msixRegionSize: 0, msixAddress: 0n, shmemRegionsStart: 0 },
    ...{ shmemDevId: 0, shmemPeers: 0, shmemProtocol: 0 },
    ...fields,
  };
}

export function first(text: string, set: SystemSet, operation?: Operation): Cause {
  const [explanation] = explainText(text, set, operation ? { operation } : {});
  const [cause] = explanation?.causes ?? [];
  assert.ok(cause, 'there is no cause');
  return cause;
}

export function edits(fix: Fix | undefined): string {
  return JSON.stringify(fix?.edits, (_, value: unknown) =>
    typeof value === 'bigint' ? `0x${value.toString(16)}` : value,
  );
}

export const parked = 'Parking CPU 1 (Cell: "demo")';
export const ramOf = (virtStart: bigint) => ({
  physStart: 0x7fa00000n,
  virtStart,
  size: 0x10000n,
  flags: READ | WRITE | EXECUTE | DMA | LOADABLE,
});
