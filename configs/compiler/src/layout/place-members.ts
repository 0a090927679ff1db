// SPDX-License-Identifier: MIT
// Where members of structs and unions lie, with GCC's packed and aligned
// attributes and #pragma pack. Bit-fields share the units of their declared type.
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
  readonly nonstring?: true;
  /** From aligned() on the member itself. */
  readonly aligned?: number;
}

export interface RecordSpec {
  readonly isUnion: boolean;
  readonly packed: boolean;
  /** The most that #pragma pack allows. */
  readonly pack?: number;
  /** Whether bit-fields without a name align the record, too. */
  readonly unnamedAlign: boolean;
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
    const own = memberAlignment(member, spec);
    if (member.width !== undefined) {
      const at = bitFieldStart(start, member, spec);
      bits = at + member.width;
      if (member.name !== undefined || spec.unnamedAlign) align = Math.max(align, own);
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
      const { name, type, nonstring } = member;
      members.push({ ...(name && { name }), type, offset, ...(nonstring && { nonstring }) });
    }
    size = Math.max(size, Math.ceil(bits / 8));
  }
  return { members, size: roundUp(size, align), align };
}

/** A zero width ends a unit even in a packed record. */
function memberAlignment(member: MemberSpec, { packed, pack }: RecordSpec): number {
  // GCC: where #pragma pack holds, packed() does not lower what bit-fields ask for.
  const isHeld = pack !== undefined && member.width !== undefined;
  const isPacked = (packed || member.packed) && member.width !== 0 && !isHeld;
  const natural = isPacked ? 1 : alignOf(member.type);
  return Math.min(Math.max(natural, member.aligned ?? 1), pack ?? Infinity);
}

/** The first bit. A field stays in a unit of its type, unless something packs it. */
function bitFieldStart(bits: number, member: MemberSpec, record: RecordSpec): number {
  const { type, width = 0, aligned } = member;
  const alignment = alignOf(type) * 8;
  if (width === 0) return roundUp(bits, alignment);
  const step = aligned === undefined ? 1 : Math.min(aligned, record.pack ?? Infinity) * 8;
  const from = roundUp(bits, step);
  if (record.packed || member.packed || record.pack !== undefined) return from;
  const unit = (sizeOf(type) ?? 1) * 8;
  const spanned = Math.ceil(((from % alignment) + width) / alignment);
  return spanned > unit / alignment ? roundUp(from, alignment) : from;
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
