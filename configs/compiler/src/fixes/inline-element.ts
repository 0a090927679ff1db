// SPDX-License-Identifier: MIT
// A memory region that a macro writes is written out when one of its values
// has to change: the macro may stand for others as well.
import { cellOf, locate, memoryFlagsText } from '@cellblock/cell-config';
import type { InsertEdit, MemoryRegion, SetEdit, Step } from '@cellblock/cell-config';
import { elementTypeAt } from './array-elements.js';
import { spanOf } from './edited-source.js';
import type { EditedSource } from './edited-source.js';
import { elementText } from './element-text.js';
import { indentAt } from './source-text.js';
import type { TextEdit } from './source-text.js';

/** The steps to the region that a field belongs to; undefined for fields of anything else. */
export function regionOfField(steps: readonly Step[]): readonly Step[] | undefined {
  const [, property, index] = steps;
  const isField = property === 'memoryRegions' && typeof index === 'number' && steps.length === 4;
  return isField ? steps.slice(0, 3) : undefined;
}

/** `sets` are all that changes of the region. Undefined unless one macro call writes it alone. */
export function inlineRegion(
  source: EditedSource,
  steps: readonly Step[],
  sets: readonly SetEdit[],
): TextEdit | undefined {
  const bytes = locate(source.model, steps);
  const write = source.writes.findLast(
    ({ start, end, isList }) => isList && start === bytes?.start && end === bytes.end,
  );
  const region = cellOf(source.model).memoryRegions[Number(steps[2])];
  if (write?.first.expansion === undefined || region === undefined) return undefined;
  const call = spanOf(source, write.first, write.last);
  if (call === undefined || writesMore(source, write.start, write.end, call.start))
    return undefined;
  const type = elementTypeAt(source, steps.slice(0, 2));
  if (type === undefined) return undefined;
  const { text } = source.main;
  const fields = fieldsOf(region, sets, source);
  const edit: InsertEdit = { kind: 'insert', into: { steps: [] }, index: 0, fields };
  const newText = elementText(source, type, edit)(indentAt(text, call.start)).trimStart();
  return { ...call, newText };
}

/** Whether the call writes bytes outside of the region, too. */
function writesMore(source: EditedSource, from: number, to: number, start: number): boolean {
  return source.writes.some((other) => {
    if (other.start >= from && other.end <= to) return false;
    return spanOf(source, other.first, other.last)?.start === start;
  });
}

function fieldsOf(
  region: MemoryRegion,
  sets: readonly SetEdit[],
  { macros }: EditedSource,
): InsertEdit['fields'] {
  const values = new Map<string, bigint | string>(Object.entries(region));
  for (const { at, value, spelling } of sets) {
    const text = spelling !== undefined && areNames(spelling, macros) ? spelling : value;
    values.set(String(at.steps[3]), text);
  }
  const flags = values.get('flags');
  if (typeof flags === 'bigint' && flags !== 0n) values.set('flags', flagsText(flags, macros));
  const changed = new Set(sets.map(({ at }) => at.steps[3]));
  return Object.fromEntries(
    [...values].filter(([name, value]) => value !== 0n || changed.has(name)),
  );
}

function flagsText(flags: bigint, macros: ReadonlyMap<string, string>): bigint | string {
  const text = memoryFlagsText(flags);
  return areNames(text, macros) ? text : flags;
}

function areNames(text: string, macros: ReadonlyMap<string, string>): boolean {
  return (text.match(/[A-Za-z_]\w*/g) ?? []).every((name) => macros.has(name) || /^x/.test(name));
}
