// SPDX-License-Identifier: MIT
// Why a command of the steward came back with an error, as a failure.
import type { Refusal } from './client/engine-client.js';
import type { DebugRefusal } from './debug-block/layout.js';
import { describeRefusal, refusalOf } from './debug-block/refusal-reasons.js';
import { ERROR_NUMBERS, errnoName } from './errno.js';
import { cellNotFound, EngineFailure, type EngineFailureCode } from './failures.js';
import type { CommandAnswer } from './mailbox/mailbox-channel.js';

/** What was asked of the root cell. */
export type Verb =
  | { readonly kind: 'enable' | 'disable' }
  | { readonly kind: 'create'; readonly name: string }
  | { readonly kind: 'load' | 'start' | 'shutdown' | 'destroy'; readonly id: number }
  | { readonly kind: 'statistics'; readonly cpu: number };

const CODES: Readonly<Record<Verb['kind'], EngineFailureCode>> = {
  enable: 'hypervisor-refused',
  disable: 'hypervisor-refused',
  create: 'cell-refused',
  load: 'request-refused',
  start: 'request-refused',
  shutdown: 'request-refused',
  destroy: 'request-refused',
  statistics: 'request-refused',
};

/** `seen` is the number of refusals that were published before the command. */
export function requestRefused(
  verb: Verb,
  { result, message }: CommandAnswer,
  seen: number,
  published: DebugRefusal | undefined,
): EngineFailure {
  const refusal = published && published.sequence !== seen ? refusalOf(published) : undefined;
  if ('id' in verb && result === -ERROR_NUMBERS.ENOENT) return cellNotFound(verb.id);
  const text = `${describeVerb(verb)} was refused: ${reasonText(result, message, refusal)}.`;
  return new EngineFailure(CODES[verb.kind], text, refusal);
}

function reasonText(result: number, message: string, refusal: Refusal | undefined): string {
  if (message !== '') return `${message} (${errnoName(result)}, by the steward)`;
  return refusal ? describeRefusal(refusal) : `${errnoName(result)}, for a reason not published`;
}

export function describeVerb(verb: Verb): string {
  switch (verb.kind) {
    case 'enable':
      return 'Enabling the hypervisor';
    case 'disable':
      return 'Disabling the hypervisor';
    case 'create':
      return `Creating cell "${verb.name}"`;
    case 'load':
      return `Loading images into cell ${verb.id}`;
    case 'start':
      return `Starting cell ${verb.id}`;
    case 'shutdown':
      return `Shutting down cell ${verb.id}`;
    case 'destroy':
      return `Destroying cell ${verb.id}`;
    case 'statistics':
      return `Reading the statistics of CPU ${verb.cpu}`;
  }
}
