// SPDX-License-Identifier: MIT
// Bytes, paths of the model and source ranges, each from the others.
import { locate, pathAt } from '@cellblock/cell-config';
import type { ByteRange, Configuration, Step } from '@cellblock/cell-config';
import type { FieldCandidate, Positions } from '../compilation.js';
import { holds, isWithin } from '../source.js';
import type { Position, SourceRange } from '../source.js';
import { macroNotes, spellingRange, userRange } from '../token.js';
import type { MacroNote, Token } from '../token.js';
import { namedMembers, typeText } from '../types.js';
import type { Write } from './image-buffer.js';

/** Positions for the writes of one object; later writes hide earlier ones. The model is asked for when it is needed. */
export function positionsOf(
  writes: readonly Write[],
  modelOf: () => Configuration | undefined,
): Positions {
  const bytesOf = (steps: readonly Step[]): ByteRange | undefined => {
    const model = modelOf();
    return model && locate(model, steps);
  };
  const ofPath = (steps: readonly Step[]): Write | undefined => {
    const bytes = bytesOf(steps);
    return bytes && narrowestWrite(writes, bytes);
  };
  return {
    ofBytes: (start, end) => rangeOf(narrowestWrite(writes, { start, end })),
    ofPath: (steps) => rangeOf(ofPath(steps)),
    isWritten: (steps) => {
      const write = ofPath(steps);
      const bytes = bytesOf(steps);
      if (write === undefined || bytes === undefined) return false;
      return !write.isList || (write.start === bytes.start && write.end === bytes.end);
    },
    pathAt: (file, position) => {
      const write = writeAt(writes, file, position);
      const model = write && modelOf();
      return model && pathOf(model, write);
    },
  };
}

/** The macros that the value of these bytes came through, innermost first. */
export function notesOf(writes: readonly Write[], bytes: ByteRange): MacroNote[] {
  const write = narrowestWrite(writes, bytes);
  return write === undefined ? [] : macroNotes(write.first);
}

/** The fields of the innermost braces around a position. */
export function fieldsAt(
  writes: readonly Write[],
  file: string,
  position: Position,
): FieldCandidate[] {
  let best: { range: SourceRange; write: Write } | undefined;
  for (const write of writes) {
    if (!write.isList) continue;
    const range = userRange(write.first, write.last);
    if (!holds(range, file, position) || write.first.expansion !== undefined) continue;
    if (best === undefined || isWithin(range, best.range)) best = { range, write };
  }
  const record = best?.write.record;
  if (best === undefined || record === undefined) return [];
  const braces = best.range;
  return namedMembers(record).flatMap(({ name, type }) =>
    name === undefined
      ? []
      : [
          {
            name: name.text,
            type: typeText(type),
            definition: spellingRange(name),
            record: typeText(record),
            braces,
          },
        ],
  );
}

function rangeOf(write: Write | undefined): SourceRange | undefined {
  return write && userRange(write.first, write.last);
}

export function narrowestWrite(writes: readonly Write[], bytes: ByteRange): Write | undefined {
  let best: Write | undefined;
  for (const write of writes) {
    if (write.start > bytes.start || write.end < bytes.end) continue;
    if (bytes.shift !== undefined && write.shift !== undefined && write.shift !== bytes.shift)
      continue;
    if (best === undefined || write.end - write.start <= best.end - best.start) best = write;
  }
  return best;
}

function writeAt(writes: readonly Write[], file: string, position: Position): Write | undefined {
  let best: { range: SourceRange; write: Write } | undefined;
  for (const write of writes) {
    const range = rangeAround(write, file, position);
    if (range === undefined) continue;
    // A macro call may write much: then the widest of its writes stands for it.
    const isSame = best !== undefined && isWithin(best.range, range);
    const isBetter =
      best === undefined ||
      (isWithin(range, best.range) &&
        (!isSame || write.end - write.start > best.write.end - best.write.start));
    if (isBetter) best = { range, write };
  }
  return best?.write;
}

/** The range of a value that holds a position; in front of it, with its designator. */
function rangeAround(write: Write, file: string, position: Position): SourceRange | undefined {
  const { designator, first, last } = write;
  const own = userRange(designatorOf(write) ?? first, last);
  if (holds(own, file, position)) return own;
  if (designator === undefined || designator.expansion !== undefined) return undefined;
  const whole = userRange(designator, last);
  return holds(whole, file, position) ? whole : undefined;
}

/** A designator counts if it comes from the same macro call as the value, or both from none. */
function designatorOf({ designator, first }: Write): Token | undefined {
  return designator?.expansion === first.expansion ? designator : undefined;
}

/** The longest path with exactly the written bytes, or else the longest that has them all. */
function pathOf(model: Configuration, write: Write): readonly Step[] | undefined {
  const innermost = pathAt(model, write.start, write.shift);
  if (innermost === undefined) return undefined;
  let around: readonly Step[] | undefined;
  for (let length = innermost.length; length > 0; length--) {
    const steps = innermost.slice(0, length);
    const bytes = locate(model, steps);
    if (bytes === undefined || bytes.start > write.start || bytes.end < write.end) continue;
    if (bytes.start === write.start && bytes.end === write.end) return steps;
    around ??= steps;
  }
  return around;
}
