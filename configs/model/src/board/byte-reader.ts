// SPDX-License-Identifier: MIT
// Numbers in binary tables; what lies behind the end reads as undefined.

export type ByteOrder = 'little' | 'big';

/** An unsigned number of 1, 2 or 4 bytes. */
export function readNumber(
  bytes: Uint8Array,
  offset: number,
  size: 1 | 2 | 4,
  order: ByteOrder = 'little',
): number | undefined {
  if (offset < 0 || offset + size > bytes.length) return undefined;
  let value = 0;
  for (let index = 0; index < size; index++) {
    const from = order === 'big' ? index : size - 1 - index;
    value = value * 256 + (bytes[offset + from] ?? 0);
  }
  return value;
}

export function readLong(
  bytes: Uint8Array,
  offset: number,
  order: ByteOrder = 'little',
): bigint | undefined {
  const first = readNumber(bytes, offset, 4, order);
  const second = readNumber(bytes, offset + 4, 4, order);
  if (first === undefined || second === undefined) return undefined;
  const [high, low] = order === 'big' ? [first, second] : [second, first];
  return (BigInt(high) << 32n) | BigInt(low);
}

/** Text up to a NUL or the end. */
export function readText(bytes: Uint8Array, start: number, end = bytes.length): string {
  let text = '';
  for (let index = start; index < end; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === 0) break;
    text += String.fromCharCode(byte);
  }
  return text;
}
