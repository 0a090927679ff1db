// SPDX-License-Identifier: MIT
// Register dumps: arm64, arm32 and x86, as name and value pairs of one line.
import { hex, hexNumber } from './message.js';

export interface RegisterLine {
  readonly registers: Readonly<Record<string, bigint>>;
  /** All 32 bits of ESR_EL2 or HSR. */
  readonly syndrome?: number;
}

const NAME =
  'pc|lr|sp|spsr|elr|far|cpsr|hsr|x\\d{1,2}|r\\d{1,2}|rip|rsp|flags|r[abcd]x|r[sd]i|cs|base|cr[0234]|efer';
const pair = new RegExp(`\\b(${NAME})\\s?[:=]\\s?(?:0x)?([0-9a-f]{1,16})\\b`, 'gi');
const arm64Syndrome = /\besr: ([0-9a-f]{1,2}) ([01]) ([0-9a-f]{1,7})\b/i;
const armSyndrome = /(?<![a-z])hsr\s?[:=]\s?(?:0x)?([0-9a-f]{1,8})\b/i;

/** Undefined for lines that hold no registers. */
export function readRegisters(line: string): RegisterLine | undefined {
  const registers: Record<string, bigint> = {};
  for (const [, name = '', value = ''] of line.matchAll(pair)) {
    registers[name.toLowerCase()] = hex(value);
  }
  if (Object.keys(registers).length === 0) return undefined;
  const parts = arm64Syndrome.exec(line);
  const whole = armSyndrome.exec(line);
  if (parts) {
    const [, exceptionClass = '', length = '', iss = ''] = parts;
    const syndrome =
      hexNumber(exceptionClass) * 2 ** 26 +
      hexNumber(length) * 2 ** 25 +
      (hexNumber(iss) & 0x1ffffff);
    return { registers, syndrome };
  }
  return { registers, ...(whole && { syndrome: hexNumber(whole[1] ?? '') }) };
}
