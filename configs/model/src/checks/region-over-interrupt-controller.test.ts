// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { setsOf } from '../fixes.test-support.js';
import { sampleCell, sampleSystem } from '../sample-config.test-support.js';
import type { SystemSample } from '../sample-config.test-support.js';
import { regionOverInterruptController } from './region-over-interrupt-controller.js';

/** What a region of one page at the address covers. */
function coveredAt(address: bigint, system: SystemSample): string[] {
  const cells = [sampleCell({ name: 'demo', regions: [{ physStart: address, size: 0x1000n }] })];
  const found = regionOverInterruptController.run({ system: sampleSystem(system), cells });
  return found.map(({ message }) => /covers (?:the )?(.*?):/.exec(message)?.[1] ?? message);
}

const gicV3: SystemSample = {
  name: 'board',
  cpus: [0, 1, 2, 3],
  gic: { gicVersion: 3, gicdBase: 0x8000000n, gicrBase: 0x80a0000n },
};

const gicV2: SystemSample = {
  cpus: [0, 1],
  gic: {
    gicVersion: 2,
    gicdBase: 0x8000000n,
    giccBase: 0x8010000n,
    gichBase: 0x8030000n,
    gicvBase: 0x8040000n,
  },
};

const x86: SystemSample = {
  architecture: 0,
  cpus: [0, 1],
  irqchips: [{ address: 0xfec00000n }, { address: 0xfec01000n }],
};

describe('The check region-over-interrupt-controller', () => {
  it('finds regions over the distributor and over the redistributor of every CPU', () => {
    const redistributors = 'GIC redistributors (GICR) of 4 CPUs';
    assert.deepEqual(coveredAt(0x8000000n, gicV3), ['GIC distributor (GICD)']);
    assert.deepEqual(coveredAt(0x800f000n, gicV3), ['GIC distributor (GICD)']);
    assert.deepEqual(coveredAt(0x80a0000n, gicV3), [redistributors]);
    assert.deepEqual(coveredAt(0x811f000n, gicV3), [redistributors]);
  });

  it('finds regions over the four parts of a GICv2', () => {
    assert.deepEqual(coveredAt(0x8000000n, gicV2), ['GIC distributor (GICD)']);
    assert.deepEqual(coveredAt(0x8011000n, gicV2), ['GIC CPU interface (GICC)']);
    assert.deepEqual(coveredAt(0x8031000n, gicV2), ['hypervisor interface of the GIC (GICH)']);
    assert.deepEqual(coveredAt(0x8041000n, gicV2), ['virtual CPU interface of the GIC (GICV)']);
  });

  it('takes a GIC without a version for what its addresses tell', () => {
    const unversioned = (sample: SystemSample): SystemSample => ({
      ...sample,
      gic: { ...sample.gic, gicVersion: 0 },
    });
    assert.equal(coveredAt(0x80a0000n, unversioned(gicV3)).length, 1);
    assert.equal(coveredAt(0x8010000n, unversioned(gicV2)).length, 1);
  });

  it('finds regions over the local APIC and over each IOAPIC of the root cell', () => {
    assert.deepEqual(coveredAt(0xfee00000n, x86), ['local APIC']);
    assert.deepEqual(coveredAt(0xfec00000n, x86), ['IOAPIC 0']);
    assert.deepEqual(coveredAt(0xfec01000n, x86), ['IOAPIC 1']);
  });

  it('names the field that tells the address, and the refusal', () => {
    const system = sampleSystem({
      ...gicV3,
      regions: [{ physStart: 0x7fff000n, virtStart: 0x7fff000n, size: 0x2000n }],
    });
    const [problem, ...others] = regionOverInterruptController.run({ system, cells: [] });
    assert.deepEqual(others, []);
    assert.match(problem?.message ?? '', /REFUSAL_REGION_INTERCEPTED/);
    assert.deepEqual(problem?.at, {
      config: 'board.c',
      steps: ['rootCell', 'memoryRegions', 0, 'size'],
    });
    assert.deepEqual(problem.related?.[0]?.at.steps, ['system', 'platformInfo', 'arm', 'gicdBase']);
    assert.equal(setsOf(problem)[0]?.value, 0x1000n);
  });

  it('accepts everything beside', () => {
    const found = [
      ...[0x7fff000n, 0x8010000n, 0x809f000n, 0x8120000n].map((at) => coveredAt(at, gicV3)),
      ...[0x8001000n, 0x8012000n, 0x8032000n, 0x8042000n].map((at) => coveredAt(at, gicV2)),
      ...[0xfec02000n, 0xfee01000n, 0x8000000n].map((at) => coveredAt(at, x86)),
    ];
    assert.deepEqual(found.flat(), []);
  });
});
