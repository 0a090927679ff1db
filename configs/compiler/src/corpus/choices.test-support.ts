// SPDX-License-Identifier: MIT
// Decisions of a generator, read from a tape of numbers. A shorter tape with
// smaller numbers gives a simpler source, so shrinking the tape shrinks the
// source; behind the tape's end every decision is the simplest one.
import fc from 'fast-check';

export class Choices {
  readonly #tape: readonly number[];
  #index = 0;

  constructor(tape: readonly number[]) {
    this.#tape = tape;
  }

  /** A whole number from 0 to `count` - 1; 0 is the simplest. */
  below(count: number): number {
    const value = this.#tape[this.#index++] ?? 0;
    return value % count;
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent;
  }

  /** One of several, the simplest first. */
  pick<T>(options: readonly [T, ...T[]]): T {
    return options[this.below(options.length)] ?? options[0];
  }

  /** One of a list that may be empty. */
  pickFrom<T>(options: readonly T[]): T | undefined {
    return options.length === 0 ? undefined : options[this.below(options.length)];
  }

  /** 64 bits, small numbers and edges more often than others. */
  number(): bigint {
    const edges = [0n, 1n, 0x7fffffffn, 0x80000000n, 0xffffffffn, 1n << 63n, (1n << 64n) - 1n];
    switch (this.below(6)) {
      case 0:
      case 1:
        return BigInt(this.below(17));
      case 2:
        return BigInt(this.below(0x10000));
      case 3:
        return (BigInt(this.below(0x10000)) << 16n) | BigInt(this.below(0x10000));
      case 4:
        return BigInt(this.below(0x10000)) << BigInt(this.below(49));
      default:
        return this.pickFrom(edges) ?? 0n;
    }
  }

  /** Calls `make` from `least` to `most` times. */
  several<T>(least: number, most: number, make: (index: number) => T): T[] {
    const count = this.between(least, most);
    return Array.from({ length: count }, (_, index) => make(index));
  }
}

/** Tapes for fast-check; long enough that most sources end before them. */
export const tapes = fc.array(fc.nat(0xffff), { minLength: 0, maxLength: 1500, size: 'max' });
