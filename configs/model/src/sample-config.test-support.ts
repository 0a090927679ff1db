// SPDX-License-Identifier: MIT
// Small configurations for tests: everything is zero but what a test names.
import assert from 'node:assert/strict';
import type { CellConfig, Configuration, NamedConfig, SystemConfig } from './config.js';
import { architectures } from './constants.js';
import { decode } from './decode.js';
import type { IommuUnit, Irqchip, MemoryRegion } from './schema/records.js';

export interface CellSample {
  readonly name?: string;
  /** JAILHOUSE_ARM64 unless a test names another. */
  readonly architecture?: number;
  readonly irqchips?: readonly Partial<Irqchip>[];
  readonly cpus?: readonly number[];
  readonly regions?: readonly Partial<MemoryRegion>[];
}

export interface SystemSample extends CellSample {
  readonly hypervisor?: { readonly physStart: bigint; readonly size: bigint };
  readonly platform?: Partial<Omit<PlatformInfo, 'arm' | 'iommuUnits'>>;
  readonly gic?: Partial<PlatformInfo['arm']>;
  readonly iommus?: readonly Partial<IommuUnit>[];
}

type PlatformInfo = SystemConfig['system']['platformInfo'];

const blankRegion: MemoryRegion = { physStart: 0n, virtStart: 0n, size: 0n, flags: 0n };

const blankIrqchip: Irqchip = { address: 0n, id: 0, pinBase: 0, pinBitmap: [0, 0, 0, 0] };

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
  const irqchips = (sample.irqchips ?? []).map((irqchip) => ({ ...blankIrqchip, ...irqchip }));
  const { architecture = architectures.ARM64 } = sample;
  return { name: sample.name ?? '', architecture, cpuSet, memoryRegions, irqchips };
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
      system: {
        ...config.system,
        architecture: sample.architecture ?? architectures.ARM64,
        hypervisorMemory,
        platformInfo: platformOf(sample, config.system.platformInfo),
      },
      rootCell: { ...config.rootCell, ...parts(sample) },
    },
  };
}

function platformOf(
  { platform, gic, iommus }: SystemSample,
  blankInfo: PlatformInfo,
): PlatformInfo {
  return {
    ...blankInfo,
    ...platform,
    arm: { ...blankInfo.arm, ...gic },
    iommuUnits: blankInfo.iommuUnits.map((unit, index) => ({ ...unit, ...iommus?.[index] })),
  };
}
