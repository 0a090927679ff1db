// SPDX-License-Identifier: MIT
// A frame buffer with fewer bytes than pixels need.
import { consoleCheck } from '../../console-check.js';
import { consoleTypes } from '../../constants.js';
import { setValue } from '../../fix.js';
import { formatHex, formatSize } from '../../format.js';
import { consoleFlags } from '../../value-names.js';

const bytesPerPixel = 4;
const small = { name: '1024x768', bytes: 1024 * 768 * bytesPerPixel };
const large = { name: '1920x1080', bytes: 1920 * 1080 * bytesPerPixel };

export const frameBufferTooSmall = consoleCheck(
  {
    id: 'frame-buffer-too-small',
    severity: 'error',
    describe: 'A frame buffer console is smaller than its picture.',
    consequence:
      'The hypervisor writes behind what is mapped, faults itself, and the machine stands still.',
    remedy: 'Set .size to 4 bytes for each pixel, or correct the flag of the resolution.',
    evidence: 'Wrong resolutions were seen on the mailing list; a pixel has 32 bits.',
  },
  ({ console: { type, flags, size }, title, at }) => {
    const picture = (flags & consoleFlags.FB_1920x1080) !== 0 ? large : small;
    if (type !== consoleTypes.EFIFB || size === 0 || size >= picture.bytes) return undefined;
    const bytes = BigInt(picture.bytes);
    return {
      wrong: `${title} has ${formatSize(BigInt(size))}, and ${picture.name} pixels need ${formatSize(bytes)}.`,
      at: at('size'),
      fix: {
        title: `Set the size to ${formatHex(bytes)}`,
        edits: [setValue(at('size'), bytes, formatHex(bytes))],
      },
    };
  },
);
