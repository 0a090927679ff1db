// SPDX-License-Identifier: MIT
// Evaluates DWARF expressions (DWARF 5, 2.5 and 2.6) over one frame.
import { ByteReader } from './byte-reader.js';

/** What an expression may ask of the frame that it is evaluated in. */
export interface ExpressionFrame {
  /** By DWARF register number; absent when the frame has lost it. */
  readonly register: (number: number) => bigint | undefined;
  /** Absent when the memory cannot be read. */
  readonly memory: (address: bigint, length: number) => Promise<Uint8Array | undefined>;
  readonly canonicalFrameAddress: bigint | undefined;
  /** DW_AT_frame_base of the function. */
  readonly frameBase: Uint8Array | undefined;
  /** The n-th address of the unit's .debug_addr. */
  readonly indexedAddress: (index: number) => bigint | undefined;
}

/** Where a value is, or why it is nowhere. */
export type Location =
  | { readonly kind: 'memory'; readonly address: bigint }
  | { readonly kind: 'register'; readonly number: number }
  | { readonly kind: 'value'; readonly value: bigint }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'unavailable'; readonly why: string };

const OPTIMISED_OUT: Location = { kind: 'unavailable', why: 'optimised out' };

/** Expressions may branch backwards; this many operations are damage. */
const MOST_OPERATIONS = 10_000;

export async function evaluateLocation(
  bytes: Uint8Array,
  frame: ExpressionFrame,
  initial: readonly bigint[] = [],
): Promise<Location> {
  if (bytes.length === 0) return OPTIMISED_OUT;
  const machine = new Machine(bytes, frame, [...initial]);
  for (let count = 0; machine.reader.more && count < MOST_OPERATIONS; count++) {
    const result = await machine.step();
    if (result) return result;
  }
  const address = machine.stack.at(-1);
  if (machine.reader.failed || machine.reader.more || address === undefined)
    return unavailable('its location cannot be understood');
  return { kind: 'memory', address };
}

/** The number that an expression leaves on its stack, as call frame rules want it. */
export async function evaluateNumber(
  bytes: Uint8Array,
  frame: ExpressionFrame,
  initial: readonly bigint[] = [],
): Promise<bigint | undefined> {
  const location = await evaluateLocation(bytes, frame, initial);
  if (location.kind === 'memory') return location.address;
  return location.kind === 'value' ? location.value : undefined;
}

/** What one operation leads to: the expression's result, or nothing yet. */
type Step = Location | undefined;

class Machine {
  readonly reader: ByteReader;

  constructor(
    bytes: Uint8Array,
    private readonly frame: ExpressionFrame,
    readonly stack: bigint[],
  ) {
    this.reader = new ByteReader(bytes);
  }

  /** Runs one operation; a result ends the expression. */
  async step(): Promise<Step> {
    const operation = this.reader.u8();
    if (operation >= 0x30 && operation <= 0x4f) return this.push(BigInt(operation - 0x30)); // lit
    if (operation >= 0x50 && operation <= 0x6f) return this.inRegister(operation - 0x50); // reg
    if (operation >= 0x70 && operation <= 0x8f)
      return this.pushRegister(operation - 0x70, this.reader.sleb()); // breg
    if (operation >= 0x08 && operation <= 0x11) return this.constant(operation);
    if (operation >= 0x12 && operation <= 0x17) return this.arrange(operation);
    if (operation >= 0x19 && operation <= 0x2f) return this.compute(operation);
    return await this.special(operation);
  }

  private async special(operation: number): Promise<Step> {
    const { reader, frame } = this;
    switch (operation) {
      case 0x03: // addr
        return this.push(reader.unsigned(8));
      case 0x06: // deref
        return await this.dereference(8);
      case 0x94: // deref_size
        return await this.dereference(reader.u8());
      case 0x90: // regx
        return this.inRegister(reader.count());
      case 0x91: // fbreg
        return await this.frameRelative(reader.sleb());
      case 0x92: // bregx
        return this.pushRegister(reader.count(), reader.sleb());
      case 0x93: // piece
      case 0x9d: // bit_piece
        return unavailable('in several pieces, which are not put together');
      case 0x96: // nop
        return undefined;
      case 0x9c: // call_frame_cfa
        return this.pushKnown(frame.canonicalFrameAddress);
      case 0x9e: // implicit_value
        return { kind: 'bytes', bytes: reader.block(reader.count()) };
      case 0x9f: // stack_value
        return this.value();
      case 0xa1: // addrx
      case 0xa2: // constx
        return this.pushKnown(frame.indexedAddress(reader.count()));
      case 0xa3: // entry_value
      case 0xf3: // GNU_entry_value
        return OPTIMISED_OUT;
      case 0xa8: // convert
      case 0xa9: // reinterpret
        reader.uleb();
        return undefined;
      default:
        return unavailable(`DWARF operation 0x${operation.toString(16)} is unknown`);
    }
  }

  private constant(operation: number): Step {
    const size = 1 << ((operation - 0x08) >> 1);
    if (operation === 0x10) return this.push(this.reader.uleb());
    if (operation === 0x11) return this.push(this.reader.sleb());
    return this.push(operation & 1 ? this.reader.signed(size) : this.reader.unsigned(size));
  }

