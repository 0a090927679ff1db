// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { architectures } from './constants.js';
import { cellInSet } from './check.js';
import { isPc, isX86 } from './device-check.js';
import { sampleCell, sampleSystem } from './sample-config.test-support.js';

const { X86 } = architectures;

describe('The architecture of a set', () => {
  it('is what the system says', () => {
    const cell = cellInSet(sampleCell({ architecture: X86 }));
    assert.equal(isX86({ system: sampleSystem({}), cells: [] }, cell), false);
    assert.equal(isX86({ system: sampleSystem({ architecture: X86 }), cells: [] }, cell), true);
    assert.equal(isX86({ cells: [] }, cell), true);
  });

  it('is not x86 where it was left out and the contents are those of Arm', () => {
    const gic = { gicVersion: 3, maintenanceIrq: 25, gicdBase: 0x8000000n };
    assert.equal(isPc(sampleSystem({ architecture: X86, gic }).config), false);
    const irqchips = [{ address: 0xf6801000n, pinBase: 32 }];
    const old = { architecture: X86, gic: { gicdBase: 0xf6801000n }, irqchips };
    assert.equal(isPc(sampleSystem(old).config), false);
    const cell = cellInSet(sampleCell({ architecture: X86, irqchips }));
    assert.equal(isX86({ cells: [] }, cell), false);
  });

  it('is x86 where numbers of a PC look like an address', () => {
    // A timer at port 0x608 and a table of 4096 interrupts.
    const gic = { gicVersion: 6, maintenanceIrq: 8, gicdBase: 0x1000n };
    const irqchips = [{ address: 0xfec00000n }];
    assert.equal(isPc(sampleSystem({ architecture: X86, gic, irqchips }).config), true);
  });
});
