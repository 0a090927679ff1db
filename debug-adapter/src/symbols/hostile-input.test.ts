// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { frameRows } from './call-frames.js';
import { readDebugInfo, sourceFrames, type DebugInfo } from './debug-info.js';
import { evaluateLocation } from './expressions.js';
import { compileFixture } from './fixtures/compile.test-support.js';
import { variablesAt } from './functions.js';
import { locationExpression } from './locations.js';
import { typeOf } from './types.js';
import { unwind } from './unwind.js';
import { childrenOf, renderValue } from './values.js';

/** Asks everything that a debugger would ask; total when it comes back. */
async function useEverything(info: DebugInfo): Promise<void> {
  const { attributes, functions, frames } = info;
  const memory = (_address: bigint, length: number): Promise<Uint8Array> =>
    Promise.resolve(new Uint8Array(length).fill(0x5a));
  const addresses = functions.slice(0, 8).flatMap(({ ranges }) => ranges.map(({ start }) => start));
  for (const address of [0n, 0x1010n, ...addresses.slice(0, 16)]) {
    for (const { code } of sourceFrames(info, address)) {
      if (!code) continue;
      for (const entry of variablesAt(attributes, code, address).slice(0, 20)) {
        locationExpression(attributes, entry, address);
        const value = {
          type: typeOf(attributes, entry),
          place: { kind: 'memory', address },
        } as const;
        await renderValue(value, { memory, hexadecimal: false });
        await childrenOf(value, { memory, hexadecimal: false });
      }
    }
    const registers = new Map(Array.from({ length: 33 }, (_, number) => [number, address]));
    await unwind({ info, registers, memory, limit: 20 });
  }
  for (const frame of frames.slice(0, 100)) frameRows(frame);
}

describe('the reader of debug information', () => {
  const samples = [
    compileFixture({ optimisation: '-O2', dwarf: 5, more: ['-funwind-tables'] }).bytes,
    compileFixture({ optimisation: '-O0', dwarf: 4 }).bytes,
  ];

  it('answers whatever the bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2048 }), async (bytes) => {
        const { info } = readDebugInfo(bytes);
        if (info) await useEverything(info);
      }),
      { numRuns: 300 },
    );
  });

  it('answers for ELF files with damaged bytes', async () => {
    const damage = fc.array(
      fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }), run: fc.nat({ max: 12 }) }),
      { minLength: 1, maxLength: 24 },
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...samples), damage, async (sample, places) => {
        const bytes = Uint8Array.from(sample);
        for (const { at, byte, run } of places) {
          const start = at % bytes.length;
          bytes.fill(byte, start, start + run + 1);
        }
        const { info } = readDebugInfo(bytes);
        if (info) await useEverything(info);
      }),
      { numRuns: 400 },
    );
  });

  it('answers for ELF files whose sections are noise', async () => {
    const noise = fc.uint8Array({ minLength: 16, maxLength: 4096 });
    const names = [
      '.debug_info',
      '.debug_abbrev',
      '.debug_line',
      '.debug_frame',
      '.debug_loclists',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.constantFrom(...samples),
        noise,
        async (name, sample, bytes) => {
          const damaged = Uint8Array.from(sample);
          const section = readDebugInfo(sample).info?.elf.sections.find((one) => one.name === name);
          if (!section) return;
          damaged.set(
            bytes.subarray(0, section.bytes.length),
            section.bytes.byteOffset - sample.byteOffset,
          );
          const { info } = readDebugInfo(damaged);
          if (info) await useEverything(info);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('evaluates every sequence of expression bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), async (bytes) => {
        const location = await evaluateLocation(bytes, {
          register: (number) => (number < 33 ? 0x1000n : undefined),
          memory: (_address, length) => Promise.resolve(new Uint8Array(length)),
          canonicalFrameAddress: 0x2000n,
          frameBase: bytes,
          indexedAddress: (index) => BigInt(index),
        });
        assert.ok(location.kind.length > 0);
      }),
      { numRuns: 2000 },
    );
  });
});
