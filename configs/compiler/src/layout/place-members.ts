// SPDX-License-Identifier: MIT
// Where members of structs and unions lie: the AAPCS64, with GCC's packed and
// aligned attributes. Bit-fields share the units of their declared type.
import type { Token } from '../token.js';
import { alignOf, sizeOf } from '../types.js';
import type { CType, Member, RecordBody } from '../types.js';

/** A member before it has a place. */
export interface MemberSpec {
  readonly name?: Token;
  readonly type: CType;
  /** Bits, for a bit-field; 0 ends the unit. */
  readonly width?: number;
  readonly packed: boolean;
  /** From aligned() on the member itself. */
  readonly aligned?: number;
}

export interface RecordSpec {
  readonly isUnion: boolean;
  readonly packed: boolean;
  readonly aligned?: number;
  readonly members: readonly MemberSpec[];
}

/** The layout of a complete record; members of unknown size count as empty. */
export function placeMembers(spec: RecordSpec): RecordBody {
  const members: Member[] = [];
  let bits = 0;
  let size = 0;
  let align = spec.aligned ?? 1;
  for (const member of spec.members) {
    const start = spec.isUnion ? 0 : bits;
    const own = memberAlignment(member, spec.packed);
    if (member.width !== undefined) {
      const at = bitFieldStart(start, member, spec.packed || member.packed);
      bits = at + member.width;
      // A zero width only ends a unit; AAPCS64 lets even that align the record.
      align = Math.max(align, member.width === 0 ? alignOf(member.type) : own);
      if (member.name !== undefined) {
        const place = { shift: at % 8, width: member.width };
        members.push({
          name: member.name,
          type: member.type,
          offset: Math.floor(at / 8),
          bits: place,
        });
      }
    } else {
      const offset = roundUp(Math.ceil(start / 8), own);
      bits = (offset + (sizeOf(member.type) ?? 0)) * 8;
      align = Math.max(align, own);
      members.push({ ...(member.name && { name: member.name }), type: member.type, offset });
    }
    size = Math.max(size, Math.ceil(bits / 8));
  }
  return { members, size: roundUp(size, align), align };
}

function memberAlignment(member: MemberSpec, recordPacked: boolean): number {
  const natural = recordPacked || member.packed ? 1 : alignOf(member.type);
  return Math.max(natural, member.aligned ?? 1);
}

/** The first bit. A unit of the declared type is never crossed, unless packed. */
function bitFieldStart(
  bits: number,
  { type, width, aligned }: MemberSpec,
  packed: boolean,
): number {
  const unit = (sizeOf(type) ?? 1) * 8;
  if (width === 0) return roundUp(bits, unit);
  const from = aligned === undefined ? bits : roundUp(bits, aligned * 8);
  if (packed) return from;
  const crosses = Math.floor(from / unit) !== Math.floor((from + (width ?? 0) - 1) / unit);
  return crosses ? roundUp(from, alignOf(type) * 8) : from;
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
