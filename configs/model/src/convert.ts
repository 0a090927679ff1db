// SPDX-License-Identifier: MIT
// A configuration in another revision of the format, and what that loses.
import { compare } from './compare.js';
import type { Difference } from './compare.js';
import { cellOf, cellStep } from './config.js';
import type { Configuration } from './config.js';
import { lossesOfMeaning } from './conversion-meaning.js';
import { lost, lostElement, samePorts, unknownLayout } from './conversion-problems.js';
import { decode } from './decode.js';
import { encode, encodeIn } from './encode.js';
import { flatten } from './flatten.js';
import { layoutFor } from './layouts/history.js';
import type { Layout } from './layouts/layout.js';
import { pathName } from './path-name.js';
import type { Problem } from './problem.js';
import { readRecords } from './records-of-file.js';
import type { PioRegion } from './schema/records.js';
import { isSame } from './translate/adopt.js';
import { bitmapOfRegions } from './translate/ports.js';
import { tellsArchitecture } from './translate/view.js';

export interface Converted {
  /** Absent if there is no such revision. */
  readonly config?: Configuration;
  /** A warning `conversion-loss` for each thing that the other revision cannot say. */
  readonly problems: readonly Problem[];
}

/**
 * A configuration as another revision has it: `5`, or a variant such as `12.3`.
 * Without a word the conversion is lossless: back again, the bytes are the same.
 */
export function convert(config: Configuration, revision: number | string): Converted {
  const layout = layoutFor(revision);
  return layout === undefined
    ? { problems: [unknownLayout(String(revision))] }
    : convertTo(config, layout);
}

/** The same for a layout that is no revision of upstream's. */
export function convertTo(config: Configuration, layout: Layout): Converted {
  if (layout === config.layout) return { config, problems: [] };
  const asked = withRevision(config, layout);
  const bytes = encodeIn(asked, layout);
  const told = decode(bytes, { layout, architecture: architectureIn(config) }).config;
  if (told === undefined) return { problems: [unknownLayout(layout.id)] };
  const problems = [
    ...differencesAsLosses(asked, told),
    ...lossesOfSource(config),
    ...lossOfArchitecture(config, bytes, layout),
    ...lossesOfMeaning(config, layout),
  ];
  return { config: told, problems };
}

function architectureIn(config: Configuration): number {
  return config.kind === 'system' ? config.system.architecture : config.cell.architecture;
}

/** Fields that hold the old number get the new one; what holds another keeps it. */
function withRevision(config: Configuration, layout: Layout): Configuration {
  const renumber = <T extends { readonly revision: number }>(head: T): T =>
    head.revision === config.layout.revision ? { ...head, revision: layout.revision } : head;
  return config.kind === 'system'
    ? { ...config, system: renumber(config.system), rootCell: renumber(config.rootCell) }
    : { ...config, cell: renumber(config.cell) };
}

/** What the other layout says differently, or not at all. */
function differencesAsLosses(asked: Configuration, told: Configuration): Problem[] {
  const ports: Pair = [cellOf(asked).pioRegions, cellOf(told).pioRegions];
  const areSamePorts = isSame(...(ports.map(bitmapOfRegions) as [number[], number[]]));
  const differences = compare(asked, told).filter((one) => !(areSamePorts && isOfPorts(one)));
  const losses = differences.map((difference) => lossOf(difference, asked));
  const at = { steps: [cellStep(asked), 'pioRegions'] };
  return areSamePorts && !isSame(...ports)
    ? [...losses, samePorts(ports[0].length, ports[1].length, at)]
    : losses;
}

type Pair = readonly [asked: readonly PioRegion[], told: readonly PioRegion[]];

function isOfPorts(difference: Difference): boolean {
  return ('a' in difference ? difference.a : difference.b).steps[1] === 'pioRegions';
}

function lossOf(difference: Difference, asked: Configuration): Problem {
  const id = asked.layout.id;
  if (difference.kind === 'changed') {
    const { a, name, before, after } = difference;
    const isElement = typeof a.steps[2] === 'number';
    return lost(isElement ? pathName(a.steps) : name, { from: id, before, after, at: a });
  }
  const isAdded = difference.kind === 'added';
  const at = isAdded ? difference.b : difference.a;
  return lostElement({ from: id, element: difference.element, isAdded, at });
}

/** What the model never told: fields that only the old layout has, and padding. */
function lossesOfSource(config: Configuration): Problem[] {
  const { source, layout, kind } = config;
  if (source === undefined) return [];
  const before = flatten(readRecords(encode(config), layout, kind));
  const after = flatten(readRecords(encodeIn(config, layout), layout, kind));
  const problems: Problem[] = [];
  for (const [name, value] of before) {
    const kept = after.get(name);
    if (kept === value) continue;
    const at = { steps: [cellStep(config)] };
    problems.push(lost(name, { from: layout.id, before: value, after: kept, at }));
  }
  return problems;
}

/** Files before revision 14 do not say their architecture, and it may not be plain from them. */
function lossOfArchitecture(config: Configuration, bytes: Uint8Array, layout: Layout): Problem[] {
  if (tellsArchitecture(layout)) return [];
  const guessed = decode(bytes, { layout }).config;
  const before = architectureIn(config);
  const after = guessed && architectureIn(guessed);
  if (after === before) return [];
  const at = { steps: [config.kind === 'system' ? 'system' : 'cell', 'architecture'] };
  return [lost('architecture', { from: config.layout.id, before, after, at })];
}
