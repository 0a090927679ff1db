// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import { readDebugInfo, sourceFrames, type DebugInfo } from './debug-info.js';
import { compileFixture } from './fixtures/compile.test-support.js';
import {
  FRAME_POINTER,
  LINK_REGISTER,
  PROGRAM_COUNTER,
  STACK_POINTER,
  unwind,
  type RegisterValues,
} from './unwind.js';

/** A stack as entry() -> middle() -> leaf() leave it: frame records that are linked by x29. */
function stackOf(info: DebugInfo): { registers: RegisterValues; memory: Map<bigint, bigint> } {
  const inside = (name: string): bigint => {
    const start = info.functions.find((code) => code.name === name)?.ranges[0]?.start;
    assert.ok(start !== undefined, name);
    return start + 0x10n;
  };
  const memory = new Map([
    [0x8000n, 0x8100n],
    [0x8008n, inside('middle')],
    [0x8100n, 0n],
    [0x8108n, inside('entry')],
  ]);
  const registers = new Map([
    [PROGRAM_COUNTER, inside('leaf')],
    [FRAME_POINTER, 0x8000n],
    [STACK_POINTER, 0x7fe0n],
    [LINK_REGISTER, 0xdeadn],
  ]);
  return { registers, memory };
}

function words(memory: ReadonlyMap<bigint, bigint>) {
  return (address: bigint, length: number): Promise<Uint8Array | undefined> => {
    const word = memory.get(address);
    if (word === undefined || length !== 8) return Promise.resolve(undefined);
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, word, true);
    return Promise.resolve(bytes);
  };
}

async function names(info: DebugInfo): Promise<string[]> {
  const { registers, memory } = stackOf(info);
  const frames = await unwind({ info, registers, memory: words(memory), limit: 10 });
  return frames.map(({ lookupPc }) => sourceFrames(info, lookupPc)[0]?.name ?? '');
}

describe('unwinding', () => {
  const { info } = readDebugInfo(compileFixture({ optimisation: '-Og', dwarf: 5 }).bytes);
  assert.ok(info);

  it('finds the callers by frame records where nothing describes the frames', async () => {
    assert.deepEqual(await names({ ...info, frames: [] }), ['leaf', 'middle', 'entry']);
  });

  it('ends at a link that leads back to itself', async () => {
    const { registers } = stackOf(info);
    const pc = registers.get(PROGRAM_COUNTER) ?? 0n;
    const memory = words(
      new Map([
        [0x8000n, 0x8000n],
        [0x8008n, pc + 1n],
      ]),
    );
    const frames = await unwind({ info: { ...info, frames: [] }, registers, memory, limit: 100 });
    assert.ok(frames.length < 5);
  });

  it('follows the saved registers that call frame information names', async () => {
    const code = info.functions.find(({ name }) => name === 'leaf');
    const caller = info.functions.find(({ name }) => name === 'middle')?.ranges[0]?.start ?? 0n;
    const start = code?.ranges[0]?.start ?? 0n;
    // At its first instruction a function has saved nothing: the caller is in x30.
    const registers = new Map([
      [PROGRAM_COUNTER, start],
      [STACK_POINTER, 0x7000n],
      [LINK_REGISTER, caller + 0x20n],
      [FRAME_POINTER, 0x8000n],
      [19, 0x1919n],
      [0, 1n],
    ]);
    const [inner, outer] = await unwind({ info, registers, memory: words(new Map()), limit: 2 });
    assert.equal(inner?.canonicalFrameAddress, 0x7000n);
    assert.equal(outer?.pc, caller + 0x20n);
    assert.equal(outer.lookupPc, caller + 0x1fn);
    assert.equal(outer.registers.get(19), 0x1919n);
    assert.equal(outer.registers.get(STACK_POINTER), 0x7000n);
    assert.equal(outer.registers.has(0), false, 'the callee may have used x0');
  });
});
