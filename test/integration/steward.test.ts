// SPDX-License-Identifier: MIT
// The steward refuses by name whatever makes no sense, and survives it.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { StewardMachine } from './steward-machine.js';

const STAGING = 0x48000000n;
const STAGING_SIZE = 0x04000000n;
const IMAGE = STAGING;
const SYSTEM = STAGING + 0x10000n;

const ENABLE = 1;
const EFAULT = -14n;
const EINVAL = -22n;
const EBUSY = -16n;
const ENOMEM = -12n;
const ENOSYS = -38n;
const EIO = -5n;

/** Instructions, little endian. */
const RETURN_MINUS_FIVE = [0x92800080, 0xd65f03c0];
const UNDEFINED = [0];

const IMAGE_SIZE = 0x3000;
const IMAGE_ENTRY = 0x100;

type Field = readonly [offset: number, value: bigint];

/** A hypervisor image whose entry executes these instructions. */
function image(instructions: readonly number[], ...fields: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(IMAGE_SIZE);
  bytes.set(new TextEncoder().encode('JAILHOUS'));
  const view = new DataView(bytes.buffer);
  const header: readonly Field[] = [
    [8, 0x4000n], // core size
    [16, 0x1000n], // per-CPU size
    [24, BigInt(IMAGE_ENTRY)],
  ];
  for (const [offset, value] of [...header, ...fields]) view.setBigUint64(offset, value, true);
  instructions.forEach((code, index) => view.setUint32(IMAGE_ENTRY + 4 * index, code, true));
  return bytes;
}

const ROOT_CELL = 356;
const SYSTEM_SIZE = ROOT_CELL + 132 + 8;

/** A system configuration with four CPUs and no regions. */
function system(...fields: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(SYSTEM_SIZE);
  bytes.set(new TextEncoder().encode('JHSYS'));
  const view = new DataView(bytes.buffer);
  view.setUint8(5, 2); // architecture
  view.setUint16(6, 14, true); // revision
  view.setBigUint64(12, 0x7fc00000n, true); // hypervisor memory
  view.setBigUint64(28, 0x00400000n, true);
  view.setUint32(ROOT_CELL + 48, 8, true); // cpu_set_size
  view.setUint8(SYSTEM_SIZE - 8, 0b1111);
  for (const [offset, value] of fields) view.setBigUint64(offset, value, true);
  return bytes;
}

/** The byte at an offset changed. */
function withByte(bytes: Uint8Array, offset: number, value: number): Uint8Array {
  return bytes.with(offset, value);
}

