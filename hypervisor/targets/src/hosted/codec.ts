// SPDX-License-Identifier: MIT
// Plain data with bigints and bytes as JSON, and back, without loss:
// 1n is {"$bigint":"1"}, bytes are {"$bytes":"<base64>"}, and an object that
// would be mistaken for one of these is {"$object":{...}}. Properties that are
// undefined are absent.

const MARKS = ['$bigint', '$bytes', '$object'] as const;

export function encode(value: unknown): unknown {
  if (typeof value === 'bigint') return { $bigint: value.toString() };
  if (value instanceof Uint8Array) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return { $bytes: bytes.toString('base64') };
  }
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value !== 'object' || value === null) return value;
  const encoded = mapValues(value, encode);
  return isMarked(encoded) ? { $object: encoded } : encoded;
}

/** Undoes encode(); throws a SyntaxError for marks with something else inside. */
export function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== 'object' || value === null) return value;
  if (!isMarked(value)) return mapValues(value, decode);
  const [[mark, content] = ['', undefined]] = Object.entries(value) as [string, unknown][];
  if (mark === '$object' && typeof content === 'object' && content !== null) {
    return mapValues(content, decode);
  }
  if (mark === '$bigint' && typeof content === 'string' && /^-?\d{1,100}$/.test(content)) {
    return BigInt(content);
  }
  if (mark === '$bytes' && typeof content === 'string') {
    return Uint8Array.from(Buffer.from(content, 'base64'));
  }
  throw new SyntaxError(`${mark} does not hold what it stands for.`);
}

function isMarked(value: object): boolean {
  const keys = Object.keys(value);
  return keys.length === 1 && MARKS.some((mark) => mark === keys[0]);
}

function mapValues(value: object, map: (item: unknown) => unknown): object {
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    // A plain assignment to __proto__ would be no property.
    Object.defineProperty(result, key, {
      value: map(item),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return result;
}
