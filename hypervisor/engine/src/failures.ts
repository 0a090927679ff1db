// SPDX-License-Identifier: MIT
// Everything that can go wrong with a live system and that a person should
// read; each constructor is one failure, its text says what happened and what to do.
import type { Refusal } from './client/engine-client.js';

export type EngineFailureCode =
  | 'image-missing'
  | 'image-invalid'
  | 'configuration-invalid'
  | 'already-booted'
  | 'not-booted'
  | 'boot-failed'
  | 'boot-timeout'
  | 'already-enabled'
  | 'not-enabled'
  | 'hypervisor-refused'
  | 'cell-refused'
  | 'cell-not-found'
  | 'image-outside-loadable'
  | 'request-refused'
  | 'request-too-big'
  | 'target-stopped'
  | 'no-answer'
  | 'debug-block-unreadable'
  | 'host-failed'
  | 'connection-lost';

export class EngineFailure extends Error {
  constructor(
    readonly code: EngineFailureCode,
    message: string,
    /** What the hypervisor said, where it did. */
    readonly refusal?: Refusal,
  ) {
    super(message);
    this.name = 'EngineFailure';
  }
}

export function imageMissing(path: string): EngineFailure {
  return new EngineFailure(
    'image-missing',
    `${path} cannot be read. Build the hypervisor and its images: run "npm run build".`,
  );
}

export function imageInvalid(path: string, why: string): EngineFailure {
  return new EngineFailure(
    'image-invalid',
    `${path} is not the image that it should be: ${why} Run "npm run build" again.`,
  );
}

export function configurationInvalid(what: string, why: string): EngineFailure {
  return new EngineFailure('configuration-invalid', `This is no ${what}: ${why}`);
}

export function alreadyBooted(): EngineFailure {
  return new EngineFailure(
    'already-booted',
    'This host has a system already. Start another host for another system.',
  );
}

export function notBooted(): EngineFailure {
  return new EngineFailure('not-booted', 'No system has been booted yet. Boot one first.');
}

export function bootFailed(detail: string, wire: string): EngineFailure {
  return new EngineFailure(
    'boot-failed',
    `The machine ended while it booted: ${detail}${last(wire)}`,
  );
}

export function bootTimeout(seconds: number, wire: string): EngineFailure {
  return new EngineFailure(
    'boot-timeout',
    `The steward has not taken commands for ${seconds} s.${last(wire)}`,
  );
}

export function alreadyEnabled(): EngineFailure {
  return new EngineFailure('already-enabled', 'The hypervisor is enabled already.');
}

export function notEnabled(): EngineFailure {
  return new EngineFailure('not-enabled', 'The hypervisor is not enabled. Enable it first.');
}

export function cellNotFound(id: number): EngineFailure {
  return new EngineFailure('cell-not-found', `There is no cell with id ${id}. List the cells.`);
}

export function targetStopped(what: string): EngineFailure {
  return new EngineFailure(
    'target-stopped',
    `${what} needs a running machine, and it is stopped. Resume it first.`,
  );
}

export function noAnswer(what: string, seconds: number): EngineFailure {
  return new EngineFailure(
    'no-answer',
    `${what} got no answer within ${seconds} s of running time. A cell may not answer a message ` +
      '(give it a msg_reply_timeout, or JAILHOUSE_CELL_PASSIVE_COMMREG), or the root cell hangs; ' +
      'pause the machine in a debugger to see where its CPUs are.',
  );
}

export function requestTooBig(size: bigint, room: bigint): EngineFailure {
  return new EngineFailure(
    'request-too-big',
    `Images and configurations of ${size} bytes do not fit into the steward's ${room} bytes.`,
  );
}

export function debugBlockUnreadable(why: string): EngineFailure {
  return new EngineFailure(
    'debug-block-unreadable',
    `The hypervisor's debug block cannot be read: ${why} Use hypervisor.bin and hypervisor.elf of one build.`,
  );
}

export function hostFailed(why: string): EngineFailure {
  return new EngineFailure('host-failed', `The host process could not be reached: ${why}`);
}

export function connectionLost(): EngineFailure {
  return new EngineFailure('connection-lost', 'The connection to the host process has ended.');
}

function last(wire: string): string {
  const lines = wire.trimEnd().split(/\r?\n/).slice(-10).join('\n');
  return lines === '' ? ' Nothing came over its UART.' : ` Its UART said last:\n${lines}`;
}
