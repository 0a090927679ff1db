// SPDX-License-Identifier: MIT
// Waits for a condition, never for an amount of time.
import { setTimeout as pause } from 'node:timers/promises';

/** What `probe` gives as soon as it is not undefined; rejects after `limit` milliseconds. */
export async function eventually<T>(
  what: string,
  limit: number,
  probe: () => Promise<T | undefined>,
): Promise<T> {
  const end = performance.now() + limit;
  for (;;) {
    const result = await probe();
    if (result !== undefined) return result;
    if (performance.now() > end) throw new Error(`not within ${limit} ms: ${what}`);
    await pause(50);
  }
}
