// SPDX-License-Identifier: MIT
// Arrays of a configuration whose last entries get no value. They stay in the
// image as entries of zeros, and ARRAY_SIZE() counts them.
import { arrayTooLarge } from '../initializer-problems.js';
import type { SourceProblem } from '../compilation.js';
import type { Token } from '../token.js';
import { sizeOf } from '../types.js';
import type { CType, Member } from '../types.js';
import type { ImageBuffer } from './image-buffer.js';

/**
 * One problem for each array of records beside each other in `type`, if it is
 * declared in the file of the object: what a header declares has the size that
 * the format wants. Arrays of numbers are bitmaps, whose words may be zero.
 */
export function unfilledArrays(name: Token, type: CType, buffer: ImageBuffer): SourceProblem[] {
  if (type.kind !== 'record' || type.isUnion) return [];
  return (type.body?.members ?? []).flatMap((member) => {
    const { type: array, name: field } = member;
    if (array.kind !== 'array' || array.of.kind !== 'record') return [];
    const { bound, count } = array;
    if (field === undefined || bound?.first.file !== name.file || count === undefined) return [];
    const written = writtenElements(member, sizeOf(array.of) ?? 0, buffer);
    return written < count ? [arrayTooLarge(field.text, count, written, bound)] : [];
  });
}

/** How many elements there are up to the last one that the source mentions. */
function writtenElements({ offset, type }: Member, stride: number, buffer: ImageBuffer): number {
  const end = offset + (sizeOf(type) ?? 0);
  let last = 0;
  let lists = 0;
  for (const write of buffer.writes) {
    if (write.start < offset || write.end > end) continue;
    // The braces of the array say nothing of its elements; with one element, both look alike.
    const isWhole = write.isList && write.start === offset && write.end === end;
    if (isWhole && ++lists === 1) continue;
    last = Math.max(last, write.end - offset);
  }
  return stride === 0 ? Infinity : Math.ceil(last / stride);
}
