// SPDX-License-Identifier: MIT
// Names for cells that need one.
import { cellOf, membersOf } from './config.js';
import type { SystemSet } from './config.js';

const longest = 31;

/** The name of a configuration's file, if no member of the set is called so; else it gets a number. */
export function nameFromFile(config: string | undefined, set: SystemSet): string {
  const file = (config ?? 'cell').replace(/^.*[\\/]/, '').replace(/\.\w+$/, '');
  const name = file.replace(/[^\w.-]/g, '-').slice(0, longest - 3) || 'cell';
  return freeName(name, set);
}

/** `name`, or `name-2` and so on if a member of the set is called so. */
function freeName(name: string, set: SystemSet): string {
  const taken = new Set(membersOf(set).map(({ config }) => cellOf(config).name));
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name.slice(0, longest - 3)}-${n}`;
  return free;
}
