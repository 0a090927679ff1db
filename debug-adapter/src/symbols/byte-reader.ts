// SPDX-License-Identifier: MIT
// A cursor over bytes that never throws: past the end it gives zeros and
// remembers that it failed, so that one check ends a loop over hostile input.

export class ByteReader {
  failed = false;
  private readonly view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    public position = 0,
    readonly end: number = bytes.length,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.end = Math.max(0, Math.min(end, bytes.length));
    if (position < 0 || position > this.end) this.fail();
  }

  get more(): boolean {
    return !this.failed && this.position < this.end;
  }

  u8(): number {
    return this.take(1) ? this.view.getUint8(this.position - 1) : 0;
  }

  u16(): number {
    return this.take(2) ? this.view.getUint16(this.position - 2, true) : 0;
  }

  u24(): number {
    const low = this.u16();
    return low + this.u8() * 0x10000;
  }

  u32(): number {
    return this.take(4) ? this.view.getUint32(this.position - 4, true) : 0;
  }

  u64(): bigint {
    return this.take(8) ? this.view.getBigUint64(this.position - 8, true) : 0n;
  }

  /** An unsigned integer of 1, 2, 4 or 8 bytes; any other width fails. */
  unsigned(size: number): bigint {
    switch (size) {
      case 1:
        return BigInt(this.u8());
      case 2:
        return BigInt(this.u16());
      case 4:
        return BigInt(this.u32());
      case 8:
        return this.u64();
      default:
        this.fail();
        return 0n;
    }
  }

  signed(size: number): bigint {
    return BigInt.asIntN(size * 8, this.unsigned(size));
  }

  /** DWARF 5, 7.6: little-endian base 128. Digits beyond 64 bits are dropped. */
  uleb(): bigint {
    return BigInt.asUintN(64, this.leb().value);
  }

  sleb(): bigint {
    const { value, bits, negative } = this.leb();
    return BigInt.asIntN(64, negative ? value - (1n << bits) : value);
  }

  /** An unsigned LEB128 that counts or indexes something in memory. */
  count(): number {
    const value = this.uleb();
    return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value);
  }

  /** A section offset: 4 bytes, or 8 in the 64-bit DWARF format. */
  offset(wide: boolean): number {
    return wide ? clamp(this.u64()) : this.u32();
  }

  string(): string {
    const zero = this.bytes.indexOf(0, this.position);
    if (this.failed || zero < 0 || zero >= this.end) {
      this.fail();
      return '';
    }
    const text = decodeText(this.bytes.subarray(this.position, zero));
    this.position = zero + 1;
    return text;
  }

  block(length: number): Uint8Array {
    return this.take(length)
      ? this.bytes.subarray(this.position - length, this.position)
      : new Uint8Array();
  }

  skip(length: number): void {
    this.take(length);
  }

  /** A reader of the next bytes alone; this one moves behind them. */
  sub(length: number): ByteReader {
    const start = this.position;
    const fits = this.take(length);
    const reader = new ByteReader(this.bytes, start, fits ? start + length : start);
    reader.failed = !fits;
    return reader;
  }

  fail(): void {
    this.failed = true;
    this.position = this.end;
  }

  private take(length: number): boolean {
    if (this.failed || length < 0 || length > this.end - this.position) {
      this.fail();
      return false;
    }
    this.position += length;
    return true;
  }

  private leb(): { value: bigint; bits: bigint; negative: boolean } {
    let value = 0n;
    let bits = 0n;
    for (;;) {
      const byte = this.u8();
      if (bits < 70n) value |= BigInt(byte & 0x7f) << bits;
      if (bits < 70n) bits += 7n;
      if (!(byte & 0x80)) return { value, bits, negative: (byte & 0x40) !== 0 };
    }
  }
}

/** The NUL-terminated text at an offset; empty where there is none. */
export function stringAt(bytes: Uint8Array, offset: number): string {
  return new ByteReader(bytes, offset).string();
}

function decodeText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}

function clamp(value: bigint): number {
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value);
}
