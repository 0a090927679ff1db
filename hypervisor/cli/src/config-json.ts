// SPDX-License-Identifier: MIT
// A configuration as JSON for scripts: every field by its name in the model.
// What is 64 bits wide in C is a string in hexadecimal, for numbers of JSON
// lose digits; flags, CPUs and interrupts stand beside their bits as names.
import { bitNames, capabilityName, cellOf, cpusOf, valueName } from '@cellblock/cell-config';
import type { Cell, Configuration, System } from '@cellblock/cell-config';
import { architectureOf } from './config-text/configuration.js';
import { hex, pciAddress, pinsOf } from './config-text/values.js';

export function configurationJson(config: Configuration, size: number): object {
  return {
    kind: config.kind,
    architecture: valueName('architecture', architectureOf(config)),
    revision: config.layout.revision,
    layout: config.layout.id,
    bytes: size,
    ...(config.kind === 'system' && { system: systemJson(config.system) }),
    cell: cellJson(cellOf(config)),
    trailing: Buffer.from(config.trailing).toString('hex'),
  };
}

/** Any value of the model: bigint as hexadecimal text, bytes as numbers. */
export function valueJson(value: unknown): unknown {
  if (typeof value === 'bigint') return hex(value);
  if (value instanceof Uint8Array) return [...value];
  if (Array.isArray(value)) return value.map(valueJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, valueJson(each)]));
}

function systemJson(system: System): unknown {
  const { x86, arm, iommuUnits, ...platform } = system.platformInfo;
  const isX86 = valueName('architecture', system.architecture) === 'X86';
  return valueJson({
    ...system,
    flagNames: bitNames('system', system.flags),
    hypervisorMemory: {
      ...system.hypervisorMemory,
      flagNames: bitNames('memory', system.hypervisorMemory.flags),
    },
    debugConsole: consoleJson(system.debugConsole),
    platformInfo: {
      ...platform,
      iommuUnits: iommuUnits.map(({ amd, tipvu, ...unit }) => {
        const isAmd = valueName('iommuType', unit.type) === 'AMD';
        const typeName = unit.type === 0 ? 'none' : valueName('iommuType', unit.type);
        return { ...unit, typeName, ...(isAmd ? { amd } : { tipvu }) };
      }),
      ...(isX86 ? { x86: { ...x86, apicModeName: valueName('apicMode', x86.apicMode) } } : { arm }),
    },
  });
}

function cellJson(cell: Cell): unknown {
  return valueJson({
    ...cell,
    cpus: cpusOf(cell),
    flagNames: bitNames('cell', cell.flags),
    console: consoleJson(cell.console),
    memoryRegions: cell.memoryRegions.map((region) => ({
      ...region,
      flagNames: bitNames('memory', region.flags),
    })),
    cacheRegions: cell.cacheRegions.map((region) => ({
      ...region,
      typeName: valueName('cacheType', region.type),
      flagNames: bitNames('cache', region.flags),
    })),
    irqchips: cell.irqchips.map((chip) => ({ ...chip, interrupts: pinsOf(chip) })),
    pciDevices: cell.pciDevices.map((device) => ({
      ...device,
      typeName: valueName('pciType', device.type),
      address: pciAddress(device.domain, device.bdf),
    })),
    pciCapabilities: cell.pciCapabilities.map((capability) => ({
      ...capability,
      idName: capabilityName(capability.id),
      flagNames: bitNames('pciCapability', capability.flags),
    })),
    streamIds: cell.streamIds.map(({ id }) => id),
  });
}

function consoleJson(console: Cell['console']): object {
  return {
    ...console,
    typeName: valueName('consoleType', console.type),
    flagNames: bitNames('console', console.flags),
  };
}
