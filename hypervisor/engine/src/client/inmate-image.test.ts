// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inmateImage } from './inmate-image.js';

describe('An inmate image', () => {
  it('is loaded whole at its address when it is a flat binary', () => {
    const bytes = Uint8Array.of(1, 2, 3);
    assert.deepEqual(inmateImage(bytes, 0x1000n), {
      images: [{ bytes, address: 0x1000n }],
      problems: [],
    });
  });

  it('is refused when it is empty', () => {
    assert.deepEqual(inmateImage(new Uint8Array()).problems, ['the image is empty']);
  });

  it('never throws, whatever follows the magic of an ELF file', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (tail) => {
        const { images, problems } = inmateImage(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, ...tail));
        assert.ok(images.length > 0 || problems.length > 0);
      }),
    );
  });
});
