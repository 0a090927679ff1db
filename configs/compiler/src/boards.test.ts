// SPDX-License-Identifier: MIT
// The boards of this repository: a system and its cells agree on everything
// that a hypervisor, or the guest in a cell, takes for granted.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cellOf, hasFlag, pciTypes, physicalRange, virtualRange } from '@cellblock/cell-config';
import type {
  AddressRange,
  Cell,
  CellConfig,
  Configuration,
  MemoryRegion,
  PciDevice,
  SystemConfig,
} from '@cellblock/cell-config';
import { compileAndCheck } from './check-sources.js';
import { inputFor, repository } from './sources.test-support.js';

const folders = ['configs/arm', 'configs/arm64'];

const filesIn = (folder: string): string[] =>
  readdirSync(join(repository, folder))
    .filter((name) => name.endsWith('.c'))
    .map((name) => `${folder}/${name}`);

interface Board {
  readonly file: string;
  readonly system: SystemConfig;
  readonly cells: readonly CellConfig[];
  readonly problems: readonly unknown[];
}

/** The board whose system is this file; undefined for a cell. */
function boardOf(file: string, siblings: readonly string[]): Board | undefined {
  const { members, problemsByFile } = compileAndCheck(inputFor(file), siblings);
  const models = members.flatMap(({ model }) => (model ? [model] : []));
  assert.equal(models.length, members.length);
  const isCell = (config: Configuration): config is CellConfig => config.kind === 'cell';
  const [system] = models;
  if (system?.kind !== 'system') return undefined;
  const found = [...problemsByFile.values()].flat();
  const problems = found.filter(({ severity }) => severity !== 'information');
  return { file, system, cells: models.filter(isCell), problems };
}

const covers = (outer: AddressRange | undefined, inner: AddressRange): boolean =>
  outer !== undefined && outer.start <= inner.start && inner.end <= outer.end;
const overlap = (a: AddressRange, b: AddressRange): boolean => a.start < b.end && b.start < a.end;
const span = (start: bigint, size: bigint): AddressRange => ({ start, end: start + size });
const physical = (region: MemoryRegion): AddressRange[] => {
  const range = physicalRange(region);
  return range ? [range] : [];
};

const links = ({ pciDevices }: Cell): PciDevice[] =>
  pciDevices.filter(({ type }) => type === pciTypes.IVSHMEM);
const sections = (cell: Cell, { shmemRegionsStart, shmemPeers }: PciDevice): MemoryRegion[] =>
  cell.memoryRegions.slice(shmemRegionsStart, shmemRegionsStart + 2 + shmemPeers);

/** Interrupts that a cell has, as GIC ids. */
function interruptsOf({ irqchips }: Cell): Set<number> {
  const ids = irqchips.flatMap(({ pinBase, pinBitmap }) =>
    pinBitmap.flatMap((word, index) =>
      Array.from({ length: 32 }, (_, bit) => bit)
        .filter((bit) => (word >>> bit) & 1)
        .map((bit) => pinBase + index * 32 + bit),
    ),
  );
  return new Set(ids);
}

/** The GIC id that an INTx device of a virtual host raises. */
const lineOf = (cell: Cell, { bdf }: PciDevice): number => 32 + cell.vpciIrqBase + ((bdf >> 3) & 3);

const boards = folders.flatMap((folder) => {
  const files = filesIn(folder);
  return files.flatMap((file) => boardOf(file, files) ?? []);
});

describe('The boards of this repository', () => {
  it('are all there, each with a cell for bare-metal inmates', () => {
    const names = boards.map(({ system }) => system.rootCell.name);
    const boardFiles = boards.map(({ file }) => file.replace(/^.*\/|\.c$/g, ''));
    assert.deepEqual(names, boardFiles);
    const arm = ['bananapi', 'jetson-tk1', 'orangepi0', 'qemu-arm', 'vexpress'];
    const virt = ['qemu-arm64', 'qemu-arm64-gicv2'];
    const arm64 = ['amd-seattle', 'hikey', 'jetson-tx1', ...virt, 'zynqmp-zcu102'];
    assert.deepEqual(names.sort(), [...arm, ...arm64].sort());
    for (const { file, cells } of boards) {
      const inmate = cells.find(({ cell }) => cell.name === 'inmate-demo');
      assert.ok(inmate, `${file} has no inmate-demo`);
    }
  });
});

describe('The 64-bit virt machine', () => {
  it('has a cell for every inmate, with either interrupt controller', () => {
    const inmates = 'bounds gic inmate ivshmem linux lock smp uart wild'.split(' ');
    const names = [...inmates.map((name) => `${name}-demo`), 'ivshmem-peer'].sort();
    const machines = boards.filter(({ file }) => file.includes('/qemu-arm64'));
    const versions = machines.map(({ system, cells }) => {
      assert.deepEqual(cells.map(({ cell }) => cell.name).sort(), names);
      return system.system.platformInfo.arm.gicVersion;
    });
    assert.deepEqual(versions.sort(), [2, 3]);
  });
});

