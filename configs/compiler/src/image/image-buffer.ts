// SPDX-License-Identifier: MIT
// The bytes of one object while its initialiser is read, and which tokens
// wrote them.
import type { Token } from '../token.js';
import type { RecordBody, RecordType } from '../types.js';

/** Bytes and the source that wrote them. */
export interface Write {
  readonly start: number;
  readonly end: number;
  /** The value or the braces. */
  readonly first: Token;
  readonly last: Token;
  /** The first token of `.field =` in front of it. */
  readonly designator?: Token;
  readonly isList: boolean;
  /** For a bit-field, its lowest bit in the byte at `start`. */
  readonly shift?: number;
  /** For braces around the fields of a record. */
  readonly record?: RecordType;
}

/** Bits from `shift` of a byte on, upwards. */
export interface BitPlace {
  readonly shift: number;
  readonly width: number;
}

/** Braces around exactly these bytes stay known, as those of a struct with one member. */
function isAround(write: Write, start: number, end: number): boolean {
  return write.isList && write.start === start && write.end === end;
}

export class ImageBuffer {
  writes: Write[] = [];
  #bytes: Uint8Array;
  /** A set bit for each bit that got a value. */
  #given: Uint8Array;
  /** Which member of a union was set last, by the union and its place. */
  readonly active = new Map<RecordBody, Map<number, number>>();
  /** The most that an array without a bound has asked for. */
  reached = 0;
  #view: DataView;
  #size: number;
  /** Behind the last byte that got a value. */
  #touched = 0;

  constructor(size: number) {
    this.#bytes = new Uint8Array(size);
    this.#given = new Uint8Array(size);
    this.#view = new DataView(this.#bytes.buffer);
    this.#size = size;
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#size);
  }

  /** Arrays without a bound grow with their initialiser. */
  grow(size: number): void {
    this.reached = Math.max(this.reached, size);
    if (size <= this.#size) return;
    this.#size = size;
    if (size <= this.#bytes.length) return;
    const bytes = new Uint8Array(size * 2);
    bytes.set(this.#bytes);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
    const given = new Uint8Array(size * 2);
    given.set(this.#given);
    this.#given = given;
  }

  /** Whether any of these bytes, or of these bits of theirs, got a value. */
  hasValue(start: number, size: number, bits?: BitPlace): boolean {
    if (start >= this.#touched) return false;
    if (bits === undefined) {
      const end = Math.min(start + size, this.#touched);
      for (let at = start; at < end; at++) if (this.#given[at] !== 0) return true;
      return false;
    }
    for (let bit = bits.shift; bit < bits.shift + bits.width; bit++) {
      if (((this.#given[start + (bit >> 3)] ?? 0) & (1 << (bit & 7))) !== 0) return true;
    }
    return false;
  }

  /** The last single value that was written to any of these bytes. */
  valueAt(start: number, size: number, shift?: number): Write | undefined {
    return this.writes.findLast(
      (write) =>
        !write.isList &&
        write.start < start + size &&
        write.end > start &&
        (shift === undefined || write.shift === undefined || write.shift === shift),
    );
  }

  /** Forget what was written there before; tells how much work that was. */
  clear(start: number, size: number): number {
    if (start >= this.#touched || size === 0) return 0;
    const end = start + size;
    this.#bytes.fill(0, start, end);
    this.#given.fill(0, start, end);
    const cost = this.writes.length;
    this.writes = this.writes.filter(
      (write) => write.start < start || write.end > end || isAround(write, start, end),
    );
    return cost >> 4;
  }

  /** A little-endian integer of 1, 2, 4, 8 or 16 bytes. */
  writeInteger(start: number, size: number, value: bigint): void {
    if (size === 16) {
      this.writeInteger(start, 8, value);
      this.writeInteger(start + 8, 8, value >> 64n);
      return;
    }
    this.#touched = Math.max(this.#touched, start + size);
    this.#given.fill(0xff, start, start + size);
    if (size === 8) {
      this.#view.setBigUint64(start, BigInt.asUintN(64, value), true);
      return;
    }
    let rest = Number(BigInt.asUintN(32, value));
    for (let i = 0; i < size; i++) {
      this.#bytes[start + i] = rest;
      rest >>>= 8;
    }
  }

  /** Bits from `shift` of the byte at `start` on, upwards. */
  writeBits(start: number, { shift, width }: BitPlace, value: bigint): void {
    this.#touched = Math.max(this.#touched, start + ((shift + width + 7) >> 3));
    for (let i = 0; i < width; i++) {
      const at = start + ((shift + i) >> 3);
      const mask = 1 << ((shift + i) & 7);
      const isSet = ((value >> BigInt(i)) & 1n) !== 0n;
      const byte = this.#bytes[at] ?? 0;
      this.#given[at] = (this.#given[at] ?? 0) | mask;
      this.#bytes[at] = isSet ? byte | mask : byte & ~mask;
    }
  }

  writeBytes(start: number, bytes: readonly number[]): void {
    this.#touched = Math.max(this.#touched, start + bytes.length);
    this.#given.fill(0xff, start, start + bytes.length);
    bytes.forEach((byte, i) => {
      this.#bytes[start + i] = byte;
    });
  }
}
