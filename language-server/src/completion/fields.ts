// SPDX-License-Identifier: MIT
// The fields that fit into the braces around a position, be the text there
// half typed.
import { guideOfFields, guideOfRecord } from '@cellblock/cell-config';
import type { RecordGuide } from '@cellblock/cell-config';
import type { Compilation, FieldCandidate } from '@cellblock/config-compiler';
import { fieldText } from '../hover/path-text.js';
import type { Frame, Place } from '../text/braces.js';
import { namesIn } from '../text/braces.js';
import { SourceText } from '../text/source-text.js';
import type { Completion } from './item.js';

/** A field of the braces; its type is empty where only the guide to the format knows of it. */
export type Field = Pick<FieldCandidate, 'name' | 'type' | 'record'>;

/** The text at hand, and how to compile it and what it might be. */
export interface Writing {
  readonly file: string;
  readonly source: SourceText;
  readonly offset: number;
  readonly place: Place;
  readonly compilation: Compilation;
  /** Absent where the file is a header. */
  readonly variant?: (text: string) => Compilation;
}

/** The fields of the innermost braces; of those in which `.a.b.` ends where that is being typed. */
export function fieldsHere(writing: Writing): readonly Field[] {
  const known = compiledFields(writing);
  const frame = writing.place.frames.at(-1);
  return known.length > 0 || frame === undefined ? known : guessedFields(frame);
}

/** In bodies of macros, and without headers: by the names that are there already. */
function guessedFields(frame: Frame): readonly Field[] {
  const guide = guideOfFields('', namesIn(frame));
  return Object.keys(guide?.fields ?? {}).map((name) => ({ name, type: '', record: '' }));
}

function compiledFields(writing: Writing): readonly FieldCandidate[] {
  const { place, source, offset } = writing;
  const frame = place.frames.at(-1);
  if (frame === undefined) return [];
  const path = nestedPath(writing);
  if (path.length === 0) {
    const known = fieldsOfFrame(writing.compilation, writing, frame, offset);
    // Where all is well, braces without fields are those of an array.
    if (known.length > 0 || writing.compilation.image !== undefined) return known;
  }
  // The item that is being typed may hide what it is in: without it, the braces are clear.
  const { start } = place.item;
  const end = endOfItem(source, offset);
  const item = path.length === 0 ? '' : `.${path.join('.')} = { }`;
  const text = source.text.slice(0, start) + item + source.text.slice(end);
  const compilation = writing.variant?.(text);
  if (compilation === undefined) return [];
  const at = new SourceText(text);
  const inside = path.length === 0 ? start : start + item.length - 1;
  const braces = path.length === 0 ? frame.open.start : start + item.indexOf('{');
  const fields = compilation.fieldsAt(writing.file, at.positionAt(inside));
  return isAt(fields, at, braces) ? fields : [];
}

/** The fields of a frame further out, for the type of what it holds. */
export function fieldsAround(writing: Writing, frame: Frame): readonly FieldCandidate[] {
  const outer = writing.place.frames.at(writing.place.frames.indexOf(frame) - 1);
  if (outer === undefined || outer === frame) return [];
  return fieldsOfFrame(writing.compilation, writing, outer, frame.open.start - 1);
}

function fieldsOfFrame(
  compilation: Compilation,
  { file, source }: Writing,
  frame: Frame,
  offset: number,
): readonly FieldCandidate[] {
  const fields = compilation.fieldsAt(file, source.positionAt(offset));
  return isAt(fields, source, frame.open.start) ? fields : [];
}

function isAt(fields: readonly FieldCandidate[], source: SourceText, open: number): boolean {
  const [first] = fields;
  return first !== undefined && source.offsetAt(first.braces.start) === open;
}

/** `a`, `b` of `.a.b.c` with the cursor in c. */
function nestedPath({ place: { item } }: Writing): readonly string[] {
  if (item.isValue || item.before[0]?.text !== '.') return [];
  const isAfterDot = item.before.at(-1)?.text === '.';
  return isAfterDot ? item.fields : item.fields.slice(0, -1);
}

/** Up to the comma, the brace or the line's end behind the position. */
function endOfItem({ pieces, text }: SourceText, offset: number): number {
  const newline = text.indexOf('\n', offset);
  const lineEnd = newline < 0 ? text.length : newline;
  const stop = pieces.find(
    (piece) => piece.start >= offset && piece.kind === 'punctuator' && /^[,;}]$/.test(piece.text),
  );
  return stop !== undefined && stop.start < lineEnd ? stop.start : lineEnd;
}

export function guideHere(fields: readonly Field[]): RecordGuide | undefined {
  const [first] = fields;
  return (
    first &&
    guideOfFields(
      first.record,
      fields.map(({ name }) => name),
    )
  );
}

/** Fields that have no value in these braces yet, in the order of their declaration. */
export function fieldCompletions(writing: Writing): readonly Completion[] {
  const { place, source, offset } = writing;
  const frame = place.frames.at(-1);
  if (frame === undefined) return [];
  const fields = fieldsHere(writing);
  const current = source.pieceAt(offset);
  const isNested = nestedPath(writing).length > 0;
  const written = new Set(isNested ? [] : namesIn(frame));
  if (current?.kind === 'word') written.delete(current.text);
  const hasDot = place.item.before[0]?.text === '.';
  const isFollowed = /^\w*[ \t]*(=|\[|\.)/.test(source.text.slice(offset));
  const guide = guideHere(fields);
  return fields
    .filter(({ name }) => !written.has(name))
    .map(({ name, type }) => {
      const field = guide?.fields[name];
      const documentation = (field && fieldText(field).join('\n\n')) ?? guideOfType(type)?.meaning;
      const spelled = hasDot ? name : `.${name}`;
      const value = place.item.isInDirective ? '$0,' : valueSnippet(type);
      return {
        label: spelled,
        kind: 'field' as const,
        detail: type,
        ...(documentation !== undefined && { documentation }),
        ...(!isFollowed && { insert: `${spelled} = ${value}`, isSnippet: true }),
        rank: 0,
      };
    });
}

function guideOfType(type: string): RecordGuide | undefined {
  return guideOfRecord(type.replace(/\[.*$/, ''));
}

function valueSnippet(type: string): string {
  if (type.startsWith('char[')) return '"$1",$0';
  return /^(struct|union)\b|\]$/.test(type) ? '{\n\t$0\n},' : '$0,';
}
