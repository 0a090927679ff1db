// SPDX-License-Identifier: MIT
// What a conversion keeps as a number although the other revision means nothing
// by it, or something else.
import { cellOf, cellStep } from './config.js';
import type { Configuration } from './config.js';
import { consoleTypes } from './constants.js';
import { loss } from './conversion-problems.js';
import { layouts } from './layouts/history.js';
import type { Layout } from './layouts/layout.js';
import type { Problem } from './problem.js';
import type { StructField } from './schema/field-types.js';

/** The conversion crosses something: in a file of `from`, read by whoever expects `to`. */
type Rule = (config: Configuration, to: Layout) => Problem[];

/** One warning for each thing whose meaning the other revision does not have. */
export function lossesOfMeaning(config: Configuration, to: Layout): Problem[] {
  return [sharedMemory, protocols, noHugePages, virtualConsole, textConsole].flatMap((rule) =>
    rule(config, to),
  );
}

/** Whether a layout is at least as new as the one of that id; forks count by their dialect. */
function isSince(layout: Layout, id: string): boolean {
  const place = layouts.findIndex((one) => one.id === id);
  const own = layouts.findIndex((one) => one.id === layout.id);
  return own >= 0 ? own <= place : layout.revision >= (layouts[place]?.revision ?? 0);
}

function hasField({ arrays }: Layout, property: string, field: string): boolean {
  const record = arrays.find((array) => array.property === property)?.of as StructField | undefined;
  return record?.fields[field] !== undefined;
}

const ivshmem = 3;

/** One region for both ends became a state table, a common section and one for each peer. */
const sharedMemory: Rule = (config, to) => {
  const hadOne = hasField(config.layout, 'pciDevices', 'shmem_region');
  const hasOne = hasField(to, 'pciDevices', 'shmem_region');
  if (hadOne === hasOne) return [];
  return cellOf(config).pciDevices.flatMap(({ type, shmemRegionsStart }, index) => {
    if (type !== ivshmem) return [];
    const at = { steps: [cellStep(config), 'pciDevices', index, 'shmemRegionsStart'] };
    const told = hadOne
      ? `Shared memory device ${index} names one region, ${shmemRegionsStart}, for all of its memory. ` +
        'Now that is the first of several: a state table, a section for all, and an output section ' +
        'for each peer. Split the region, and number the devices of the cells by shmem_dev_id.'
      : `Shared memory device ${index} names the first of several regions, ${shmemRegionsStart}; ` +
        'the other revision takes it for the whole shared memory. Give it one region.';
    return [loss(told, at)];
  });
};

const firstVirtioProtocol = 0x8000;

const protocols: Rule = (config, to) => {
  if (!to.dialect.hasProtocolClassCodes || config.layout.dialect.hasProtocolClassCodes) return [];
  return cellOf(config).pciDevices.flatMap(({ type, shmemProtocol }, index) =>
    type === ivshmem && shmemProtocol >= firstVirtioProtocol
      ? [
          loss(
            `shmem_protocol of device ${index} is 0x${shmemProtocol.toString(16)}, a virtio device ` +
              'over shared memory. The other revision knows none.',
            { steps: [cellStep(config), 'pciDevices', index, 'shmemProtocol'] },
          ),
        ]
      : [],
  );
};

const noHugePagesFlag = 0x100n;

const noHugePages: Rule = (config, to) => {
  if (!to.dialect.hasLowUnalignedFlag || config.layout.dialect.hasLowUnalignedFlag) return [];
  return cellOf(config).memoryRegions.flatMap(({ flags }, index) =>
    (flags & noHugePagesFlag) === 0n
      ? []
      : [
          loss(`Memory region ${index} asks for NO_HUGEPAGES. The other revision ignores it.`, {
            steps: [cellStep(config), 'memoryRegions', index, 'flags'],
          }),
        ],
  );
};

const activeFlag = 0x80000000;

const virtualConsole: Rule = (config, to) => {
  const { flags } = cellOf(config);
  const knew = !config.layout.dialect.hasDebugConsoleFlag;
  if (!knew || !to.dialect.hasDebugConsoleFlag || (flags & activeFlag) === 0) return [];
  return [
    loss(
      'The flag VIRTUAL_CONSOLE_ACTIVE means nothing in the other revision: inmates take the ' +
        'console that they were built for.',
      { steps: [cellStep(config), 'flags'] },
    ),
  ];
};

/** The number of the VGA text console was given to the EFI framebuffer. */
const textConsole: Rule = (config, to) => {
  if (config.kind !== 'system') return [];
  if (config.system.debugConsole.type !== consoleTypes.EFIFB) return [];
  const [was, is] = [config.layout, to].map((layout) => isSince(layout, '10.1'));
  if (was === is) return [];
  return [
    loss(
      'The debug console has type 1: a VGA text console until revision 9, an EFI framebuffer ' +
        'since. Choose the console that the machine has.',
      { steps: ['system', 'debugConsole', 'type'] },
    ),
  ];
};
