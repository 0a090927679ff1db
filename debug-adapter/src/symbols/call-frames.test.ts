// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import { frameRows } from './call-frames.js';
import { readDebugInfo } from './debug-info.js';
import { compileFixture, variants } from './fixtures/compile.test-support.js';
import type { FrameRow, RegisterRule } from './frame-instructions.js';

const registerName = (number: number): string => (number === 31 ? 'WSP' : `W${number}`);

function signedOffset(offset: bigint): string {
  return offset === 0n ? '' : offset > 0n ? `+${offset.toString()}` : offset.toString();
}

function showRule(number: number, rule: RegisterRule): string {
  const name = registerName(number);
  switch (rule.kind) {
    case 'offset':
      return `${name}=[CFA${signedOffset(rule.offset)}]`;
    case 'undefined':
      return `${name}=undefined`;
    case 'same':
      return `${name}=same`;
    default:
      return `${name}=${rule.kind}`;
  }
}

/** One row in llvm-dwarfdump's words, its registers in our order. */
function showRow({ start, cfa, registers }: FrameRow): string {
  const where =
    cfa?.kind === 'register'
      ? `${registerName(cfa.register)}${signedOffset(cfa.offset)}`
      : 'expression';
  const rules = [...registers].map(([number, rule]) => showRule(number, rule)).sort();
  return `0x${start.toString(16)}: CFA=${where}${rules.length > 0 ? ': ' : ''}${rules.join(', ')}`;
}

function oracleRows(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const row = /^ {2}(0x[0-9a-f]+): (CFA=[^:]*)(?:: (.*))?$/.exec(line);
    if (!row) return [];
    const rules = row[3]?.split(', ').sort().join(', ');
    return [`${row[1]}: ${row[2]}${rules === undefined ? '' : `: ${rules}`}`];
  });
}

describe('call frames', () => {
  for (const options of variants) {
    const compiled = compileFixture(options);
    it(`have the rows that llvm-dwarfdump finds: ${compiled.title}`, () => {
      const { info } = readDebugInfo(compiled.bytes);
      assert.ok(info);
      const ours = info.frames.flatMap((frame) => frameRows(frame).map(showRow));
      const oracle = oracleRows(compiled.dump('--debug-frame', '--eh-frame'));
      assert.ok(oracle.length >= 4, 'the oracle finds rows');
      assert.deepEqual(ours.toSorted(), oracle.toSorted());
    });
  }
});
