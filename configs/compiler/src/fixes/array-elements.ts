// SPDX-License-Identifier: MIT
// Elements of an array go or come, with what counts them: the bound in the
// struct, the number in the descriptor, the constants that name them.
import { locate } from '@cellblock/cell-config';
import type { InsertEdit, Step } from '@cellblock/cell-config';
import type { Write } from '../image/image-buffer.js';
import { sizeOf } from '../types.js';
import { memberOf } from './set-value.js';
import type { Member } from '../types.js';
import { createArray } from './create-array.js';
import { elementText } from './element-text.js';
import type { ElementType } from './element-text.js';
import { isSpelled, itemsOf, spanOf } from './edited-source.js';
import type { EditedSource, Item } from './edited-source.js';
import { declarationOfConstant, nameForElement } from './index-constants.js';
import { behindComma, behindLineComment, indentAt, lineStartAt } from './source-text.js';
import { newlineOf, startsLine, usesOf, withComments } from './source-text.js';
import type { TextEdit } from './source-text.js';

/** All that one fix does to one array. */
export interface ArrayChange {
  readonly steps: readonly Step[];
  readonly removed: readonly number[];
  readonly inserted: readonly InsertEdit[];
}

interface ArrayInSource {
  readonly source: EditedSource;
  readonly list: Write;
  readonly member: Member;
  readonly items: readonly Item[];
  /** Bytes of an element. */
  readonly stride: number;
  readonly count: number;
}

/** Undefined where that is no change of the user's own text at one place. */
export function arrayEdits(source: EditedSource, change: ArrayChange): TextEdit[] | undefined {
  const array = arrayIn(source, change.steps);
  if (array === undefined) {
    const isNew = locate(source.model, change.steps) !== undefined && change.removed.length === 0;
    return isNew ? createArray(source, change.steps, change.inserted) : undefined;
  }
  const edits: TextEdit[] = [];
  for (const index of change.removed) {
    const removed = removal(array, index);
    if (removed === undefined) return undefined;
    edits.push(...removed);
  }
  for (const edit of change.inserted) {
    const inserted = insertionOf(array, edit);
    if (inserted === undefined) return undefined;
    edits.push(...inserted);
  }
  const delta = change.inserted.length - change.removed.length;
  const sizes = sizeEdits(array, change.steps, delta);
  return sizes && [...edits, ...sizes];
}

function arrayIn(source: EditedSource, steps: readonly Step[]): ArrayInSource | undefined {
  const bytes = locate(source.model, steps);
  const { type } = source.object;
  if (bytes === undefined || type.kind !== 'record') return undefined;
  const member = type.body?.members.find(
    ({ offset, type: inner }) => offset === bytes.start && inner.kind === 'array',
  );
  const list = source.writes.find(
    ({ start, end, isList }) => isList && start === bytes.start && end === bytes.end,
  );
  if (member?.type.kind !== 'array' || list === undefined || bytes.start === bytes.end) {
    return undefined;
  }
  if (!isSpelled(source, list.first, list.last)) return undefined;
  const stride = sizeOf(member.type.of) ?? 0;
  if (stride === 0) return undefined;
  const count = (bytes.end - bytes.start) / stride;
  return { source, list, member, items: itemsOf(source, list), stride, count };
}

/** What the elements of an array are. */
export function elementTypeAt(
  source: EditedSource,
  steps: readonly Step[],
): ElementType | undefined {
  const array = arrayIn(source, steps);
  return array && elementTypeOf(array.member);
}

function itemAt({ list, items, stride }: ArrayInSource, index: number): Item | undefined {
  const start = list.start + index * stride;
  return items.find(({ from, to }) => from === start && to === start + stride);
}

/** The constant between the brackets in front of an item, `undefined` for other designators. */
function constantOf({ source }: ArrayInSource, item: Item): string | undefined {
  const text = source.main.text.slice(item.start, item.end);
  return /^\[\s*([A-Za-z_]\w*)\s*\]/.exec(text)?.[1];
}

function removal(array: ArrayInSource, index: number): TextEdit[] | undefined {
  const { source, items } = array;
  const { text } = source.main;
  const item = itemAt(array, index);
  if (item === undefined) return undefined;
  const edits = [removalOf(text, item)];
  const constant = constantOf(array, item);
  if (constant === undefined) {
    // Later elements that are named by their number would stay where they are.
    return items.some(({ isDesignated }) => isDesignated) ? undefined : edits;
  }
  const declared = declarationOfConstant(source, constant);
  if (declared === undefined || usesOf(constant, text) !== 2) return undefined;
  return [...edits, removalOf(text, declared)];
}

/** With its comma, its comments, and its line where nothing else is left of it. */
function removalOf(text: string, item: { readonly start: number; readonly end: number }): TextEdit {
  const start = withComments(text, item.start);
  let end = behindComma(text, item.end) ?? item.end;
  end = behindLineComment(text, end);
  const rest = /[ \t]*(?:\r?\n)?/y;
  rest.lastIndex = end;
  rest.test(text);
  const behind = rest.lastIndex;
  if (!startsLine(text, start))
    return { start, end: text[behind - 1] === '\n' ? end : behind, newText: '' };
  if (text[behind - 1] === '\n')
    return { start: lineStartAt(text, start), end: behind, newText: '' };
  return { start, end: behind, newText: '' };
}

