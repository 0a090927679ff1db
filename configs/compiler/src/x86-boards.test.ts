// SPDX-License-Identifier: MIT
// The x86 machines of this repository: cells take only what the root cell has,
// and describe it as the root cell does.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { cellOf, cpusOf, hasFlag, pciTypes, physicalRange } from '@cellblock/cell-config';
import type {
  AddressRange,
  Cell,
  PciCapability,
  PciDevice,
  PioRegion,
} from '@cellblock/cell-config';
import { compileAndCheck } from './check-sources.js';
import { inputFor, repository } from './sources.test-support.js';

const system = 'configs/x86/qemu-x86.c';
const files = readdirSync(join(repository, 'configs/x86'))
  .filter((name) => name.endsWith('.c'))
  .map((name) => `configs/x86/${name}`);

/** The hypervisor's own port, which the root cell has not and cells may have. */
const debugPort = 0x3f8;
/** Kinds of virtio device count from these protocols: back ends and front ends. */
const [virtioFront, virtioBack] = [0x8000, 0xc000];

const covers = (outer: AddressRange | undefined, inner: AddressRange): boolean =>
  outer !== undefined && outer.start <= inner.start && inner.end <= outer.end;
const hasPorts = (cell: Cell, { base, length }: PioRegion): boolean =>
  cell.pioRegions.some((own) => own.base <= base && base + length <= own.base + own.length);

const capabilitiesOf = (cell: Cell, { capsStart, numCaps }: PciDevice): PciCapability[] =>
  cell.pciCapabilities.slice(capsStart, capsStart + numCaps);

describe('The q35 machine', () => {
  const { members, problemsByFile } = compileAndCheck(inputFor(system), files);
  const [root, ...cells] = members.flatMap(({ model }) => (model ? [cellOf(model)] : []));
  assert.ok(root);
  const rootDevice = ({ domain, bdf }: PciDevice): PciDevice | undefined =>
    root.pciDevices.find((device) => device.domain === domain && device.bdf === bdf);
  const devicesOf = (types: readonly number[]): [Cell, PciDevice, PciDevice][] =>
    cells.flatMap((cell) =>
      cell.pciDevices
        .filter(({ type }) => types.includes(type))
        .map((device): [Cell, PciDevice, PciDevice] => {
          const own = rootDevice(device);
          assert.ok(own, `${cell.name} has ${device.bdf.toString(16)}, the root cell has not`);
          return [cell, device, own];
        }),
    );

  it('has a cell for every demo, and no problem in any file', () => {
    const problems = [...problemsByFile.values()].flat();
    assert.deepEqual(
      problems.filter(({ severity }) => severity !== 'information'),
      [],
    );
    const demos = 'apic e1000 ioapic ivshmem linux pci smp tiny'.split(' ');
    const names = cells.map(({ name }) => name);
    for (const demo of demos) assert.ok(names.includes(`${demo}-demo`), `no ${demo}-demo`);
    assert.equal(names.length, files.length - 1);
  });

  it('keeps CPU 0, which Linux cannot give away, in the root cell', () => {
    for (const cell of cells) assert.ok(!cpusOf(cell).includes(0), cell.name);
  });

  it('gives cells memory of the root cell, and to each its own RAM', () => {
    const rams: [string, AddressRange][] = [];
    for (const { name, memoryRegions } of cells) {
      for (const region of memoryRegions) {
        const range = physicalRange(region);
        if (range === undefined) continue;
        const isOwned = root.memoryRegions.some((own) => covers(physicalRange(own), range));
        assert.ok(isOwned, `${name} has ${range.start.toString(16)}, the root cell has not`);
        if (!hasFlag(region, 'LOADABLE')) continue;
        for (const [other, { start, end }] of rams) {
          assert.ok(end <= range.start || range.end <= start, `${name} has RAM of ${other}`);
        }
        rams.push([name, range]);
      }
    }
  });

  it('gives cells ports and interrupts of the root cell', () => {
    for (const { name, pioRegions, irqchips } of cells) {
      for (const ports of pioRegions) {
        assert.ok(ports.base === debugPort || hasPorts(root, ports), `${name}: ${ports.base}`);
      }
      for (const { address, id, pinBase, pinBitmap } of irqchips) {
        const own = root.irqchips.find((chip) => chip.address === address && chip.id === id);
        assert.ok(own, `${name} names another I/O APIC`);
        assert.equal(pinBase, 0);
        pinBitmap.forEach((word, i) => {
          assert.equal(word & ~(own.pinBitmap[i] ?? 0), 0, `${name} has a pin too many`);
        });
      }
    }
  });

  it('describes a device to its cell as to the root cell', () => {
    const handed = devicesOf([pciTypes.DEVICE, pciTypes.BRIDGE]);
    assert.ok(handed.length >= 3);
    for (const [cell, device, own] of handed) {
      const { capsStart, numCaps } = own;
      // Only the capabilities may be fewer, and elsewhere in their array.
      assert.deepEqual({ ...device, capsStart, numCaps }, own, cell.name);
      const owned = capabilitiesOf(root, own);
      for (const capability of capabilitiesOf(cell, device)) {
        assert.ok(
          owned.some((each) => isDeepStrictEqual(each, capability)),
          cell.name,
        );
      }
    }
  });

  it('has no table of MSI-X vectors in a memory region', () => {
    for (const { msixAddress, msixRegionSize, bdf } of root.pciDevices) {
      if (msixRegionSize === 0) continue;
      const end = msixAddress + BigInt(msixRegionSize);
      for (const region of root.memoryRegions) {
        const range = physicalRange(region);
        assert.ok(!range || end <= range.start || range.end <= msixAddress, bdf.toString(16));
      }
    }
  });

  it('has links whose ends agree, each with its own output', () => {
    const links = devicesOf([pciTypes.IVSHMEM]);
    const ids = new Map<number, number[]>();
    for (const [cell, device, own] of links) {
      const count = 2 + device.shmemPeers;
      const sections = cell.memoryRegions.slice(device.shmemRegionsStart).slice(0, count);
      const others = root.memoryRegions.slice(own.shmemRegionsStart).slice(0, count);
      const places = (regions: typeof sections): unknown[] =>
        regions.map(({ physStart, size }) => [physStart, size]);
      assert.equal(sections.length, count, cell.name);
      assert.deepEqual(places(sections), places(others));
      assert.ok(sections[0] && !hasFlag(sections[0], 'WRITE'), `${cell.name} writes the states`);
      sections.slice(2).forEach((output, id) => {
        if (output.size === 0n) return;
        assert.equal(hasFlag(output, 'WRITE'), id === device.shmemDevId, `${cell.name}: ${id}`);
      });
      assert.equal(device.numMsixVectors, own.numMsixVectors);
      const isVirtio = own.shmemProtocol >= virtioBack;
      const expected = isVirtio ? own.shmemProtocol - virtioBack + virtioFront : own.shmemProtocol;
      assert.equal(device.shmemProtocol, expected, cell.name);
      ids.set(device.bdf, [...(ids.get(device.bdf) ?? [own.shmemDevId]), device.shmemDevId]);
    }
    for (const { type, bdf, shmemPeers } of root.pciDevices) {
      if (type !== pciTypes.IVSHMEM) continue;
      const expected = Array.from({ length: shmemPeers }, (_, id) => id);
      assert.deepEqual([...(ids.get(bdf) ?? [])].sort(), expected, bdf.toString(16));
    }
  });
});
