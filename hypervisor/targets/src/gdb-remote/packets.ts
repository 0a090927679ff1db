// SPDX-License-Identifier: MIT
// The framing of gdb's remote serial protocol ("Overview" in gdb's manual,
// appendix "Remote Protocol"): $payload#checksum, escapes, run lengths, acks.
// Payloads are strings of one character per byte (latin1).

/** The byte that stops a running target; it is sent outside any packet. */
export const INTERRUPT = Uint8Array.of(3);
export const ACK = Uint8Array.of(0x2b);

export type PacketEvent =
  | { readonly kind: 'packet'; readonly payload: string }
  | { readonly kind: 'ack' }
  | { readonly kind: 'nack' }
  | { readonly kind: 'interrupt' }
  | { readonly kind: 'damaged'; readonly reason: string };

/** Longest raw packet that a reader takes; stubs announce far less. */
const LONGEST_PACKET = 1 << 20;

const DOLLAR = 0x24;
const HASH = 0x23;
const STAR = 0x2a;
const PLUS = 0x2b;
const MINUS = 0x2d;
const ESCAPE = 0x7d;

export function encodePacket(payload: string): Uint8Array {
  const body: number[] = [];
  for (let i = 0; i < payload.length; i++) {
    const byte = payload.charCodeAt(i) & 0xff;
    if (byte === DOLLAR || byte === HASH || byte === ESCAPE || byte === STAR) {
      body.push(ESCAPE, byte ^ 0x20);
    } else {
      body.push(byte);
    }
  }
  const sum = checksum(body).toString(16).padStart(2, '0');
  return Uint8Array.from([DOLLAR, ...body, HASH, sum.charCodeAt(0), sum.charCodeAt(1)]);
}

/** Takes bytes as they arrive, in any cut, and gives what they complete. */
export class PacketReader {
  private body: number[] | undefined;
  /** The checksum's digits that have arrived, once the body is complete. */
  private digits: string | undefined;

  push(bytes: Uint8Array): PacketEvent[] {
    const events: PacketEvent[] = [];
    for (const byte of bytes) {
      const event = this.take(byte);
      if (event) events.push(event);
    }
    return events;
  }

  private take(byte: number): PacketEvent | undefined {
    if (this.digits !== undefined) return this.takeDigit(byte);
    if (!this.body) return this.takeOutside(byte);
    if (byte === HASH) {
      this.digits = '';
    } else if (byte === DOLLAR) {
      // A packet never holds a bare $: this is the next one, the last was cut off.
      this.body = [];
      return { kind: 'damaged', reason: 'a packet was cut off by the next one' };
    } else if (this.body.push(byte) > LONGEST_PACKET) {
      this.body = undefined;
      return { kind: 'damaged', reason: `a packet is longer than ${LONGEST_PACKET} bytes` };
    }
    return undefined;
  }

  private takeOutside(byte: number): PacketEvent | undefined {
    if (byte === DOLLAR) this.body = [];
    else if (byte === PLUS) return { kind: 'ack' };
    else if (byte === MINUS) return { kind: 'nack' };
    else if (byte === INTERRUPT[0]) return { kind: 'interrupt' };
    return undefined; // Line noise between packets is dropped, as gdb does.
  }

  private takeDigit(byte: number): PacketEvent | undefined {
    this.digits = (this.digits ?? '') + String.fromCharCode(byte);
    if (this.digits.length < 2) return undefined;
    const [body, digits] = [this.body ?? [], this.digits];
    this.body = undefined;
    this.digits = undefined;
    if (!/^[0-9a-f]{2}$/i.test(digits) || parseInt(digits, 16) !== checksum(body)) {
      return { kind: 'damaged', reason: 'a packet has a wrong checksum' };
    }
    const payload = expand(body);
    return payload === undefined
      ? { kind: 'damaged', reason: 'a packet has a run length or an escape without its byte' }
      : { kind: 'packet', payload };
  }
}

function checksum(bytes: readonly number[]): number {
  return bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0);
}

/** Undoes escapes and run lengths. */
function expand(body: readonly number[]): string | undefined {
  const parts: string[] = [];
  let last: string | undefined;
  for (let i = 0; i < body.length; i++) {
    const byte = body[i] ?? 0;
    if (byte === STAR) {
      // "X*n" stands for X and n - 29 more of it; n is printable.
      const count = (body[++i] ?? 0) - 29;
      if (last === undefined || count < 3) return undefined;
      parts.push(last.repeat(count));
    } else if (byte === ESCAPE) {
      const escaped = body[++i];
      if (escaped === undefined) return undefined;
      parts.push((last = String.fromCharCode(escaped ^ 0x20)));
    } else {
      parts.push((last = String.fromCharCode(byte)));
    }
  }
  return parts.join('');
}
