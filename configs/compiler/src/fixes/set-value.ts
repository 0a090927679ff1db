// SPDX-License-Identifier: MIT
// A field gets a value: the one that is written is replaced, or one that is
// left out is added in the braces that it belongs to.
import { camelCase, cellOf, cellStep, locate } from '@cellblock/cell-config';
import type { ByteRange, SetEdit, Step } from '@cellblock/cell-config';
import type { Write } from '../image/image-buffer.js';
import { narrowestWrite } from '../image/positions.js';
import { findMember, sizeOf } from '../types.js';
import type { CType, Member, RecordType } from '../types.js';
import { isSpelled, itemsOf, spanOf } from './edited-source.js';
import type { EditedSource, Item, Span } from './edited-source.js';
import { behindComma, behindLineComment, indentAt, newlineOf } from './source-text.js';
import { lineStartAt, startsLine, unitOf, usesOf, wrapped, wrappedAt } from './source-text.js';
import type { TextEdit } from './source-text.js';
import { numberText, spelledText } from './value-text.js';

/** Undefined where the value is not the user's to edit at this one place. */
export function setValueEdit(source: EditedSource, edit: SetEdit): TextEdit | undefined {
  const { steps } = edit.at;
  const bytes = locate(source.model, steps);
  const write = bytes && narrowestWrite(source.writes, bytes);
  if (bytes === undefined || write === undefined) return undefined;
  if (write.isList) {
    const designator = designatorOf(write, steps, bytes);
    const text = spelledText(edit.value, edit.spelling, source);
    return designator === undefined ? undefined : addToList(source, write, designator, text);
  }
  const span = valueSpan(source, write);
  if (span === undefined) return undefined;
  const old = source.main.text.slice(span.start, span.end);
  if (write.start === bytes.start && write.end === bytes.end) {
    const newText = spelledText(edit.value, edit.spelling, source, old);
    return { ...span, newText: wrappedAt(source.main.text, span.start, newText) };
  }
  const wide = wholeOfCpuSet(source, steps, edit.value, write);
  return wide === undefined ? undefined : { ...span, newText: numberText(wide, old) };
}

/** A byte of a CPU set as the wider number that it is a part of. */
function wholeOfCpuSet(
  { model, writes }: EditedSource,
  steps: readonly Step[],
  value: bigint | string,
  write: Write,
): bigint | undefined {
  const [first, second, index] = steps;
  const start = locate(model, [cellStep(model), 'cpuSet'])?.start;
  if (first !== cellStep(model) || second !== 'cpuSet' || start === undefined) return undefined;
  if (typeof index !== 'number' || typeof value !== 'bigint' || writes.length === 0)
    return undefined;
  let whole = 0n;
  for (let at = write.end - 1; at >= write.start; at--) {
    const byte = at - start === index ? value : BigInt(cellOf(model).cpuSet[at - start] ?? 0);
    whole = (whole << 8n) | byte;
  }
  return whole;
}

/** The text that stands for a value and for nothing else. */
function valueSpan(source: EditedSource, write: Write): Span | undefined {
  const { first, last, designator } = write;
  const span = spanOf(source, first, last);
  if (span === undefined) return undefined;
  if (isSpelled(source, first, last)) {
    // The argument of a macro may stand for several values.
    const own = { start: first.start, end: last.end };
    return isShared(source, write, own) ? undefined : own;
  }
  const isAlone = designator?.expansion === undefined && !isShared(source, write, span);
  return isAlone ? span : inMacroOfOneUse(source, write);
}

/** Whether a macro call writes something else as well. */
function isShared(source: EditedSource, write: Write, span: Span): boolean {
  return source.writes.some((other) => {
    const place = other === write ? undefined : spanOf(source, other.first, other.last);
    if (place === undefined) return false;
    const isAround = place.start < span.start && place.end > span.end;
    return !isAround && place.start < span.end && span.start < place.end;
  });
}

/** In the body of a macro that is used nowhere else. */
function inMacroOfOneUse(source: EditedSource, { first, last }: Write): Span | undefined {
  const { expansion } = first;
  if (expansion === undefined || last.expansion !== expansion) return undefined;
  if (expansion.site.expansion !== undefined || first.file !== source.main) return undefined;
  if (last.file !== source.main || usesOf(expansion.macro, source.main.text) !== 2)
    return undefined;
  return first.start <= last.start ? { start: first.start, end: last.end } : undefined;
}