  /** dup, drop, over, pick, swap, rot. */
  private arrange(operation: number): Step {
    const { stack } = this;
    const pick = (depth: number): void => {
      const value = stack.at(-1 - depth);
      if (value === undefined || depth >= stack.length) this.reader.fail();
      else stack.push(value);
    };
    if (operation === 0x12) pick(0);
    else if (operation === 0x13) this.pop();
    else if (operation === 0x14) pick(1);
    else if (operation === 0x15) pick(this.reader.u8());
    else {
      const depth = operation === 0x16 ? 2 : 3;
      if (stack.length < depth) this.reader.fail();
      else stack.splice(-depth, 0, this.pop());
    }
    return undefined;
  }

  private compute(operation: number): Step {
    const { reader } = this;
    if (operation === 0x23) return this.push(this.pop() + reader.uleb()); // plus_uconst
    if (operation === 0x2f) return this.jump(reader.signed(2)); // skip
    if (operation === 0x28) {
      const distance = reader.signed(2); // bra
      return this.pop() !== 0n ? this.jump(distance) : undefined;
    }
    const unary = UNARY.get(operation);
    if (unary) return this.push(unary(signed(this.pop())));
    const right = this.pop();
    const left = this.pop();
    const result = BINARY.get(operation)?.(left, right);
    return this.pushKnown(result);
  }

  private jump(distance: bigint): Step {
    const to = this.reader.position + Number(distance);
    if (to < 0 || to > this.reader.end) this.reader.fail();
    else this.reader.position = to;
    return undefined;
  }

  private push(value: bigint): Step {
    this.stack.push(BigInt.asUintN(64, value));
    return undefined;
  }

  private pushKnown(value: bigint | undefined): Step {
    if (value === undefined) this.reader.fail();
    else this.push(value);
    return undefined;
  }

  private pushRegister(number: number, offset: bigint): Step {
    const value = this.frame.register(number);
    if (value === undefined) return unavailable('the register that leads to it is lost');
    return this.push(value + offset);
  }

  private pop(): bigint {
    const value = this.stack.pop();
    if (value === undefined) this.reader.fail();
    return value ?? 0n;
  }

  /** A register is the whole expression, or the first of several pieces. */
  private inRegister(number: number): Location {
    if (this.reader.failed) return unavailable('its location cannot be understood');
    return this.reader.more
      ? unavailable('in several pieces, which are not put together')
      : { kind: 'register', number };
  }

  private value(): Location {
    const value = this.pop();
    if (this.reader.more) return unavailable('in several pieces, which are not put together');
    return this.reader.failed
      ? unavailable('its location cannot be understood')
      : { kind: 'value', value };
  }

  private async dereference(size: number): Promise<Step> {
    const address = this.pop();
    const bytes = size <= 8 ? await this.frame.memory(address, size) : undefined;
    if (!bytes || bytes.length < size)
      return unavailable(`memory at 0x${address.toString(16)} cannot be read`);
    const padded = new Uint8Array(8);
    padded.set(bytes.subarray(0, size));
    return this.push(new ByteReader(padded).u64());
  }

  private async frameRelative(offset: bigint): Promise<Step> {
    const { frame } = this;
    if (!frame.frameBase) return unavailable('the function has no frame base');
    // A frame base that asks for itself would never end.
    const base = await evaluateLocation(frame.frameBase, { ...frame, frameBase: undefined });
    if (base.kind === 'memory') return this.push(base.address + offset);
    if (base.kind === 'register') return this.pushRegister(base.number, offset);
    return unavailable('the frame base is lost');
  }
}

function unavailable(why: string): Location {
  return { kind: 'unavailable', why };
}

function signed(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

const UNARY: ReadonlyMap<number, (value: bigint) => bigint> = new Map([
  [0x19, (value: bigint) => (value < 0n ? -value : value)],
  [0x1f, (value: bigint) => -value],
  [0x20, (value: bigint) => ~value],
]);

type Binary = (left: bigint, right: bigint) => bigint | undefined;

const compare =
  (holds: (left: bigint, right: bigint) => boolean): Binary =>
  (left, right) =>
    holds(signed(left), signed(right)) ? 1n : 0n;

const shift = (by: bigint): bigint => (by > 64n ? 64n : by);

const BINARY: ReadonlyMap<number, Binary> = new Map<number, Binary>([
  [0x1a, (left, right) => left & right],
  [0x1b, (left, right) => (right === 0n ? undefined : signed(left) / signed(right))],
  [0x1c, (left, right) => left - right],
  [0x1d, (left, right) => (right === 0n ? undefined : left % right)],
  [0x1e, (left, right) => left * right],
  [0x21, (left, right) => left | right],
  [0x22, (left, right) => left + right],
  [0x24, (left, right) => left << shift(right)],
  [0x25, (left, right) => left >> shift(right)],
  [0x26, (left, right) => signed(left) >> shift(right)],
  [0x27, (left, right) => left ^ right],
  [0x29, compare((left, right) => left === right)],
  [0x2a, compare((left, right) => left >= right)],
  [0x2b, compare((left, right) => left > right)],
  [0x2c, compare((left, right) => left <= right)],
  [0x2d, compare((left, right) => left < right)],
  [0x2e, compare((left, right) => left !== right)],
]);
