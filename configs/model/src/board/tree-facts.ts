// SPDX-License-Identifier: MIT
// What a device tree says of its board.
import type { AddressRange } from '../memory-regions.js';
import { commandLineFrom } from './command-line.js';
import {
  cellOf,
  cellsOf,
  compatibleWith,
  has,
  isEnabled,
  joinCells,
  nodeAt,
  nodesOf,
  pathOf,
  phandlesOf,
  textOf,
  textsOf,
} from './device-tree.js';
import type { DeviceNode, DeviceTree } from './device-tree.js';
import { noFacts } from './board-facts.js';
import type {
  BoardFacts,
  CpuFact,
  DeviceFact,
  GicFact,
  IommuFact,
  MemoryFact,
  PciHostFact,
  StreamFact,
} from './board-facts.js';
import { cellCounts, registersOf, towardsCpu } from './tree-addresses.js';
import { gicV2Names, gicV3Names, interruptsOf, isGic } from './tree-interrupts.js';

interface Context {
  readonly from: string;
  readonly nodes: readonly DeviceNode[];
  readonly phandles: ReadonlyMap<number, DeviceNode>;
}

export function factsOfTree(tree: DeviceTree, from: string): BoardFacts {
  const nodes = nodesOf(tree);
  const context: Context = { from, nodes, phandles: phandlesOf(nodes) };
  const gic = gicOf(context);
  const chosen = nodeAt(tree, '/chosen');
  const arguments_ = chosen && textOf(chosen, 'bootargs');
  const consoleText =
    chosen && (textOf(chosen, 'stdout-path') ?? textOf(chosen, 'linux,stdout-path'));
  const console = consoleText && nodeAt(tree, consoleText.split(':')[0] ?? '');
  return {
    ...noFacts,
    files: [from],
    memory: [...memoryOf(context), ...reservedOf(tree, context), ...windowsOf(context)],
    devices: devicesOf(context),
    cpus: cpusOf(tree, from),
    pciHosts: pciHostsOf(context),
    iommus: nodes.flatMap((node) => iommuOf(node, from)),
    ...(gic && { gic }),
    ...(console && { console: { path: pathOf(console), from } }),
    ...(arguments_ && { commandLine: commandLineFrom(arguments_, from) }),
  };
}

function memoryOf({ nodes, from }: Context): MemoryFact[] {
  return nodes
    .filter((node) => textOf(node, 'device_type') === 'memory' && isEnabled(node))
    .flatMap((node) => {
      const name = pathOf(node);
      return registersOf(node).map((range) => ({ ...range, kind: 'ram' as const, name, from }));
    });
}

/** Names of memory that secure software keeps, whoever tells. */
const firmwareNames =
  /\b(op-?tee|tee|tf-?a|atf|bl31|bl32|psci|secmon|secure|trustzone|tz|scmi|firmware|fw|hyp|smem)\b/i;

function reservedOf(tree: DeviceTree, { from }: Context): MemoryFact[] {
  const entries: MemoryFact[] = tree.reservations.map((range) => {
    return { ...range, kind: 'reserved', name: '/memreserve/', from };
  });
  const parent = nodeAt(tree, '/reserved-memory');
  for (const node of parent?.children ?? []) {
    // Linux lends reusable memory to itself until its owner wants it.
    if (!isEnabled(node) || has(node, 'reusable')) continue;
    const kind = firmwareNames.test(node.name.replaceAll('_', '-')) ? 'firmware' : 'reserved';
    const name = pathOf(node);
    entries.push(...registersOf(node).map((range) => ({ ...range, kind, name, from }) as const));
  }
  return entries;
}

/** Nodes that are no devices: descriptions, memory and CPUs. */
const noDevices = /^\/(memory|reserved-memory|cpus|chosen|aliases|firmware|psci|timer|pmu)\b/;

function devicesOf({ nodes, phandles, from }: Context): DeviceFact[] {
  return nodes.flatMap((node) => {
    const compatible = textsOf(node, 'compatible');
    const path = pathOf(node);
    if (compatible.length === 0 || noDevices.test(path) || isGic(node)) return [];
    const ranges = registersOf(node);
    const interrupts = interruptsOf(node, phandles);
    if (ranges.length === 0 && interrupts.length === 0) return [];
    const clockFrequency = cellOf(node, 'clock-frequency');
    return {
      path,
      compatible,
      ranges,
      interrupts,
      isEnabled: isEnabled(node),
      streams: streamsOf(node, phandles),
      ...(clockFrequency !== undefined && { clockFrequency }),
      from,
    };
  });
}

