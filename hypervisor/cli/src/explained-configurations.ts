// SPDX-License-Identifier: MIT
// The configurations that explanations speak of, and how their places are told.
import { pathName } from '@cellblock/cell-config';
import type { BoardFacts, ModelPath, NamedConfig, SystemSet } from '@cellblock/cell-config';
import type { Compilation } from '@cellblock/config-compiler';
import type { LoadedConfiguration } from './configuration.js';
import { shown } from './problem-text.js';

export function systemSetOfMembers(
  members: readonly LoadedConfiguration[],
  board?: BoardFacts,
): SystemSet {
  const named = members.flatMap(({ file, config }): NamedConfig[] =>
    config === undefined ? [] : [{ name: file, config }],
  );
  const [system] = named.flatMap(({ name, config }) =>
    config.kind === 'system' ? [{ name, config }] : [],
  );
  const cells = named.flatMap(({ name, config }) =>
    config.kind === 'cell' ? [{ name, config }] : [],
  );
  return { ...(system && { system }), ...(board && { board }), cells };
}

export function compilationsOf(members: readonly LoadedConfiguration[]): Compilation[] {
  return members.flatMap(({ compilation }) => (compilation === undefined ? [] : [compilation]));
}

/** `board.c:12`, or the field's path in a .cell file. */
export function placeNamer(
  members: readonly LoadedConfiguration[],
): (at: ModelPath) => string | undefined {
  return ({ config, steps }) => {
    const member = members.find(({ file }) => file === config);
    if (member === undefined) return undefined;
    const range = member.compilation?.positions.ofPath(steps);
    if (range) return `${shown(range.file)}:${range.start.line + 1}`;
    const path = pathName(steps);
    return path === '' ? shown(member.file) : `${shown(member.file)}: ${path}`;
  };
}
