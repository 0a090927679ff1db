// SPDX-License-Identifier: MIT
// A process that ends soon has no time to win back what optimising its code
// costs: for a few hundred configurations that is a third of all the work.
import { setFlagsFromString } from 'node:v8';

/**
 * From now on V8 optimises only what is many times as hot as it usually asks
 * for. The budget is in bytes of executed bytecode.
 */
export function expectShortLife(): void {
  setFlagsFromString('--interrupt-budget=2000000');
}
