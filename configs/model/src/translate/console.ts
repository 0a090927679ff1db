// SPDX-License-Identifier: MIT
// The debug console of earlier revisions: one word of flags, in three
// encodings, for what is a type and flags now.
import { consoleTypes } from '../constants.js';
import type { ConsoleDialect } from '../layouts/layout.js';
import { consoleRecord } from '../schema/records.js';
import { adopt, toNumber } from './adopt.js';
import type { Raw } from './adopt.js';

const isMmio = 0x1;
const hasRegisterDistance4 = 0x2;

/** What a console says beyond its own record: the root cell may read the virtual console. */
export interface ConsoleView {
  readonly console: Raw;
  readonly isVirtual: boolean;
}

/** A debug console in the terms of revision 14. */
export function consoleToView(raw: Raw, dialect: ConsoleDialect): ConsoleView {
  const view = adopt(consoleRecord, raw);
  const flags = toNumber(raw.flags);
  switch (dialect) {
    case 'split':
      return { console: view, isVirtual: false };
    case 'memory': {
      const size = toNumber(raw.size);
      return { console: { ...view, address: raw.physStart, size, flags: 0 }, isVirtual: false };
    }
    case 'combined':
      return {
        console: { ...view, type: flags & 0xf, flags: (flags >> 4) & 0x3 },
        isVirtual: (flags & 0x100) !== 0,
      };
    case 'uart-by-architecture':
      return { console: { ...view, ...earlyView(flags, firstTypes) }, isVirtual: false };
    case 'early-flags': {
      const isLate = (flags & 0x300) !== 0;
      const early = earlyView(isLate ? (flags & 0xf) | ((flags & 0x300) >> 4) : flags, earlyTypes);
      return { console: { ...view, ...early }, isVirtual: isLate && (flags & 0x10) !== 0 };
    }
  }
}

/** The flags of a debug console of that dialect, and for `memory` the whole record. */
export function consoleFromView({ console, isVirtual }: ConsoleView, dialect: ConsoleDialect): Raw {
  const type = toNumber(console.type);
  const flags = toNumber(console.flags);
  switch (dialect) {
    case 'split':
      return console;
    case 'memory': {
      const { address, size } = console;
      return { physStart: address, virtStart: address, size, flags: address ? 0x13n : 0n };
    }
    case 'combined':
      return {
        ...console,
        flags: (type & 0xf) | ((flags & 0x3) << 4) | (isVirtual ? 0x100 : 0),
      };
    case 'uart-by-architecture':
      return { ...console, flags: earlyFlags(type, flags, firstTypes) };
    case 'early-flags': {
      const early = earlyFlags(type, flags, earlyTypes);
      // The console of the root cell took the place of the access flags, which moved up.
      const late = (early & 0xf) | ((early & 0x30) << 4) | 0x10;
      return { ...console, flags: isVirtual ? late : early };
    }
  }
}

interface EarlyType {
  readonly early: number;
  readonly type: number;
  readonly distance: number;
}

const earlyTypes: readonly EarlyType[] = [
  { early: 1, type: consoleTypes['8250'], distance: 0 },
  { early: 2, type: consoleTypes.EFIFB, distance: 0 },
  { early: 3, type: consoleTypes['8250'], distance: hasRegisterDistance4 },
  { early: 4, type: consoleTypes.PL011, distance: 0 },
  { early: 5, type: consoleTypes.XUARTPS, distance: 0 },
];

/** UART_ARM, 2, was whatever the hypervisor had been built for. */
const firstTypes: readonly EarlyType[] = [
  { early: 1, type: consoleTypes['8250'], distance: 0 },
  { early: 3, type: consoleTypes.EFIFB, distance: 0 },
];

function earlyView(flags: number, types: readonly EarlyType[]): Raw {
  const known = types.find(({ early }) => early === (flags & 0xf));
  const access = (flags & 0x20) !== 0 ? isMmio : 0;
  return known === undefined
    ? { type: 0, flags: access }
    : { type: known.type, flags: access | known.distance };
}

function earlyFlags(type: number, flags: number, types: readonly EarlyType[]): number {
  const known =
    types.find((one) => one.type === type && one.distance === (flags & hasRegisterDistance4)) ??
    types.find((one) => one.type === type);
  const isUsed = type !== 0 || flags !== 0;
  return (known?.early ?? 0) | ((flags & isMmio) !== 0 ? 0x20 : isUsed ? 0x10 : 0);
}
