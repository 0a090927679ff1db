// SPDX-License-Identifier: MIT
// Where the next value of a list goes: a frame walks over the elements of an
// array, the members of a struct, or the one member of a union.
import { sizeOf } from '../types.js';
import type { CType, Member } from '../types.js';

/** A piece of an object. */
export interface Place {
  readonly type: CType;
  readonly offset: number;
  readonly bits?: Member['bits'];
  /** The member that it is; absent for elements of arrays. */
  readonly member?: Member;
  /** The frames that lead there, where designators named it. */
  readonly way?: readonly Frame[];
}

export interface Frame {
  readonly type: CType;
  readonly offset: number;
  /** Members that take values in turn; empty for arrays. */
  readonly members: readonly Member[];
  /** How many elements or members can be set. */
  readonly count: number;
  /** An array that grows. */
  readonly isOpen: boolean;
  index: number;
}

export function frameOf({ type, offset }: Place): Frame {
  const members = type.kind === 'record' ? (type.body?.members ?? []) : [];
  const isOpen = type.kind === 'array' && type.count === undefined;
  const count =
    type.kind === 'array' ? (type.count ?? Infinity) : type.kind === 'record' ? members.length : 0;
  return { type, offset, members, count, isOpen, index: 0 };
}

/** The element at hand; undefined behind the last one. */
export function currentPlace(frame: Frame): Place | undefined {
  if (frame.index >= frame.count) return undefined;
  if (frame.type.kind === 'array') {
    const stride = sizeOf(frame.type.of) ?? 0;
    const offset = frame.offset + frame.index * stride;
    return { type: frame.type.of, offset, member: undefined, bits: undefined };
  }
  const member = frame.members[frame.index];
  return (
    member && {
      type: member.type,
      offset: frame.offset + member.offset,
      member,
      bits: member.bits,
    }
  );
}

/** A union is done after one member. */
export function advance(frame: Frame): void {
  frame.index = frame.type.kind === 'record' && frame.type.isUnion ? frame.count : frame.index + 1;
}

/** Point the top frame at a member; below an anonymous one, open it first. */
export function pushMember(stack: readonly Frame[], member: Member): Frame[] {
  const top = stack.at(-1);
  if (top === undefined) return [];
  const index = top.members.indexOf(member);
  if (index >= 0) return [...stack.slice(0, -1), frameAt(top, index)];
  const place = currentPlace(top);
  if (place === undefined) return [...stack];
  const inner = frameOf(place);
  return [...stack, frameAt(inner, inner.members.indexOf(member))];
}

export function frameAt(frame: Frame, index: number): Frame {
  const { type, offset, members, count, isOpen } = frame;
  return { type, offset, members, count, isOpen, index };
}
