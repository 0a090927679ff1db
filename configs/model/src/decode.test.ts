// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cellOf } from './config.js';
import { decode } from './decode.js';
import { encode } from './encode.js';

const countOffsets = [48, 52, 56, 60, 64, 68, 72, 76];
const elementSizes = [1, 32, 12, 32, 4, 56, 8, 4];

/** A whole file of random content: head, counts, arrays of just that length, trailing bytes. */
const file = fc
  .record({
    isSystem: fc.boolean(),
    counts: fc.array(fc.nat({ max: 4 }), { minLength: 8, maxLength: 8 }),
    trailing: fc.nat({ max: 8 }),
    architecture: fc.nat({ max: 255 }),
  })
  .chain(({ isSystem, counts, trailing, architecture }) => {
    const headSize = isSystem ? 488 : 132;
    const arrays = counts.reduce((sum, n, i) => sum + n * (elementSizes[i] ?? 0), 0);
    const length = headSize + arrays + trailing;
    return fc.uint8Array({ minLength: length, maxLength: length }).map((random) => {
      const bytes = random.slice();
      const view = new DataView(bytes.buffer);
      bytes.set(new TextEncoder().encode(isSystem ? 'JHSYS' : 'JHCLL'));
      bytes.set([architecture, 14, 0], 5);
      const descriptor = headSize - 132;
      countOffsets.forEach((offset, i) =>
        view.setUint32(descriptor + offset, counts[i] ?? 0, true),
      );
      return bytes;
    });
  });

describe('decode and encode', () => {
  it('give back every byte of any file that decodes', () => {
    fc.assert(
      fc.property(file, (bytes) => {
        const { config } = decode(bytes);
        assert.ok(config);
        assert.deepEqual(encode(config), bytes);
      }),
    );
  });

  it('never throw on arbitrary bytes', () => {
    const signature = fc.constantFrom('', 'JHCLL', 'JHSYS', 'JHCLL\x02\x0e\0', 'JHSYS\x02\x0e\0');
    fc.assert(
      fc.property(signature, fc.uint8Array({ maxLength: 700 }), (prefix, rest) => {
        const bytes = new Uint8Array([...new TextEncoder().encode(prefix), ...rest]);
        const { config, problems } = decode(bytes);
        assert.ok(config !== undefined || problems.length > 0);
      }),
    );
  });

  it('read a file that starts in the middle of a buffer', () => {
    const buffer = new Uint8Array(3 + 132);
    buffer.set(new TextEncoder().encode('JHCLL\x02\x0e\0linux'), 3);
    const { config } = decode(buffer.subarray(3));
    assert.equal(config && cellOf(config).name, 'linux');
  });

  const problemIds = (text: string, size: number): string[] => {
    const bytes = new Uint8Array(size);
    bytes.set(new TextEncoder().encode(text));
    return decode(bytes).problems.map(({ id }) => id);
  };

  it('name a revision that does not exist, or not with that signature', () => {
    assert.deepEqual(problemIds('JHCLL\x02\x0d', 200), ['unsupported-revision']);
    assert.deepEqual(problemIds('JHSYST\x00', 400), ['unsupported-revision']);
    assert.deepEqual(problemIds('JHCELL\x0e', 400), ['unsupported-revision']);
  });

  it('say which revisions they understand, and what to do', () => {
    const message = (text: string, size: number): string => {
      const bytes = new Uint8Array(size);
      bytes.set(new TextEncoder().encode(text));
      return decode(bytes).problems[0]?.message ?? '';
    };
    assert.match(message('JHCELL\x0e', 400), /1 to 13 is understood.* build it again/);
    assert.match(message('JHCLL\x02\x0d', 200), /has revision 13 .*, 14 is understood/);
    assert.match(message('JHCLL\x02\x0f', 133), /newer than this program/);
  });

  it('read a newer revision whose arrays add up, with a warning', () => {
    assert.deepEqual(problemIds('JHCLL\x02\x0f', 132), ['newer-revision']);
    assert.deepEqual(problemIds('JHCLL\x02\x0f', 133), ['unsupported-revision']);
  });

  it('tell what is no configuration at all', () => {
    assert.deepEqual(problemIds('', 3), ['file-too-short']);
    assert.deepEqual(problemIds('\x7fELF\x02\x01', 200), ['unknown-signature']);
    assert.deepEqual(problemIds('JHSYS\x02\x0e', 400), ['file-too-short']);
  });

  it('report arrays that the file does not hold, and bytes that no array holds', () => {
    const bytes = new Uint8Array(132);
    bytes.set(new TextEncoder().encode('JHCLL\x02\x0e'));
    bytes[52] = 1;
    assert.deepEqual(
      decode(bytes).problems.map(({ id }) => id),
      ['arrays-truncated'],
    );
    assert.deepEqual(problemIds('JHCLL\x02\x0e', 133), ['trailing-bytes']);
    assert.deepEqual(problemIds('JHCLL\x07\x0e', 132), ['unknown-architecture']);
  });

  it('let an edited union member reach the file', () => {
    const bytes = new Uint8Array(488);
    bytes.set(new TextEncoder().encode('JHSYS\x02\x0e'));
    const { config } = decode(bytes);
    assert.equal(config?.kind, 'system');
    const platform = config.system.platformInfo;
    const platformInfo = { ...platform, arm: { ...platform.arm, gicdBase: 0x8000000n } };
    const edited = encode({ ...config, system: { ...config.system, platformInfo } });
    assert.equal(new DataView(edited.buffer).getBigUint64(316, true), 0x8000000n);
  });
});
