// SPDX-License-Identifier: MIT
// A fix in terms of the model as edits of the sources: all of it, or nothing
// where a part is not the user's own text or stands for more than one value.
import { locate } from '@cellblock/cell-config';
import type { Fix, FixEdit, InsertEdit, SetEdit, Step } from '@cellblock/cell-config';
import type { SourceFix } from '../compilation.js';
import { rangeAt } from '../source.js';
import { arrayEdits } from './array-elements.js';
import type { ArrayChange } from './array-elements.js';
import type { EditedSource } from './edited-source.js';
import { inlineRegion, regionOfField } from './inline-element.js';
import { setValueEdit } from './set-value.js';
import { merged } from './source-text.js';
import type { TextEdit } from './source-text.js';

/** `sourceOf` tells the source of a member of the set by its name. */
export function sourceFixOf(
  fix: Fix,
  sourceOf: (config: string | undefined) => EditedSource | undefined,
): SourceFix | undefined {
  const bySource = new Map<EditedSource, FixEdit[]>();
  for (const edit of fix.edits) {
    const source = sourceOf(edit.kind === 'insert' ? edit.into.config : edit.at.config);
    if (source === undefined) return undefined;
    bySource.set(source, [...(bySource.get(source) ?? []), edit]);
  }
  const edits: SourceFix['edits'][number][] = [];
  for (const [source, wanted] of bySource) {
    const text = editsIn(source, wanted);
    if (text === undefined) return undefined;
    for (const { start, end, newText } of text) {
      edits.push({ range: rangeAt(source.main, start, end), newText });
    }
  }
  return edits.length === 0 ? undefined : { title: fix.title, edits };
}

function editsIn(source: EditedSource, edits: readonly FixEdit[]): TextEdit[] | undefined {
  const found = setsIn(
    source,
    edits.filter((edit) => edit.kind === 'set'),
  );
  if (found === undefined) return undefined;
  for (const change of changesOf(edits)) {
    if (!areIndexesSafe(source, change)) return undefined;
    const text = arrayEdits(source, change);
    if (text === undefined) return undefined;
    found.push(...text);
  }
  return merged(found);
}

/** Each value in its place; regions of which one can't be are written out. */
function setsIn(source: EditedSource, sets: readonly SetEdit[]): TextEdit[] | undefined {
  const found: TextEdit[] = [];
  const inlined = new Map<string, readonly Step[]>();
  const keyOf = (steps: readonly Step[]): string => regionOfField(steps)?.join('.') ?? '';
  for (const edit of sets) {
    if (setValueEdit(source, edit) !== undefined) continue;
    const region = regionOfField(edit.at.steps);
    if (region === undefined) return undefined;
    inlined.set(region.join('.'), region);
  }
  for (const edit of sets) {
    const text = inlined.has(keyOf(edit.at.steps)) ? undefined : setValueEdit(source, edit);
    if (text !== undefined) found.push(text);
  }
  for (const [key, region] of inlined) {
    const own = sets.filter(({ at }) => keyOf(at.steps) === key);
    const text = inlineRegion(source, region, own);
    if (text === undefined) return undefined;
    found.push(text);
  }
  return found;
}

/** What happens to each array. */
function changesOf(edits: readonly FixEdit[]): ArrayChange[] {
  const changes = new Map<
    string,
    { steps: readonly Step[]; removed: number[]; inserted: InsertEdit[] }
  >();
  const changeOf = (steps: readonly Step[]): { removed: number[]; inserted: InsertEdit[] } => {
    const key = steps.join('.');
    const change = changes.get(key) ?? { steps, removed: [], inserted: [] };
    changes.set(key, change);
    return change;
  };
  for (const edit of edits) {
    if (edit.kind === 'insert') changeOf(edit.into.steps).inserted.push(edit);
    if (edit.kind === 'remove') {
      const index = edit.at.steps.at(-1);
      if (typeof index === 'number') changeOf(edit.at.steps.slice(0, -1)).removed.push(index);
    }
  }
  return [...changes.values()];
}

/** Devices name regions and capabilities by their index, which must not come to mean another. */
function areIndexesSafe({ model }: EditedSource, change: ArrayChange): boolean {
  const [cell, property] = change.steps;
  const moved = Math.min(...change.removed, ...change.inserted.map(({ index }) => index));
  const config = model.kind === 'system' ? model.rootCell : model.cell;
  if (locate(model, change.steps) === undefined || cell === undefined) return false;
  return config.pciDevices.every((device) => {
    if (property === 'memoryRegions') {
      const end = device.shmemRegionsStart + 2 + device.shmemPeers;
      return device.shmemPeers === 0 || end <= moved;
    }
    if (property !== 'pciCapabilities' || device.numCaps === 0) return true;
    return device.capsStart + device.numCaps <= moved;
  });
}