/** `.field`, `[1]` or a chain of them from the braces of `list` to the bytes of a path. */
export function designatorOf(
  list: Write,
  steps: readonly Step[],
  bytes: ByteRange,
): string | undefined {
  for (let from = steps.length - 1; from >= 0; from--) {
    const text = chainOf(list, steps.slice(from), bytes);
    if (text !== undefined) return text;
  }
  return undefined;
}

function chainOf(list: Write, steps: readonly Step[], bytes: ByteRange): string | undefined {
  const [only, ...more] = steps;
  if (list.record === undefined) {
    if (typeof only !== 'number' || more.length > 0) return undefined;
    const isThere = list.start + only * (bytes.end - bytes.start) === bytes.start;
    return isThere ? `[${only}]` : undefined;
  }
  let type: CType = list.record;
  let offset = list.start;
  let text = '';
  for (const step of steps) {
    if (typeof step === 'number') {
      if (type.kind !== 'array') return undefined;
      offset += step * (sizeOf(type.of) ?? 0);
      type = type.of;
      text += `[${step}]`;
      continue;
    }
    const way: readonly Member[] | undefined =
      type.kind === 'record' ? memberOf(type, step) : undefined;
    const member: Member | undefined = way?.at(-1);
    if (way === undefined || member?.name === undefined) return undefined;
    offset += way.reduce((sum, each) => sum + each.offset, 0);
    type = member.type;
    text += `.${member.name.text}`;
  }
  return offset === bytes.start ? text : undefined;
}

/** The members on the way to the one that the model calls so. */
export function memberOf(type: RecordType, property: string): readonly Member[] | undefined {
  const names = (record: RecordType): string[] =>
    (record.body?.members ?? []).flatMap(({ name, type: inner }) =>
      name !== undefined ? [name.text] : inner.kind === 'record' ? names(inner) : [],
    );
  const name = names(type).find((each) => camelCase(each) === property);
  return name === undefined ? undefined : findMember(type, name);
}

/** A designator and its value in braces, in the order of declaration where that can be told. */
export function addToList(
  source: EditedSource,
  list: Write,
  designator: string,
  value: string,
): TextEdit | undefined {
  if (!isSpelled(source, list.first, list.last)) return undefined;
  const { text } = source.main;
  const newline = newlineOf(text);
  const head = `${designator} = `;
  const lineOf = (indent: string): string =>
    value.includes('\n') ? `${indent}${head}${value}` : wrapped(indent, head, value, newline);
  const items = itemsOf(source, list);
  const before = itemBefore(items, list, designator);
  if (before === undefined) return addFirst(source, list, items[0], { head, value });
  const comma = behindComma(text, before.end);
  const lead = startsLine(text, before.start);
  const indent = indentAt(text, before.start);
  if (comma === undefined) {
    const line = lead ? newline + lineOf(indent) : ` ${head}${value}`;
    return insertion(before.end, `,${line}`);
  }
  if (!lead) return insertion(comma, ` ${head}${value},`);
  const line = lineOf(indent);
  return insertion(behindLineComment(text, comma), `${newline}${line},`);
}

/** The item that the new one goes behind; undefined: it becomes the first. */
function itemBefore(items: readonly Item[], list: Write, designator: string): Span | undefined {
  const place = placeOf(list, designator);
  const areDesignated = items.every(({ isDesignated }) => isDesignated);
  if (!areDesignated || place === undefined) return items.at(-1);
  return items.findLast(({ from }) => from < place);
}

/** The first byte of the member that a designator of the braces starts with. */
function placeOf({ record, start }: Write, designator: string): number | undefined {
  const name = /^\.(\w+)/.exec(designator)?.[1];
  const way = record && name !== undefined ? findMember(record, name) : undefined;
  return way?.reduce((sum, { offset }) => sum + offset, start);
}

function addFirst(
  { main: { text } }: EditedSource,
  { first, last }: Write,
  next: Span | undefined,
  { head, value }: { readonly head: string; readonly value: string },
): TextEdit {
  const newline = newlineOf(text);
  if (next !== undefined && startsLine(text, next.start)) {
    const indent = indentAt(text, next.start);
    const at = lineStartAt(text, next.start);
    return insertion(at, `${wrapped(indent, head, value, newline)},${newline}`);
  }
  if (next !== undefined) return insertion(next.start, `${head}${value}, `);
  const isOneLine = !text.slice(first.end, last.start).includes('\n');
  if (isOneLine) return insertion(first.end, ` ${head}${value} `);
  const outer = indentAt(text, first.start);
  const line = wrapped(outer + unitOf(outer), head, value, newline);
  return insertion(first.end, `${newline}${line},`);
}

function insertion(at: number, newText: string): TextEdit {
  return { start: at, end: at, newText };
}
