// SPDX-License-Identifier: MIT
// What the client may still expand: frames and containers of variables, by
// numbers that are good until the machine runs again.

/** Numbers things from 1 and forgets them all at once. */
export class Handles<T> {
  private items = new Map<number, T>();
  private next = 1;

  add(item: T): number {
    const handle = this.next++;
    this.items.set(handle, item);
    return handle;
  }

  get(handle: number): T | undefined {
    return this.items.get(handle);
  }

  /** Numbers are never used twice, so that old ones are known to be old. */
  clear(): void {
    this.items = new Map();
  }
}
