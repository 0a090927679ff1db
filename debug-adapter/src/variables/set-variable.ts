// SPDX-License-Identifier: MIT
// Gives a variable or a register of the stopped machine another value.
import type { Target } from '@cellblock/targets';
import { evaluateText } from '../evaluate/evaluate-text.js';
import { expressionWrong, variableNotSet } from '../failures.js';
import type { CodeFrame } from '../stack/stack-trace.js';
import { Encoding } from '../symbols/dwarf-numbers.js';
import { childrenOf, numberOf, pageOf, type Value } from '../symbols/values.js';
import type { Container } from './containers.js';
import { evaluationScope, localVariables } from './frame-scope.js';

/**
 * `text` is an expression in the container's frame. Gives the new text of a
 * register, which the frame still holds as it was; variables are read again.
 */
export async function setVariable(
  target: Target,
  container: Container,
  name: string,
  text: string,
): Promise<string | undefined> {
  const { frame } = container;
  const number = await numberFrom(target, frame, text);
  if (container.kind === 'registers' || container.kind === 'system-registers')
    return await setRegister(target, frame, name, number);
  const scope = evaluationScope(target, frame, false);
  const siblings =
    container.kind === 'value'
      ? await childrenOf(container.value, scope.format, pageOf(name))
      : await localVariables(target, frame);
  const found = siblings.find((one) => one.name === name);
  if (!found) throw variableNotSet(name, 'it is not there');
  await setValue(target, frame, name, found.value, number);
  return undefined;
}

async function numberFrom(target: Target, frame: CodeFrame, text: string): Promise<bigint> {
  const scope = evaluationScope(target, frame, false);
  const number = await numberOf(await evaluateText(text, scope), scope.format);
  if (number === undefined) throw expressionWrong(text, 'it is no number');
  return number;
}

async function setRegister(
  target: Target,
  frame: CodeFrame,
  name: string,
  number: bigint,
): Promise<string> {
  if (!frame.isTop)
    throw variableNotSet(name, 'only the innermost frame has its registers in the CPU');
  const value = BigInt.asUintN(64, number);
  await target.writeRegisters(frame.cpu, { [name]: value });
  return `0x${value.toString(16).padStart(16, '0')}`;
}

async function setValue(
  target: Target,
  frame: CodeFrame,
  name: string,
  { type, place, bits }: Value,
  number: bigint,
): Promise<void> {
  const isNumber =
    type.kind === 'pointer' ||
    type.kind === 'enumeration' ||
    (type.kind === 'base' && type.encoding !== Encoding.float && type.size <= 8);
  if (!isNumber) throw variableNotSet(name, `${type.name} is not set as a whole`);
  if (bits) throw variableNotSet(name, 'it is a bit-field');
  if (place.kind !== 'memory')
    throw variableNotSet(name, 'the compiler keeps it out of memory here');
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, number), true);
  await target.writeMemory(frame.space, place.address, bytes.subarray(0, type.size));
}