function streamsOf(node: DeviceNode, phandles: Context['phandles']): StreamFact[] {
  const cells = cellsOf(node, 'iommus');
  const streams: StreamFact[] = [];
  for (let index = 0; index < cells.length;) {
    const iommu = phandles.get(cells[index] ?? 0);
    const count = iommu && cellOf(iommu, '#iommu-cells');
    const id = cells[index + 1];
    if (iommu === undefined || count === undefined || count > 4) break;
    const mask = count > 1 ? cells[index + 2] : undefined;
    if (count > 0 && id !== undefined) {
      streams.push({ iommu: pathOf(iommu), id, ...(mask !== undefined && { mask }) });
    }
    index += 1 + count;
  }
  return streams;
}

function cpusOf(tree: DeviceTree, from: string): CpuFact[] {
  const parent = nodeAt(tree, '/cpus');
  return (parent?.children ?? [])
    .filter((node) => textOf(node, 'device_type') === 'cpu')
    .map((node) => {
      const cells = cellsOf(node, 'reg').slice(0, 2);
      // Affinity level 3 stands above bit 32, the others in 24 bits.
      const hardwareId = Number(joinCells(cells) & 0xff00ffffffn);
      return { hardwareId, isEnabled: isEnabled(node), from };
    });
}

function gicOf({ nodes, phandles, from }: Context): GicFact | undefined {
  const node = nodes.find((each) => isGic(each) && isEnabled(each));
  const registers = node && registersOf(node);
  const [distributor, ...rest] = registers ?? [];
  if (node === undefined || distributor === undefined) return undefined;
  const maintenance = interruptsOf(node, phandles)[0];
  const interrupt = maintenance === undefined ? {} : { maintenanceInterrupt: maintenance };
  if (compatibleWith(node, ...gicV2Names) && !compatibleWith(node, ...gicV3Names)) {
    return { version: 2, distributor, ...interfaces(rest), redistributors: [], ...interrupt, from };
  }
  const regions = cellOf(node, '#redistributor-regions') ?? 1;
  return {
    version: 3,
    distributor,
    redistributors: rest.slice(0, regions),
    ...interfaces(rest.slice(regions)),
    ...interrupt,
    from,
  };
}

function interfaces(ranges: readonly AddressRange[]): Partial<GicFact> {
  const [cpuInterface, hypervisorInterface, virtualCpuInterface] = ranges;
  return {
    ...(cpuInterface && { cpuInterface }),
    ...(hypervisorInterface && { hypervisorInterface }),
    ...(virtualCpuInterface && { virtualCpuInterface }),
  };
}

function pciHostsOf({ nodes, from }: Context): PciHostFact[] {
  return nodes
    .filter((node) => compatibleWith(node, 'pci-host-ecam-generic') && isEnabled(node))
    .flatMap((node) => {
      const [configSpace] = registersOf(node);
      const [firstBus = 0, lastBus = 255] = cellsOf(node, 'bus-range');
      const domain = cellOf(node, 'linux,pci-domain') ?? 0;
      return configSpace === undefined ? [] : { configSpace, domain, firstBus, lastBus, from };
    });
}

/** The memory in `ranges` of PCI hosts, as the CPU sees it (IEEE 1275 PCI binding, 2.2.1.1). */
function windowsOf({ nodes, from }: Context): MemoryFact[] {
  return nodes
    .filter((node) => textOf(node, 'device_type') === 'pci' && isEnabled(node))
    .flatMap((node) => {
      const { parent } = node;
      if (parent === undefined) return [];
      const cells = cellsOf(node, 'ranges');
      const above = cellCounts(parent).address;
      const step = 3 + above + 2;
      const found: MemoryFact[] = [];
      for (let index = 0; above < 3 && index + step <= cells.length; index += step) {
        const isMemory = (((cells[index] ?? 0) >>> 24) & 3) >= 2;
        const start = joinCells(cells.slice(index + 3, index + 3 + above));
        const size = joinCells(cells.slice(index + 3 + above, index + step));
        const range = towardsCpu(parent, { start, end: start + size });
        const name = pathOf(node);
        if (isMemory && range) found.push({ ...range, kind: 'pci-window', name, from });
      }
      return found;
    });
}

const iommuKinds: readonly (readonly [RegExp, IommuFact['kind']])[] = [
  [/^arm,smmu-v3$/, 'smmuv3'],
  [/^(arm,mmu-[45]\d\d|arm,smmu-v[12])$/, 'smmuv2'],
  [/^ti,[\w-]*-?pvu$/, 'pvu'],
];

function iommuOf(node: DeviceNode, from: string): IommuFact[] {
  const names = textsOf(node, 'compatible');
  const kind = iommuKinds.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1];
  const [range] = registersOf(node);
  if (kind === undefined || range === undefined || !isEnabled(node)) return [];
  const path = pathOf(node);
  return [{ kind, base: range.start, domain: 0, scopes: [], coversRest: false, path, from }];
}
