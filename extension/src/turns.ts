// SPDX-License-Identifier: MIT
// Lets actions on one thing run one after the other, in the order of asking.

export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** Starts the action when all before it have ended, well or not. */
  take<T>(action: () => Promise<T>): Promise<T> {
    const next = this.last.then(action, action);
    this.last = next;
    return next;
  }
}
