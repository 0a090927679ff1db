// SPDX-License-Identifier: MIT
// Files of every layout: random ones, and one that says everything a layout can.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Configuration } from './config.js';
import { convertTo } from './convert.js';
import { decode } from './decode.js';
import { encode } from './encode.js';
import { currentLayout } from './layouts/history.js';
import type { Layout } from './layouts/layout.js';
import { descriptorOffset, headSize } from './records-of-file.js';
import type { Kind } from './records-of-file.js';
import { layoutOf, sizeOf } from './schema/layout.js';

const kinds = ['system', 'cell'] as const;

/** A file of random content: signature, revision and counts are right, all else is not. */
export function randomFile(layout: Layout): fc.Arbitrary<Uint8Array> {
  const { length } = layout.arrays;
  return fc
    .record({
      kind: fc.constantFrom(...kinds),
      counts: fc.array(fc.nat({ max: 3 }), { minLength: length, maxLength: length }),
      trailing: fc.constantFrom(0, 0, 0, 1, 56),
    })
    .chain(({ kind, counts, trailing }) => {
      const arrays = layout.arrays.reduce(
        (sum, { of }, i) => sum + sizeOf(of) * (counts[i] ?? 0),
        0,
      );
      const size = headSize(layout, kind) + arrays + trailing;
      return fc
        .uint8Array({ minLength: size, maxLength: size })
        .map((random) => withHead(random, layout, kind, counts));
    });
}

function withHead(
  random: Uint8Array,
  layout: Layout,
  kind: Kind,
  counts: readonly number[],
): Uint8Array {
  const bytes = random.slice();
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(layout.signatures[kind]));
  view.setUint16(6, layout.revision, true);
  const start = descriptorOffset(layout, kind);
  layout.arrays.forEach(({ count }, i) => {
    const field = layoutOf(layout.cell).fields.find(({ property }) => property === count);
    assert.ok(field);
    view.setUint32(start + field.offset, counts[i] ?? 0, true);
  });
  return bytes;
}

/** A system or a cell of revision 14 as boards have them. */
export function wholeFile(kind: Kind, architecture: number): Configuration {
  const size = headSize(currentLayout, kind);
  const bytes = new Uint8Array(size);
  bytes.set(new TextEncoder().encode(currentLayout.signatures[kind]));
  bytes.set([architecture, 14], 5);
  const { config } = decode(bytes);
  assert.ok(config);
  return filled(config, architecture);
}

const isX86 = 0;

function filled(config: Configuration, architecture: number): Configuration {
  const x86 = architecture === isX86;
  const arrays = {
    name: 'whole',
    cpuSet: Uint8Array.of(0b1111, 0, 0, 0, 0, 0, 0, 0),
    memoryRegions: [
      { physStart: 0x40000000n, virtStart: 0x40000000n, size: 0x100000n, flags: 0x7n },
      { physStart: 0x9000000n, virtStart: 0x9000000n, size: 0x1000n, flags: 0x40013n },
    ],
    cacheRegions: [{ start: 0, size: 2, type: 3, padding: 0, flags: 1 }],
    irqchips: [
      x86
        ? { address: 0xfec00000n, id: 0x1f0ff, pinBase: 0, pinBitmap: [0xffffff, 0, 0, 0] }
        : { address: 0x8000000n, id: 0, pinBase: 32, pinBitmap: [1, 2, 3, 0x80000000] },
    ],
    pioRegions: x86 ? [{ base: 0x3f8, length: 8 }] : [],
    pciCapabilities: [{ id: 5, start: 0x50, len: 14, flags: 1 }],
  };
  if (config.kind === 'cell') return { ...config, cell: { ...config.cell, ...arrays } };
  const { platformInfo } = config.system;
  const platform = x86
    ? { x86: { ...platformInfo.x86, pmTimerAddress: 0x608, vtdInterruptLimit: 256, apicMode: 1 } }
    : { arm: { ...platformInfo.arm, maintenanceIrq: 25, gicVersion: 2, gicdBase: 0x8000000n } };
  return {
    ...config,
    system: {
      ...config.system,
      hypervisorMemory: {
        ...config.system.hypervisorMemory,
        physStart: 0x7fc00000n,
        size: 0x400000n,
      },
      platformInfo: { ...platformInfo, ...platform, pciMmconfigBase: 0xb0000000n },
    },
    rootCell: { ...config.rootCell, ...arrays },
  };
}

/** That file in a layout. */
export function wholeFileIn(layout: Layout, kind: Kind, architecture: number): Uint8Array {
  const { config } = convertTo(wholeFile(kind, architecture), layout);
  assert.ok(config);
  return encode(config);
}

/** A PCI device of which nothing is said. */
export const blankDevice = {
  type: 0,
  iommu: 0,
  domain: 0,
  bdf: 0,
  barMask: [0, 0, 0, 0, 0, 0],
  capsStart: 0,
  numCaps: 0,
  numMsiVectors: 0,
  msi64bits: 0,
  msiMaskable: 0,
  unnamedBits: 0,
  numMsixVectors: 0,
  msixRegionSize: 0,
  msixAddress: 0n,
  shmemRegionsStart: 0,
  shmemDevId: 0,
  shmemPeers: 0,
  shmemProtocol: 0,
};
