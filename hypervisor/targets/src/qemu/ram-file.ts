// SPDX-License-Identifier: MIT
// The machine's RAM as the file that QEMU maps: both sides see each other's
// writes at once, whether the machine runs or not.
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import type { AddressRange } from '../machine-description.js';
import { TargetFailure } from '../target-failure.js';

export class RamFile {
  /** Undefined once closed: the number may be another file's then. */
  private file: number | undefined;

  constructor(
    path: string,
    private readonly range: AddressRange,
  ) {
    this.file = openSync(path, 'r+');
  }

  /** How much of the bytes at a physical address is RAM. */
  holds(address: bigint, length: number): 'all' | 'some' | 'none' {
    const end = address + BigInt(length);
    const ramEnd = this.range.start + this.range.size;
    if (address >= this.range.start && end <= ramEnd) return 'all';
    return address < ramEnd && end > this.range.start ? 'some' : 'none';
  }

  /** The caller has asked holds(). */
  read(address: bigint, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    readSync(this.open(), bytes, 0, length, Number(address - this.range.start));
    return bytes;
  }

  write(address: bigint, bytes: Uint8Array): void {
    writeSync(this.open(), bytes, 0, bytes.length, Number(address - this.range.start));
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }

  private open(): number {
    if (this.file !== undefined) return this.file;
    throw new TargetFailure('disposed', 'The RAM of the machine has gone with it.');
  }
}