function insertionOf(array: ArrayInSource, edit: InsertEdit): TextEdit[] | undefined {
  const { source, list, items, stride, count } = array;
  const { text } = source.main;
  const last = items.at(-1);
  if (last === undefined) return undefined;
  const isLast = edit.index >= count;
  const named = items.some((item) => constantOf(array, item) !== undefined);
  const constant = named ? nameForElement(source, array.member, edit, isLast) : undefined;
  if (named && constant === undefined) return undefined;
  const content = elementText(source, elementTypeOf(array.member), edit, constant?.name);
  const more = constant?.edits ?? [];
  if (!isLast) {
    if (items.some(({ isDesignated }) => isDesignated)) return undefined;
    const start = list.start + edit.index * stride;
    const next = items.find(({ from }) => from === start);
    return next && [insertBefore(text, next, content), ...more];
  }
  return last.to === list.end ? [insertBehind(text, last, content), ...more] : undefined;
}

function elementTypeOf({ type }: Member): ElementType {
  const record = type.kind === 'array' && type.of.kind === 'record' ? type.of : undefined;
  const nameOf = (property: string): string | undefined =>
    record && memberOf(record, property)?.at(-1)?.name?.text;
  return { tag: record?.tag?.text, nameOf };
}

type Content = (indent: string) => string;

function insertBefore(text: string, item: Item, content: Content): TextEdit {
  const start = withComments(text, item.start);
  const indent = indentAt(text, start);
  if (!startsLine(text, start)) return { start, end: start, newText: `${content('').trim()}, ` };
  const at = lineStartAt(text, start);
  return { start: at, end: at, newText: `${content(indent)},${newlineOf(text)}` };
}

function insertBehind(text: string, item: Item, content: Content): TextEdit {
  const indent = indentAt(text, item.start);
  const newline = newlineOf(text);
  const comma = behindComma(text, item.end);
  const isOwnLine =
    startsLine(text, withComments(text, item.start)) ||
    text.slice(item.start, item.end).includes('\n');
  const lead = isOwnLine ? newline : ' ';
  const body = isOwnLine ? content(indent) : content('').trim();
  if (comma === undefined) return { start: item.end, end: item.end, newText: `,${lead}${body}` };
  const at = behindLineComment(text, comma);
  return { start: at, end: at, newText: `${lead}${body},` };
}

/** The bound and the count, where they are numbers written by hand. */
function sizeEdits(
  array: ArrayInSource,
  steps: readonly Step[],
  delta: number,
): TextEdit[] | undefined {
  if (delta === 0) return [];
  const { source, member, count } = array;
  const edits: TextEdit[] = [];
  const { bound, isFlexible } = member.type.kind === 'array' ? member.type : {};
  if (bound !== undefined && isFlexible !== true) {
    if (!isSpelled(source, bound.first, bound.last)) return undefined;
    const old = source.main.text.slice(bound.first.start, bound.last.end);
    if (Number(old) === count) {
      edits.push({ start: bound.first.start, end: bound.last.end, newText: String(count + delta) });
    } else if (declarationOfConstant(source, old) === undefined) return undefined;
  }
  const counted = countEdit(source, steps, count + delta);
  return counted && [...edits, ...counted];
}

const countProperties: Readonly<Record<string, string>> = {
  memoryRegions: 'numMemoryRegions',
  cacheRegions: 'numCacheRegions',
  irqchips: 'numIrqchips',
  pioRegions: 'numPioRegions',
  pciDevices: 'numPciDevices',
  pciCapabilities: 'numPciCaps',
  streamIds: 'numStreamIds',
};

function countEdit(
  source: EditedSource,
  [cell, property]: readonly Step[],
  count: number,
): TextEdit[] | undefined {
  const field = countProperties[String(property)];
  if (cell === undefined || field === undefined) return undefined;
  const bytes = locate(source.model, [cell, field]);
  const write = source.writes.findLast(
    ({ start, end, isList }) => !isList && start === bytes?.start && end === bytes.end,
  );
  if (write === undefined) return undefined;
  if (isCounted(write)) return [];
  const span = spanOf(source, write.first, write.last);
  if (span === undefined) return undefined;
  const old = source.main.text.slice(span.start, span.end);
  if (declarationOfConstant(source, old) !== undefined) return [];
  return /^\d+$/.test(old) ? [{ ...span, newText: String(count) }] : undefined;
}

/** Whether the compiler counts: sizeof, or ARRAY_SIZE() on the way through macros. */
function isCounted({ first, last }: Write): boolean {
  let at = first;
  for (;;) {
    if (at.text === 'sizeof' || at.expansion?.macro === 'ARRAY_SIZE') return true;
    if (at.expansion === undefined) break;
    at = at.expansion.site;
  }
  const isPlain = first.expansion === undefined && first.file === last.file;
  return isPlain && /\bsizeof\b/.test(first.file.text.slice(first.start, last.end));
}
