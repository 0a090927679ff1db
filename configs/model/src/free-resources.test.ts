// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { memoryFlags } from './constants.js';
import { freeResources } from './free-resources.js';
import { sampleCell, sampleSystem } from './sample-config.test-support.js';

const { READ, WRITE, EXECUTE, DMA, IO, ROOTSHARED } = memoryFlags;
const ram = READ | WRITE | EXECUTE | DMA;

const { config: system } = sampleSystem({
  cpus: [0, 1, 2, 3],
  irqchips: [{ pinBase: 32, pinBitmap: [0b1111, 0, 0, 0] }],
  hypervisor: { physStart: 0x7fc00000n, size: 0x400000n },
  regions: [
    { physStart: 0x9000000n, size: 0x1000n, flags: READ | WRITE | IO },
    { physStart: 0x40000000n, size: 0x30000000n, flags: ram },
    { physStart: 0x7fa00000n, size: 0x400000n, flags: ram },
    { physStart: 0x7fb00000n, size: 0x1000n, flags: READ | ROOTSHARED },
  ],
});

const { config: cell } = sampleCell({
  cpus: [2],
  irqchips: [{ pinBase: 32, pinBitmap: [0b10, 0, 0, 0] }],
  regions: [{ physStart: 0x7fa00000n, size: 0x10000n, flags: ram }],
});

describe('What is free on a system', () => {
  it('are CPUs of the root cell that no other cell has, but its first one', () => {
    assert.deepEqual(freeResources(system, [cell.cell]).cpus, [1, 3]);
    assert.deepEqual(freeResources(system, []).cpus, [1, 2, 3]);
  });

  it('are interrupts of the root cell that no other cell has', () => {
    assert.deepEqual(freeResources(system, [cell.cell]).interrupts, [32, 34, 35]);
  });

  it('are not interrupts of virtual PCI devices', () => {
    const device = { ...cell.cell, pciDevices: [{}] as never, vpciIrqBase: 0, irqchips: [] };
    assert.deepEqual(freeResources(system, [device]).interrupts, []);
  });

  it('is RAM of the root cell without that of cells, of devices and of the hypervisor', () => {
    const { ranges } = freeResources(system, [cell.cell]);
    assert.deepEqual(
      ranges.map(({ start, end, isAmongCells }) => [start, end, isAmongCells]),
      [
        [0x7fa10000n, 0x7fb00000n, true],
        [0x7fb01000n, 0x7fc00000n, true],
        [0x40000000n, 0x70000000n, false],
      ],
    );
  });
});
