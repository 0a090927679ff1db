// SPDX-License-Identifier: MIT
// Names of the model for fields that another layout calls or places otherwise.
import { architectures } from './constants.js';
import { cellStep } from './config.js';
import type { Configuration } from './config.js';
import type { Step } from './problem.js';

interface OtherName {
  /** In the model, from the field on that the layout lacks. */
  readonly model: readonly Step[];
  /** In the layout, at the same place. */
  readonly layout: readonly Step[];
}

const otherNames: readonly OtherName[] = [
  { model: ['amd', 'bdf'], layout: ['amdBdf'] },
  { model: ['amd', 'baseCap'], layout: ['amdBaseCap'] },
  { model: ['amd', 'msiCap'], layout: ['amdMsiCap'] },
  { model: ['amd', 'features'], layout: ['amdFeatures'] },
  { model: ['shmemRegionsStart'], layout: ['shmemRegion'] },
  { model: ['mmu500', 'id'], layout: ['id'] },
  { model: ['mmu500', 'maskOut'], layout: ['id'] },
];

/** Names that hold for a console that is a memory region or has all in its flags. */
const consoleOtherNames: readonly OtherName[] = [
  { model: ['address'], layout: ['physStart'] },
  { model: ['type'], layout: ['flags'] },
];

/** What a layout calls the rest of a path of the model that it does not know as it is. */
export function otherSteps(rest: readonly Step[], config: Configuration): Step[] | undefined {
  const starts = ({ model }: OtherName): boolean => model.every((step, i) => rest[i] === step);
  const found = [...otherNames, ...consoleOtherNames, ...unitOtherNames(config)].find(starts);
  return found && [...found.layout, ...rest.slice(found.model.length)];
}

/** A path in the fields of a layout as one of the model, where the model has such a thing. */
export function modelPath(steps: readonly Step[], config: Configuration): readonly Step[] {
  if (config.source === undefined) return steps;
  const isConsole = steps[0] === 'system' && steps[1] === 'debugConsole';
  const rules = [
    ...otherNames.filter(({ model }) => model[0] !== 'mmu500'),
    ...unitOtherNames(config),
    ...(isConsole ? consoleOtherNames.filter(({ layout }) => layout[0] === 'physStart') : []),
  ];
  let path = [...steps];
  for (const { model, layout } of rules) {
    const at = path.findIndex((_, i) => layout.every((step, j) => path[i + j] === step));
    if (at >= 0) path = [...path.slice(0, at), ...model, ...path.slice(at + layout.length)];
  }
  return arrayPath(path, config);
}

/** Elements of a bitmap of ports or a list of CPUs are nothing in the model; the whole is. */
function arrayPath(path: readonly Step[], config: Configuration): readonly Step[] {
  if (path[0] !== cellStep(config)) return path;
  if (path[1] === 'pioBitmap') return [path[0], 'pioRegions'];
  return path[1] === 'cpuList' ? [path[0], 'cpuSet'] : path;
}

/** Where IOMMUs stood in the data of the platform. */
function unitOtherNames(config: Configuration): OtherName[] {
  if (config.kind !== 'system') return [];
  const platform = config.system.architecture === architectures.X86 ? 'x86' : 'arm';
  return [{ model: ['iommuUnits'], layout: [platform, 'iommuUnits'] }];
}
