// SPDX-License-Identifier: MIT
// The verbs of EngineClient as requests and notifications between a host and
// its clients. What arrives is checked against these schemas.
import type { FailureKind } from '@cellblock/targets/hosted';
import * as v from 'valibot';
import type { EngineClient, Refusal } from './client/engine-client.js';
import { EngineFailure, type EngineFailureCode } from './failures.js';

/** Requests that are methods of EngineClient, under "engine/" and the method's name. */
export type EngineMethod =
  | 'boot'
  | 'enable'
  | 'disable'
  | 'createCell'
  | 'loadCell'
  | 'startCell'
  | 'shutdownCell'
  | 'destroyCell'
  | 'listCells'
  | 'cpuStatistics'
  | 'cpuInformation'
  | 'exitHook';

export const HostRequest = {
  /** Says that this client is about to go; gives whether it is the host's last. */
  leave: 'host/leave',
} as const;

export const EngineNotification = {
  console: 'engine/console',
  cells: 'engine/cells',
  ended: 'engine/ended',
} as const;

export function engineMethodName(method: EngineMethod): string {
  return `engine/${method}`;
}

const bytes = v.instance(Uint8Array<ArrayBuffer>);
const index = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const address = v.pipe(v.bigint(), v.minValue(0n), v.maxValue((1n << 64n) - 1n));

type ParameterSchemas = {
  readonly [Method in EngineMethod]: v.GenericSchema<unknown, Parameters<EngineClient[Method]>>;
};

export const ENGINE_PARAMETERS: ParameterSchemas = {
  boot: v.tuple([
    v.object({
      system: bytes,
      images: v.object({
        steward: v.string(),
        hypervisor: v.string(),
        hypervisorElf: v.string(),
      }),
    }),
  ]),
  enable: v.tuple([]),
  disable: v.tuple([]),
  createCell: v.tuple([bytes]),
  loadCell: v.tuple([index, v.array(v.object({ bytes, address }))]),
  startCell: v.tuple([index]),
  shutdownCell: v.tuple([index]),
  destroyCell: v.tuple([index]),
  listCells: v.tuple([]),
  cpuStatistics: v.tuple([index]),
  cpuInformation: v.tuple([]),
  exitHook: v.tuple([]),
};

export const ENGINE_FAILURES: FailureKind = {
  type: 'engine',
  codeOf: (error) => (error instanceof EngineFailure ? error.code : undefined),
  detailsOf: (error) => (error instanceof EngineFailure ? error.refusal : undefined),
  create: (code, message, details) =>
    new EngineFailure(code as EngineFailureCode, message, details as Refusal | undefined),
};
