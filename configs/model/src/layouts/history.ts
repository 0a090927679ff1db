// SPDX-License-Identifier: MIT
// The layouts of the format, newest first: revision 14, and how each earlier one
// differs from the next. Several revisions changed without getting another number.
import { layoutWith } from './features.js';
import type { Features } from './features.js';
import { u8 } from '../schema/field-types.js';
import { cellArrays, cellRecord, systemRecord } from '../schema/records.js';
import type { Dialect, Layout } from './layout.js';

const newest: Features = {
  signature: 5,
  streamIds: 'union',
  iommus: 'common',
  iommuSize: 28,
  isPlatformAligned: true,
  hasApicMode: true,
  hasGicVersion: true,
  hasClockRates: true,
  hasPciDomain: true,
  hasSystemFlags: true,
  hasResetAddress: true,
  hasReplyTimeout: true,
  hasCellConsole: true,
  pio: 'regions',
  hasMaskableMsi: true,
  shmem: 'peers',
  consoleSize: 32,
  dialect: {
    console: 'split',
    hasDebugConsoleFlag: false,
    hasLowUnalignedFlag: false,
    hasProtocolClassCodes: false,
  },
};

interface Step {
  readonly id: string;
  /** What the layout has that the one before in time had not. */
  readonly title: string;
  /** How it differs from the next newer one. */
  readonly changes: Partial<Omit<Features, 'dialect'>> & { readonly dialect?: Partial<Dialect> };
}

/** Backwards in time. */
const steps: readonly Step[] = [
  { id: '13.3', title: 'stream ids of the MMU-500', changes: { signature: 6 } },
  { id: '13.2', title: 'aligned platform data', changes: { streamIds: 'number' } },
  {
    id: '13.1',
    title: 'IOMMUs for every platform alike',
    changes: { isPlatformAligned: false },
  },
  { id: '12.6', title: 'another IO_UNALIGNED, NO_HUGEPAGES', changes: { iommus: 'both' } },
  { id: '12.5', title: 'TI PVU units', changes: { dialect: { hasLowUnalignedFlag: true } } },
  { id: '12.4', title: 'peers of shared memory', changes: { iommuSize: 24 } },
  {
    id: '12.3',
    title: 'several regions for each shared memory',
    changes: { shmem: 'regions', dialect: { hasProtocolClassCodes: true } },
  },
  { id: '12.2', title: 'ids of shared memory devices', changes: { shmem: 'region-id' } },
  { id: '12.1', title: 'stream ids', changes: { shmem: 'region' } },
  { id: '11.3', title: 'IOMMUs on ARM', changes: { streamIds: 'none' } },
  { id: '11.2', title: 'types of IOMMUs', changes: { iommus: 'x86' } },
  { id: '11.1', title: 'a list of I/O ports', changes: { iommuSize: 20 } },
  { id: '10.2', title: 'maskable MSIs', changes: { pio: 'bitmap' } },
  { id: '10.1', title: 'consoles of cells', changes: { hasMaskableMsi: false } },
  {
    id: '9.2',
    title: 'flags of the system, virtual consoles',
    changes: { hasCellConsole: false },
  },
  {
    id: '9.1',
    title: 'a PCI domain',
    changes: {
      hasSystemFlags: false,
      dialect: { console: 'combined', hasDebugConsoleFlag: true },
    },
  },
  { id: '8', title: 'clock rates', changes: { hasPciDomain: false } },
  { id: '7', title: 'a timeout for messages', changes: { hasClockRates: false } },
  { id: '6', title: 'a GIC version', changes: { hasReplyTimeout: false } },
  { id: '5', title: 'a reset address', changes: { hasGicVersion: false } },
  { id: '4', title: 'other flags of the debug console', changes: { hasResetAddress: false } },
  { id: '3', title: 'an APIC mode', changes: { dialect: { console: 'early-flags' } } },
  { id: '2', title: 'a whole debug console', changes: { hasApicMode: false } },
  { id: '1.4', title: 'a debug console of 32 bytes', changes: {} },
  { id: '1.3', title: 'a debug console of 24 bytes', changes: { consoleSize: 24 } },
  {
    id: '1.2',
    title: 'a debug console of 16 bytes',
    changes: { consoleSize: 16, dialect: { console: 'uart-by-architecture' } },
  },
  {
    id: '1.1',
    title: 'a memory region as debug console',
    changes: { consoleSize: 0, dialect: { console: 'memory' } },
  },
];

const generated = layoutsFrom(steps);

/** Revision 14, in the very tables that give the model its types. */
export const currentLayout: Layout = {
  ...layoutWith({ id: '14', revision: 14, title: 'an architecture in every file' }, newest),
  system: systemRecord,
  cell: cellRecord,
  arrays: [
    { property: 'cpuSet', count: 'cpuSetSize', of: u8 },
    ...cellArrays.map(({ property, count, record }) => ({ property, count, of: record })),
  ],
};

/** All layouts, the newest first. */
export const layouts: readonly Layout[] = [currentLayout, ...generated];

function layoutsFrom(history: readonly Step[]): Layout[] {
  let features = newest;
  return history.map(({ id, title, changes }) => {
    const dialect = { ...features.dialect, ...changes.dialect };
    features = { ...features, ...changes, dialect };
    return layoutWith({ id, revision: Number.parseInt(id, 10), title }, features);
  });
}

/** The layout of that id, or the last one that a revision had. */
export function layoutFor(revision: number | string): Layout | undefined {
  return typeof revision === 'number'
    ? layouts.find((layout) => layout.revision === revision)
    : (layouts.find(({ id }) => id === revision) ??
        layouts.find((layout) => String(layout.revision) === revision));
}
