// SPDX-License-Identifier: MIT
// Scopes and variables of a frame in the client's terms: names, texts, types,
// and numbers by which to ask for what is inside.
import type { Target } from '@cellblock/targets';
import { memoryReader, type CodeFrame } from '../stack/stack-trace.js';
import {
  childrenOf,
  hasChildren,
  renderValue,
  type NamedValue,
  type Page,
  type Value,
} from '../symbols/values.js';
import { describeSpace, evaluationScope, frameRegister, localVariables } from './frame-scope.js';
import type { Handles } from './handles.js';

export type Container =
  | { readonly kind: 'locals' | 'registers' | 'system-registers'; readonly frame: CodeFrame }
  | {
      readonly kind: 'value';
      readonly frame: CodeFrame;
      readonly value: Value;
      readonly expression: string;
    };

export interface ShownVariable {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
  readonly variablesReference: number;
  readonly evaluateName?: string;
  readonly memoryReference?: string;
  /** Elements of an array, which a client may ask for in pages. */
  readonly indexedVariables?: number;
}

export interface VariableSource {
  readonly target: Target;
  readonly containers: Handles<Container>;
  readonly hexadecimal: boolean;
}

const GENERAL = [...Array.from({ length: 31 }, (_, number) => `x${number}`), 'sp', 'pc'];

export async function variablesIn(
  source: VariableSource,
  container: Container,
  page: Page = {},
): Promise<readonly ShownVariable[]> {
  const { frame } = container;
  switch (container.kind) {
    case 'locals': {
      const variables = await localVariables(source.target, frame);
      return await Promise.all(variables.map((one) => show(source, frame, one, one.name)));
    }
    case 'registers':
      return await generalRegisters(source, frame);
    case 'system-registers':
      return await systemRegisters(source, frame);
    case 'value': {
      const { format } = evaluationScope(source.target, frame, source.hexadecimal);
      const children = await childrenOf(container.value, format, page);
      const { expression, value } = container;
      const isPointer = value.type.kind === 'pointer';
      return await Promise.all(
        children.map((one) =>
          show(source, frame, one, childExpression(expression, isPointer, one.name)),
        ),
      );
    }
  }
}

/** One value with its text and, if there is more inside, a number to ask with. */
export async function show(
  source: VariableSource,
  frame: CodeFrame,
  { name, value }: NamedValue,
  expression: string,
): Promise<ShownVariable> {
  const format = {
    memory: memoryReader(source.target, frame.space),
    hexadecimal: source.hexadecimal,
  };
  const container: Container = { kind: 'value', frame, value, expression };
  const reference = memoryReferenceOf(frame, value);
  return {
    name,
    value: await renderValue(value, format),
    type: value.type.name,
    variablesReference: hasChildren(value) ? source.containers.add(container) : 0,
    evaluateName: expression,
    ...(value.type.kind === 'array' ? { indexedVariables: value.type.count } : {}),
    ...(reference === undefined ? {} : { memoryReference: reference }),
  };
}

function memoryReferenceOf(frame: CodeFrame, { place }: Value): string | undefined {
  return place.kind === 'memory'
    ? memoryReference(describeSpace(frame.space), place.address)
    : undefined;
}

export function memoryReference(space: string, address: bigint): string {
  return `${space}/0x${address.toString(16)}`;
}

/** What finds a child from anywhere in the frame. */
export function childExpression(expression: string, isPointer: boolean, name: string): string {
  if (name === '*') return `*${expression}`;
  // Members of an unnamed record are members of the one around it.
  if (name === '(unnamed)') return expression;
  const isPostfix = /^(?:\$?\w+|\([^()]*\))(?:(?:\.|->)\w+|\[\d+\])*$/.test(expression);
  const parent = isPostfix ? expression : `(${expression})`;
  if (name.startsWith('[')) return `${parent}${name}`;
  return `${parent}${isPointer ? '->' : '.'}${name}`;
}

async function generalRegisters(
  { target, containers }: VariableSource,
  frame: CodeFrame,
): Promise<ShownVariable[]> {
  const shown: ShownVariable[] = [];
  for (const name of GENERAL) {
    const value = await frameRegister(target, frame, name);
    shown.push(register(name, value, 16));
  }
  if (frame.isTop) shown.push(register('cpsr', await frameRegister(target, frame, 'cpsr'), 8));
  const reference = containers.add({ kind: 'system-registers', frame });
  return [...shown, { name: 'System registers', value: '', variablesReference: reference }];
}

async function systemRegisters(
  { target }: VariableSource,
  { cpu }: CodeFrame,
): Promise<ShownVariable[]> {
  const values = await target.readRegisters(cpu);
  return Object.entries(values)
    .filter(([name]) => /^[A-Z]/.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => register(name, value, 16));
}

function register(name: string, value: bigint | undefined, digits: number): ShownVariable {
  const text =
    value === undefined
      ? '<not saved in this frame>'
      : `0x${value.toString(16).padStart(digits, '0')}`;
  return { name, value: text, variablesReference: 0, evaluateName: `$${name}` };
}
