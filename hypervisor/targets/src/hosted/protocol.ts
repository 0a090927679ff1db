// SPDX-License-Identifier: MIT
// The Target interface as requests and notifications. What arrives is checked
// against these schemas, which tsc in turn checks against the interface.
import * as v from 'valibot';
import type { MachineDescription } from '../machine-description.js';
import type { ConsoleDescription, Expression, MemorySpace, Stop, Target } from '../target.js';
import { TargetFailure, type TargetFailureCode } from '../target-failure.js';
import { InvalidParameters, type FailureKind } from './rpc-peer.js';

/** Requests that are methods of Target, under "target/" and the method's name. */
export type TargetMethod =
  | 'start'
  | 'resume'
  | 'step'
  | 'pause'
  | 'cpus'
  | 'readRegisters'
  | 'writeRegisters'
  | 'readMemory'
  | 'writeMemory'
  | 'setStops';

export const Request = {
  /** Gives a TargetSummary. */
  describe: 'target/describe',
  writeConsole: 'target/writeConsole',
} as const;

export const Notification = {
  event: 'target/event',
  consoles: 'target/consoles',
} as const;

/** What of a Target is not behind a promise. */
export interface TargetSummary {
  readonly capabilities: Target['capabilities'];
  readonly consoles: readonly ConsoleDescription[];
}

export function methodName(method: TargetMethod): string {
  return `target/${method}`;
}

const cpu = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const address = v.pipe(v.bigint(), v.minValue(0n), v.maxValue((1n << 64n) - 1n));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const bytes = v.instance(Uint8Array<ArrayBuffer>);
/** Longest memory access of one request, in bytes. */
const LONGEST_ACCESS = 64 * 1024 * 1024;

const range = v.object({ start: address, size: address });

const machine: v.GenericSchema<MachineDescription> = v.object({
  architecture: v.literal('arm64'),
  cpuCount: count,
  ram: v.array(range),
  interruptController: v.object({
    kind: v.picklist(['gicv2', 'gicv3']),
    distributor: address,
    redistributors: v.optional(address),
  }),
  uarts: v.array(
    v.object({ name: v.string(), kind: v.picklist(['pl011', '8250', 'xuartps']), address }),
  ),
  bootImage: v.string(),
});

const space: v.GenericSchema<MemorySpace> = v.variant('kind', [
  v.object({ kind: v.literal('physical') }),
  v.object({ kind: v.literal('current'), cpu }),
  v.object({ kind: v.literal('guest'), cpu }),
  v.object({ kind: v.literal('stage2'), vttbr: address }),
]);

const OPERATORS = ['==', '!=', '<', '<=', '>', '>=', '&', '|', '+', '-', '&&', '||'] as const;

const expression: v.GenericSchema<Expression> = v.variant('kind', [
  v.object({ kind: v.literal('constant'), value: v.bigint() }),
  v.object({ kind: v.literal('register'), name: v.string() }),
  v.object({
    kind: v.literal('memory'),
    space: v.picklist(['physical', 'current']),
    address: v.lazy(() => expression),
    bytes: v.picklist([1, 2, 4, 8]),
  }),
  v.object({
    kind: v.literal('binary'),
    operator: v.picklist(OPERATORS),
    left: v.lazy(() => expression),
    right: v.lazy(() => expression),
  }),
]);

const context = v.variant('kind', [
  v.object({ kind: v.literal('hypervisor') }),
  v.object({ kind: v.literal('guest'), vmid: count }),
  v.object({ kind: v.literal('any') }),
]);

const every = { id: v.number(), condition: v.optional(expression), hitCount: v.optional(count) };

const hook = v.object({
  entry: address,
  mask: address,
  firstCpu: address,
  cpuStride: count,
  offsets: v.object({ reason: count, cellId: count, address: count }),
});

const stop: v.GenericSchema<Stop> = v.variant('kind', [
  v.object({ ...every, kind: v.literal('instruction'), address, context }),
  v.object({
    ...every,
    kind: v.literal('access'),
    access: v.picklist(['read', 'write', 'any']),
    address,
    length: count,
    context,
  }),
  v.object({
    ...every,
    kind: v.literal('exit'),
    reasons: address,
    cellId: v.optional(count),
    cpu: v.optional(cpu),
    range: v.optional(range),
    hook,
  }),
]);

const registers = v.record(v.string(), v.pipe(v.bigint(), v.minValue(0n)));

type ParameterSchemas = {
  readonly [Method in TargetMethod]: v.GenericSchema<unknown, Parameters<Target[Method]>>;
};

export const TARGET_PARAMETERS: ParameterSchemas = {
  start: v.tuple([machine]),
  resume: v.union([
    v.tuple([v.array(cpu)]),
    v.pipe(
      v.tuple([]),
      v.transform((): [] => []),
    ),
  ]),
  step: v.tuple([cpu]),
  pause: v.tuple([]),
  cpus: v.tuple([]),
  readRegisters: v.union([v.tuple([cpu, v.array(v.string())]), v.tuple([cpu])]),
  writeRegisters: v.tuple([cpu, registers]),
  readMemory: v.tuple([space, address, v.pipe(count, v.maxValue(LONGEST_ACCESS))]),
  writeMemory: v.tuple([space, address, bytes]),
  setStops: v.tuple([v.array(stop)]),
};

export const WRITE_CONSOLE_PARAMETERS = v.tuple([v.string(), bytes]);

/** The parameters if they are what the schema says; fails with InvalidParameters. */
export function checkParameters<T>(
  method: string,
  schema: v.GenericSchema<unknown, T>,
  parameters: unknown,
): T {
  const result = v.safeParse(schema, parameters);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = v.getDotPath(issue) ?? '';
  throw new InvalidParameters(`${method}: parameter ${place}: ${issue.message}`);
}

export const TARGET_FAILURES: FailureKind = {
  type: 'target',
  codeOf: (error) => (error instanceof TargetFailure ? error.code : undefined),
  create: (code, message) => new TargetFailure(code as TargetFailureCode, message),
};
