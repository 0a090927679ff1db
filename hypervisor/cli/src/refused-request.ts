// SPDX-License-Identifier: MIT
// Why the hypervisor refused a request, by the lines of the configurations.
import { errnoOf, explainReport, explanationText } from '@cellblock/cell-config';
import type { Operation, SystemSet } from '@cellblock/cell-config';
import type { EngineFailure, Refusal } from '@cellblock/engine/client';
import type { LoadedConfiguration } from './configuration.js';
import { placeNamer, systemSetOfMembers } from './explained-configurations.js';

/** Causes that are shown; the explaining command shows all. */
const MOST_CAUSES = 3;

/** The failure's message, and below it what it means; the message alone where nobody said why. */
export function describeFailure(
  { message, refusal, code }: EngineFailure,
  members: readonly LoadedConfiguration[],
  /** Name of the cell that was asked for. */
  cell?: string,
): string {
  if (!refusal) return message;
  const operation = code === 'cell-refused' ? 'create' : 'enable';
  const set = systemSetOfMembers(members);
  const [, ...lines] = refusalText(refusal, operation, set, members, cell);
  return [message, ...lines.map((line) => `  ${line}`)].join('\n');
}

function refusalText(
  { reason, errno, index, first, second }: Refusal,
  operation: Operation,
  set: SystemSet,
  members: readonly LoadedConfiguration[],
  cell: string | undefined,
): string[] {
  const number = errnoOf(errno);
  const range = (from: Refusal['first']) =>
    from && { start: from.start, end: from.start + from.size };
  const [asked, holder] = [range(first), range(second)];
  const fault = {
    kind: 'refusal',
    reason,
    operation,
    ...(number && { errno: number }),
    ...(index !== undefined && { index }),
    ...(asked && { asked }),
    ...(holder && { holder }),
  } as const;
  const explanation = explainReport({ fault, ...(cell !== undefined && { cell }) }, set);
  return explanationText(explanation, { placeOf: placeNamer(members), most: MOST_CAUSES });
}
