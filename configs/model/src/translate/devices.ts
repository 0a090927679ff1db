// SPDX-License-Identifier: MIT
// PCI devices, IOMMUs, memory regions and stream ids between the layouts.
import { iommuTypes } from '../constants.js';
import type { Layout } from '../layouts/layout.js';
import { iommuRecord, memoryRecord, pciDeviceRecord, streamIdRecord } from '../schema/records.js';
import { adopt, asRaw, toBigint, toNumber } from './adopt.js';
import type { Raw } from './adopt.js';

/** A record of one kind in the terms of revision 14, and the fields that say it in a layout. */
export interface Translation {
  readonly toView: (raw: Raw, layout: Layout) => Raw;
  readonly fromView: (view: Raw, layout: Layout) => Raw;
}

function swapBits(flags: bigint, a: bigint, b: bigint): bigint {
  const rest = flags & ~(a | b);
  return rest | ((flags & a) !== 0n ? b : 0n) | ((flags & b) !== 0n ? a : 0n);
}

function memoryFlags(flags: unknown, { dialect }: Layout): bigint {
  const value = toBigint(flags);
  return dialect.hasLowUnalignedFlag ? swapBits(value, 0x100n, 0x8000n) : value;
}

export const memory: Translation = {
  toView: (raw, layout) => ({
    ...adopt(memoryRecord, raw),
    flags: memoryFlags(raw.flags, layout),
  }),
  fromView: (view, layout) => ({ ...view, flags: memoryFlags(view.flags, layout) }),
};

/** A cell's flags; DEBUG_CONSOLE changed its place. */
export function cellFlags(flags: unknown, { dialect }: Layout): number {
  const value = toBigint(flags);
  return Number(dialect.hasDebugConsoleFlag ? swapBits(value, 0x2n, 0x40000000n) : value);
}

const ivshmem = 3;

/**
 * Class codes and protocols, either way: VETH is 0x0100 and 1, custom ones are
 * from 0x8000 and from 0x4000 on. What neither names changes places, so that
 * nothing is lost.
 */
function protocol(value: unknown, { dialect }: Layout): number {
  const number = toNumber(value);
  if (!dialect.hasProtocolClassCodes) return number;
  if (number === 0x100) return 1;
  if (number === 1) return 0x100;
  const block = number >> 14;
  return block === 1 || block === 2 ? (number & 0x3fff) | ((3 - block) << 14) : number;
}

export const pciDevice: Translation = {
  toView: (raw, layout) => ({
    ...adopt(
      pciDeviceRecord,
      raw,
      { shmemRegionsStart: raw.shmemRegion },
      // Before peers were counted, there were always two.
      raw.type === ivshmem ? { shmemPeers: 2 } : {},
    ),
    shmemProtocol: protocol(raw.shmemProtocol, layout),
  }),
  fromView: (view, layout) => ({
    ...view,
    shmemRegion: view.shmemRegionsStart,
    shmemProtocol: protocol(view.shmemProtocol, layout),
  }),
};

export const iommu: Translation = {
  toView: (raw) => {
    const amd = {
      bdf: raw.amdBdf,
      baseCap: raw.amdBaseCap,
      msiCap: raw.amdMsiCap,
      features: raw.amdFeatures,
    };
    const isFlat = raw.amdBdf !== undefined;
    const type = raw.type ?? iommuTypeOf(raw);
    return adopt(iommuRecord, raw, { type, ...(isFlat && { amd }) });
  },
  fromView: (view) => {
    const amd = asRaw(view.amd);
    return {
      ...view,
      amdBdf: amd.bdf,
      amdBaseCap: amd.baseCap,
      amdMsiCap: amd.msiCap,
      amdFeatures: amd.features,
    };
  },
};

/** Until units had a type, those with fields of AMD's were AMD's. */
function iommuTypeOf(raw: Raw): number {
  const isAmd = [raw.amdBdf, raw.amdBaseCap, raw.amdMsiCap, raw.amdFeatures].some(Boolean);
  if (isAmd) return iommuTypes.AMD;
  return toBigint(raw.base) === 0n ? 0 : iommuTypes.INTEL;
}

export const streamId: Translation = {
  toView: (raw) => {
    const id = toNumber(raw.id);
    return adopt(streamIdRecord, raw, { mmu500: { id: id & 0xffff, maskOut: id >>> 16 } });
  },
  fromView: (view) => view,
};

export const plain = (record: Parameters<typeof adopt>[0]): Translation => ({
  toView: (raw) => adopt(record, raw),
  fromView: (view) => view,
});