describe('The steward', () => {
  const steward = new StewardMachine();
  before(() => steward.start());
  after(() => steward.dispose());

  const enable = async (code: Uint8Array, configuration: Uint8Array) => {
    await steward.write(IMAGE, code);
    await steward.write(SYSTEM, configuration);
    return steward.request(
      ENABLE,
      IMAGE,
      BigInt(code.length),
      SYSTEM,
      BigInt(configuration.length),
    );
  };

  it('brings up every CPU, and each of them ticks', async () => {
    assert.equal(await steward.onlineCpus(), 4);
    const before = await steward.ticks();
    await steward.until('every CPU has ticked', async () =>
      (await steward.ticks()).every((ticks, cpu) => ticks > (before[cpu] ?? 0n) + 10n),
    );
  });

  for (const command of [0, 11, 0xffffffff])
    it(`does not know command ${command}`, async () => {
      assert.deepEqual(await steward.request(command), {
        result: ENOSYS,
        message: `unknown command ${command}`,
      });
    });

  for (const command of [2, 3, 4, 5, 6, 7, 8, 9, 10])
    it(`refuses command ${command} before the hypervisor is enabled`, async () => {
      const { result, message } = await steward.request(command, 1n, STAGING, 1n);
      assert.deepEqual([result, message], [EINVAL, "the hypervisor isn't enabled"]);
    });

  const addresses: readonly (readonly [string, readonly bigint[], RegExp])[] = [
    [
      'an image outside the staging area',
      [0x40000000n, 100n, SYSTEM, 100n],
      /image isn't in the staging area/,
    ],
    [
      'an image beyond the end of all addresses',
      [-8n, 100n, SYSTEM, 100n],
      /image isn't in the staging area/,
    ],
    [
      'an image that ends one byte behind the staging area',
      [STAGING + STAGING_SIZE - 100n, 101n, SYSTEM, 100n],
      /image isn't in the staging area/,
    ],
    [
      'a configuration larger than all addresses',
      [IMAGE, 100n, SYSTEM, -1n],
      /system configuration isn't in the staging area/,
    ],
  ];
  for (const [what, args, message] of addresses)
    it(`refuses ${what}`, async () => {
      const answer = await steward.request(ENABLE, ...args);
      assert.equal(answer.result, EINVAL);
      assert.match(answer.message, message);
    });

  const good = image(RETURN_MINUS_FIVE);
  const refused: readonly (readonly [string, Uint8Array, Uint8Array, bigint, RegExp])[] = [
    ['too few bytes', good, system().subarray(0, 20), EINVAL, /20 bytes are too few/],
    ['a cut-off file', good, system().subarray(0, -1), EINVAL, /cut off: needs 140 .* has 139/],
    ['another kind of file', good, withByte(system(), 0, 0), EINVAL, /not a system configuration/],
    ['another revision', good, withByte(system(), 6, 13), EINVAL, /revision 13, not 14/],
    ['another architecture', good, withByte(system(), 5, 0), EINVAL, /architecture 0, not 2/],
    ['memory off a page', good, system([12, 0x7fc00010n]), EINVAL, /isn't page aligned/],
    ['a device as memory', good, system([12, 0x9000000n]), EINVAL, /isn't RAM/],
    ['memory past the end', good, system([28, 0x500000n]), EINVAL, /0x500000 isn't RAM/],
    ['memory that wraps', good, system([28, -0x1000n]), EINVAL, /isn't RAM/],
    ['its own memory', good, system([12, 0x40000000n]), EBUSY, /in use by the steward/],
    ['its staging area', good, system([12, STAGING]), EBUSY, /in use by the steward/],
    ['too little memory', good, system([28, 0x4000n]), ENOMEM, /0x4000 bytes .* for 4 CPUs/],
    ['a strange image', system(), system(), EINVAL, /not a hypervisor image/],
    ['a truncated core', image([], [8, 1n]), system(), EINVAL, /contradicts itself/],
    ['a far entry', image([], [24, 1n << 40n]), system(), EINVAL, /contradicts itself/],
    ['huge CPU areas', image([], [16, -1n]), system(), ENOMEM, /too few for 4 CPUs/],
  ];
  for (const [what, code, configuration, error, message] of refused)
    it(`refuses to enable with ${what}`, async () => {
      const answer = await enable(code, configuration);
      assert.match(answer.message, message);
      assert.equal(answer.result, error);
    });

  it('passes on what the hypervisor answers', async () => {
    assert.deepEqual(await enable(good, system()), { result: EIO, message: '' });
  });

  it('answers whatever it is asked', async () => {
    const number = fc.oneof(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), fc.constant(STAGING));
    await fc.assert(
      fc.asyncProperty(fc.nat(12), fc.array(number, { maxLength: 8 }), async (command, args) => {
        const { result, message } = await steward.request(command, ...args);
        assert.ok(result < 0n && message !== '', `${result} "${message}"`);
      }),
      { numRuns: 200 },
    );
    assert.equal(await steward.onlineCpus(), 4);
  });

  it('gives up a request that makes it fault, and goes on', async () => {
    const answer = await enable(image(UNDEFINED), system());
    assert.equal(answer.result, EFAULT);
    assert.match(answer.message, /the steward faulted: ESR 0x2000000 ELR 0x7fc00100/);
    // The other CPUs met the same instruction, each in its own time.
    await steward.until('the other CPUs have failed', async () => {
      assert.equal((await steward.request(99)).result, ENOSYS);
      return (await steward.onlineCpus()) === 1;
    });
  });
});
