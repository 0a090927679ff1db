// SPDX-License-Identifier: MIT
// What launch.json may say about a session, checked before anything starts.
import * as v from 'valibot';
import { exitFilters } from '../exits/exit-filters.js';

const filled = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'));

const ADDRESS = 'must be an address such as 4096 or "0x1000"';

const address = v.union(
  [
    v.pipe(v.number(), v.safeInteger(ADDRESS), v.minValue(0, ADDRESS)),
    v.pipe(v.string(), v.regex(/^(?:0[xX][0-9a-fA-F]{1,16}|\d{1,19})$/, ADDRESS)),
  ],
  ADDRESS,
);

const schema = v.looseObject({
  system: filled,
  cell: filled,
  image: filled,
  imageAddress: v.optional(address, 0),
  commandLine: v.optional(v.string()),
  host: v.optional(filled),
  hostScript: v.optional(filled),
  installation: v.optional(filled),
  stopOnEntry: v.optional(v.boolean(), false),
  exits: v.optional(v.array(v.picklist(exitFilters.map(({ id }) => id)))),
  includePaths: v.optional(v.array(filled), []),
  consoles: v.optional(v.boolean(), true),
});

export interface LaunchArguments {
  /** Path of the system's configuration, .c or .cell. */
  readonly system: string;
  readonly cell: string;
  /** Path of the inmate, .elf or .bin. */
  readonly image: string;
  /** Guest-physical. */
  readonly imageAddress: bigint;
  readonly commandLine?: string;
  /** Socket of a host that runs already. */
  readonly host?: string;
  /** The host's program, when it is not found by itself. */
  readonly hostScript?: string;
  readonly installation?: string;
  readonly stopOnEntry: boolean;
  /** Ids of exit filters that are on until the client chooses. */
  readonly exits?: readonly string[];
  readonly includePaths: readonly string[];
  /** Whether consoles are shown as output. */
  readonly consoles: boolean;
}

export type LaunchReading =
  | { readonly arguments: LaunchArguments; readonly problems?: undefined }
  | { readonly problems: readonly string[] };

/** Reads launch.json's attributes; those of the client itself are passed over. */
export function readLaunchArguments(input: unknown): LaunchReading {
  const result = v.safeParse(schema, input);
  if (!result.success) return { problems: result.issues.map(describeIssue) };
  const { imageAddress, ...rest } = result.output;
  return { arguments: { ...rest, imageAddress: BigInt(imageAddress) } };
}

function describeIssue(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  if (path === null) return issue.message;
  if (issue.received === 'undefined') return `"${path}" is missing`;
  return `"${path}": ${issue.message}`;
}
