// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import { evaluateLocation, type ExpressionFrame } from './expressions.js';

const frame: ExpressionFrame = {
  register: (number) => (number < 32 ? BigInt(number) * 0x100n : undefined),
  memory: (address) =>
    Promise.resolve(Uint8Array.from([Number(address & 0xffn), 1, 0, 0, 0, 0, 0, 0])),
  canonicalFrameAddress: 0x8000n,
  frameBase: Uint8Array.from([0x6d]), // reg29
  indexedAddress: (index) => 0x40000000n + BigInt(index),
};

/** Evaluates the bytes of one expression, named after DWARF's operations. */
async function check(bytes: number[], expected: unknown): Promise<void> {
  assert.deepEqual(await evaluateLocation(Uint8Array.from(bytes), frame), expected);
}

const memory = (address: bigint): unknown => ({ kind: 'memory', address });
const value = (number: bigint): unknown => ({ kind: 'value', value: number });

describe('DWARF expressions', () => {
  it('find memory by register, frame base, frame address and table', async () => {
    await check([0x91, 0x7c], memory(29n * 0x100n - 4n)); // fbreg -4
    await check([0x8f, 0x10], memory(0x1f10n)); // breg31 +16
    await check([0x9c, 0x23, 0x08], memory(0x8008n)); // call_frame_cfa, plus_uconst 8
    await check([0x03, 1, 2, 3, 4, 5, 6, 7, 8], memory(0x0807060504030201n)); // addr
    await check([0xa1, 0x05], memory(0x40000005n)); // addrx
  });

  it('find registers, and the constants that the compiler left', async () => {
    await check([0x53], { kind: 'register', number: 3 });
    await check([0x90, 0x1e], { kind: 'register', number: 30 });
    await check([0x11, 0x7f, 0x9f], value(0xffffffffffffffffn)); // consts -1
    await check([0x3f, 0x9f], value(15n)); // lit15
    await check([0x9e, 2, 7, 8], { kind: 'bytes', bytes: Uint8Array.from([7, 8]) });
  });

  it('calculate', async () => {
    await check([0x35, 0x32, 0x1c, 0x9f], value(3n)); // 5 - 2
    await check([0x37, 0x33, 0x24, 0x9f], value(56n)); // 7 << 3
    await check([0x08, 0x90, 0x94, 0x01, 0x9f], value(0x90n)); // const1u 0x90, deref_size 1
    await check([0x31, 0x32, 0x16, 0x1c, 0x9f], value(1n)); // swap
    await check([0x31, 0x28, 1, 0, 0x96, 0x34, 0x9f], value(4n)); // bra over a nop
  });

  it('say in words why a value is nowhere', async () => {
    const gone = (why: string): unknown => ({ kind: 'unavailable', why });
    await check([], gone('optimised out'));
    await check([0xa3, 1, 0x50, 0x9f], gone('optimised out')); // entry_value
    await check([0x50, 0x93, 4], gone('in several pieces, which are not put together'));
    await check([0x90, 0x40, 0x9f].slice(0, 1), gone('its location cannot be understood'));
    await check([0xff], gone('DWARF operation 0xff is unknown'));
    await check([0x92, 0x40, 0x00], gone('the register that leads to it is lost'));
  });

  it('give up on a loop', async () => {
    await check([0x2f, 0xfd, 0xff], gone());
    function gone(): unknown {
      return { kind: 'unavailable', why: 'its location cannot be understood' };
    }
  });
});