for (const { file, system, cells, problems } of boards) {
  const { rootCell } = system;
  const { platformInfo, hypervisorMemory, debugConsole } = system.system;
  const members = [rootCell, ...cells.map(cellOf)];

  describe(`The board of ${file}`, () => {
    it('has no problem, in none of its files', () => {
      assert.deepEqual(problems, []);
    });

    it('gives cells what the root cell has, and to each its own', () => {
      const taken: [string, AddressRange][] = [];
      for (const { name, memoryRegions } of cells.map(cellOf)) {
        for (const region of memoryRegions) {
          for (const range of physical(region)) {
            const isOwned = rootCell.memoryRegions.some((root) =>
              covers(physicalRange(root), range),
            );
            assert.ok(isOwned, `${name} has ${range.start.toString(16)}, the root cell has not`);
            if (!hasFlag(region, 'LOADABLE')) continue;
            const other = taken.find((entry) => overlap(entry[1], range));
            assert.equal(other?.[0], undefined, `RAM of ${name}`);
            taken.push([name, range]);
          }
        }
      }
    });

    it('starts cells in RAM that can be loaded', () => {
      for (const { name, memoryRegions, cpuResetAddress } of cells.map(cellOf)) {
        const start = memoryRegions.find((region) =>
          covers(virtualRange(region), span(cpuResetAddress, 4n)),
        );
        assert.ok(start && hasFlag(start, 'LOADABLE') && hasFlag(start, 'EXECUTE'), name);
      }
    });

    it('has its consoles mapped', () => {
      for (const cell of members) {
        const { address, size } = cell === rootCell ? debugConsole : cell.console;
        const registers = span(address, BigInt(size));
        const isMapped = cell.memoryRegions.some((region) =>
          covers(virtualRange(region), registers),
        );
        assert.ok(size > 0 && isMapped, cell.name);
      }
    });

    it('names one interrupt controller', () => {
      for (const { irqchips } of members) {
        for (const { address } of irqchips) assert.equal(address, platformInfo.arm.gicdBase);
      }
    });

    it('has links whose ends agree', () => {
      const ends = members.flatMap((cell) => links(cell).map((device) => ({ cell, device })));
      for (const { cell, device } of ends) {
        const [states, ...writable] = sections(cell, device);
        assert.ok(states && writable.length === 1 + device.shmemPeers, cell.name);
        assert.ok(!hasFlag(states, 'WRITE'), `${cell.name} can write the states`);
        const outputs = writable.slice(1);
        const owned = outputs.flatMap((region, id) => (hasFlag(region, 'WRITE') ? [id] : []));
        assert.deepEqual(owned, [device.shmemDevId], `outputs of ${cell.name}`);
        let end = states.virtStart;
        for (const { virtStart, size } of [states, ...writable].filter(({ size }) => size > 0n)) {
          assert.equal(virtStart, end, `${cell.name} has a gap in a link`);
          end = virtStart + size;
        }
      }
      for (const bdf of new Set(ends.map(({ device }) => device.bdf))) {
        const peers = ends.filter(({ device }) => device.bdf === bdf);
        const ids = peers.map(({ device }) => device.shmemDevId);
        const [count] = peers.map(({ device }) => device.shmemPeers);
        assert.deepEqual(
          [...ids].sort(),
          Array.from({ length: count ?? 0 }, (_, id) => id),
          `ends of ${bdf}`,
        );
        const memory = ({ cell, device }: (typeof peers)[number]): unknown => ({
          protocol: device.shmemProtocol,
          domain: device.domain,
          sections: sections(cell, device).map(({ physStart, size }) => [physStart, size]),
        });
        for (const peer of peers) assert.deepEqual(memory(peer), memory(peers[0] ?? peer));
      }
    });

    if (platformInfo.pciIsVirtual === 0) return;

    it('has a virtual PCI host where nothing else is', () => {
      const devices = links(rootCell);
      const pages = BigInt(2 * devices.length) * 0x1000n;
      const host = span(platformInfo.pciMmconfigBase, 0x100000n + pages);
      const others = [...members.flatMap(({ memoryRegions }) => memoryRegions), hypervisorMemory];
      for (const range of others.flatMap(physical)) assert.ok(!overlap(range, host));
      assert.equal(platformInfo.pciMmconfigEndBus, 0);
      for (const { domain, bdf, numMsixVectors } of members.flatMap(links)) {
        assert.deepEqual([domain, bdf >> 8, numMsixVectors], [platformInfo.pciDomain, 0, 0]);
      }
    });

    it('gives each cell the interrupts of its virtual devices', () => {
      const lines = new Map<number, string>();
      for (const cell of members) {
        for (const device of links(cell)) {
          const line = lineOf(cell, device);
          assert.ok(interruptsOf(cell).has(line), `${cell.name} does not have interrupt ${line}`);
          assert.equal(lines.get(line), undefined, `interrupt ${line} is ${cell.name}'s, too`);
          lines.set(line, cell.name);
        }
      }
    });
  });
}
