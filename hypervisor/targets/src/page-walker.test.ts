// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { translateVirtual, walkStage2, type ReadDescriptor } from './page-walker.js';

const TABLE = 3n;
const PAGE = 3n;
const BLOCK = 1n;

/** Memory of 8-byte words; what is not named does not exist. */
function memory(words: readonly (readonly [bigint, bigint])[]): ReadDescriptor {
  const map = new Map(words);
  return (address) => Promise.resolve(map.get(address));
}

/** T0SZ, TG0 4 KiB, SL0 as VTCR_EL2 has them. */
function vtcr(inputSize: number, sl0: number, tg0 = 0): bigint {
  return BigInt(64 - inputSize) | (BigInt(sl0) << 6n) | (BigInt(tg0) << 14n) | (1n << 31n);
}

describe('page walker', () => {
  it('follows stage 2 through tables to a page, VMID bits aside', async () => {
    const read = memory([
      [0x1000n + 1n * 8n, 0x2000n | TABLE], // level 1, IPA bits 38:30
      [0x2000n + 2n * 8n, 0x3000n | TABLE], // level 2, bits 29:21
      [0x3000n + 3n * 8n, 0x7fa00000n | 0x7ffn | PAGE], // level 3, bits 20:12
    ]);
    const ipa = (1n << 30n) | (2n << 21n) | (3n << 12n) | 0x123n;
    const result = await walkStage2(read, (7n << 48n) | 0x1000n, vtcr(39, 1), ipa);
    assert.equal(result.kind, 'mapped');
    assert.equal(result.address, 0x7fa00123n);
    assert.equal(result.contiguous, 0x1000n - 0x123n);
    assert.deepEqual(
      result.steps.map(({ level, kind }) => `${level} ${kind}`),
      ['1 table', '2 table', '3 page'],
    );
  });

  it('takes blocks at levels 1 and 2', async () => {
    const read = memory([[0x1000n, 0x40000000n | BLOCK]]);
    const result = await walkStage2(read, 0x1000n, vtcr(39, 1), 0x1234567n);
    assert.equal(result.kind, 'mapped');
    assert.equal(result.address, 0x41234567n);
    assert.equal(result.contiguous, 0x40000000n - 0x1234567n);
  });

  it('finds its way in concatenated first-level tables', async () => {
    // 40 bits from level 1: two tables side by side, so bit 39 is an index bit.
    const read = memory([[0x2000n + 1n * 8n, 0x80000000n | BLOCK]]);
    const result = await walkStage2(read, 0x1000n, vtcr(40, 1), (1n << 39n) | (1n << 30n) | 5n);
    assert.equal(result.kind, 'mapped');
    assert.equal(result.address, 0x80000005n);
  });

  it('walks 16 KiB and 64 KiB granules', async () => {
    const of16 = memory([
      [0x4000n, 0x8000n | TABLE],
      [0x8000n + 8n, 0x40004000n | PAGE],
    ]);
    const result16 = await walkStage2(of16, 0x4000n, vtcr(36, 1, 2), 0x4abcn);
    assert.ok(result16.kind === 'mapped' && result16.address === 0x40004abcn);
    const of64 = memory([
      [0x10000n, 0x20000n | TABLE],
      [0x20000n + 8n, 0x40010000n | PAGE],
    ]);
    const result64 = await walkStage2(of64, 0x10000n, vtcr(40, 1, 1), 0x1abcdn);
    assert.ok(result64.kind === 'mapped' && result64.address === 0x4001abcdn);
  });

  it('says which descriptor is invalid', async () => {
    const read = memory([
      [0x1000n, 0x2000n | TABLE],
      [0x2000n, 0n],
    ]);
    const result = await walkStage2(read, 0x1000n, vtcr(39, 1), 0n);
    assert.equal(result.kind, 'fault');
    assert.equal(result.stage, 2);
    assert.match(result.reason, /level 2 descriptor of 0x0 is invalid/);
  });

  it('takes addresses as they are while stage 1 and stage 2 are off', async () => {
    const result = await translateVirtual(memory([]), {}, 1, 0x40080000n);
    assert.ok(result.kind === 'mapped' && result.address === 0x40080000n);
  });

  it('chooses TTBR1 for high addresses and reads its tables through stage 2', async () => {
    const registers = {
      SCTLR_EL1: 1n,
      TCR_EL1: 25n | (25n << 16n) | (2n << 30n), // 39 bits, 4 KiB granules
      TTBR1_EL1: 0x5000n, // an intermediate address
      HCR_EL2: 1n,
      VTCR_EL2: vtcr(39, 1),
      VTTBR_EL2: 0x1000n,
    };
    const read = memory([
      [0x1000n, 0x40000000n | BLOCK], // IPA 0 lies at 1 GiB
      [0x40005000n, 0n | BLOCK], // a 1 GiB block at IPA 0
    ]);
    const result = await translateVirtual(read, registers, 0, 0xffffff8000001000n);
    assert.equal(result.kind, 'mapped');
    assert.equal(result.address, 0x40001000n);
    assert.deepEqual(
      result.steps.map(({ stage }) => stage),
      [1, 2],
    );
  });

  it('refuses addresses between the two halves', async () => {
    const registers = { SCTLR_EL1: 1n, TCR_EL1: 25n | (25n << 16n) | (2n << 30n) };
    const result = await translateVirtual(memory([]), registers, 1, 1n << 40n);
    assert.equal(result.kind, 'fault');
    assert.match(result.reason, /beyond the 39 bits/);
  });

  it('translates EL2 by its own registers, not through stage 2', async () => {
    const registers = {
      SCTLR_EL2: 1n,
      TCR_EL2: 16n,
      TTBR0_EL2: 0x1000n,
      HCR_EL2: 1n,
      VTTBR_EL2: 0x9000n,
    };
    const read = memory([
      [0x1000n + 0x1ffn * 8n, 0x2000n | TABLE],
      [0x2000n + 0n, 0x7fc00000n | BLOCK],
    ]);
    const result = await translateVirtual(read, registers, 2, 0xff8000001234n);
    // A level 1 block of a 4 KiB granule is 1 GiB, aligned to it.
    assert.ok(result.kind === 'mapped' && result.address === 0x40001234n);
  });

  it('never throws, whatever tables and registers hold', async () => {
    const word = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
    const names = ['SCTLR_EL1', 'TCR_EL1', 'TTBR0_EL1', 'TTBR1_EL1', 'HCR_EL2', 'VTCR_EL2'];
    const registers = fc
      .tuple(...names.map(() => word))
      .map((values) => Object.fromEntries(values.map((value, i) => [names[i] ?? '', value])));
    await fc.assert(
      fc.asyncProperty(
        registers,
        word,
        word,
        fc.constantFrom<0 | 1 | 2 | 3>(0, 1, 2, 3),
        async (r, a, d, el) => {
          const read: ReadDescriptor = (at) => Promise.resolve(at % 3n === 0n ? undefined : d ^ at);
          await translateVirtual(read, { ...r, VTTBR_EL2: d }, el, a);
          await walkStage2(read, d, r.VTCR_EL2 ?? 0n, a);
        },
      ),
    );
  });
});
