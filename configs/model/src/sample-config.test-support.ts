// SPDX-License-Identifier: MIT
// Small configurations for tests: everything is zero but what a test names.
import assert from 'node:assert/strict';
import type { CellConfig, Configuration, NamedConfig, SystemConfig } from './config.js';
import { decode } from './decode.js';
import type { MemoryRegion } from './schema/records.js';

export interface CellSample {
  readonly name?: string;
  readonly cpus?: readonly number[];
  readonly regions?: readonly Partial<MemoryRegion>[];
}

export interface SystemSample extends CellSample {
  readonly hypervisor?: { readonly physStart: bigint; readonly size: bigint };
}

const blankRegion: MemoryRegion = { physStart: 0n, virtStart: 0n, size: 0n, flags: 0n };

function blank(signature: string, size: number): Configuration {
  const bytes = new Uint8Array(size);
  bytes.set(new TextEncoder().encode(signature));
  bytes.set([2, 14], 5);
  const { config, problems } = decode(bytes);
  assert.deepEqual(problems, []);
  assert.ok(config);
  return config;
}

function parts(sample: CellSample): object {
  const cpuSet = new Uint8Array(8);
  for (const cpu of sample.cpus ?? [])
    cpuSet[cpu >> 3] = (cpuSet[cpu >> 3] ?? 0) | (1 << (cpu & 7));
  const memoryRegions = (sample.regions ?? []).map((region) => ({ ...blankRegion, ...region }));
  return { name: sample.name ?? '', cpuSet, memoryRegions };
}

export function sampleCell(sample: CellSample): NamedConfig<CellConfig> {
  const config = blank('JHCLL', 132);
  assert.equal(config.kind, 'cell');
  return {
    name: `${sample.name ?? 'cell'}.c`,
    config: { ...config, cell: { ...config.cell, ...parts(sample) } },
  };
}

export function sampleSystem(sample: SystemSample): NamedConfig<SystemConfig> {
  const config = blank('JHSYS', 488);
  assert.equal(config.kind, 'system');
  const hypervisorMemory = { ...blankRegion, ...sample.hypervisor };
  return {
    name: `${sample.name ?? 'system'}.c`,
    config: {
      ...config,
      system: { ...config.system, hypervisorMemory },
      rootCell: { ...config.rootCell, ...parts(sample) },
    },
  };
}
