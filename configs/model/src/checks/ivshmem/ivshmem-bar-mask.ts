// SPDX-License-Identifier: MIT
// BAR masks that do not fit a shared memory device.
import { setValue } from '../../fix.js';
import { formatHex } from '../../format.js';
import { linkCheck } from '../../ivshmem-link.js';
import type { Link } from '../../ivshmem-link.js';
import type { Finding } from '../../device-check.js';

const pageMask = 0xfffff000n;

export const ivshmemBarMask = linkCheck(
  {
    id: 'ivshmem-bar-mask',
    severity: 'error',
    describe: 'The BAR masks of a shared memory device do not fit its registers.',
    consequence:
      'BAR 0 is the page of registers and BAR 1, with MSI-X only, that of the vectors: a guest finds no BAR where one is missing, and cannot use the device.',
    remedy:
      'Use JAILHOUSE_IVSHMEM_BAR_MASK_INTX, or JAILHOUSE_IVSHMEM_BAR_MASK_MSIX where .num_msix_vectors is not 0.',
    evidence: 'The ivshmem v2 specification; seen on the mailing list.',
  },
  (link) => {
    const { barMask, numMsixVectors } = link.value;
    const [registers = 0, vectors = 0, ...rest] = barMask;
    if (registers === 0) return finding(link, 0, 'BAR 0, its registers');
    if (numMsixVectors > 0 && vectors === 0) return finding(link, 1, 'BAR 1, its MSI-X vectors');
    const extra = rest.findIndex((mask) => mask !== 0);
    if (extra < 0) return undefined;
    return {
      severity: 'warning',
      what: `has a mask for BAR ${extra + 2}, but such a device has BAR 0 and BAR 1 only`,
      at: link.at('barMask', extra + 2),
    };
  },
);

function finding({ at, index }: Link, bar: number, name: string): Finding {
  return {
    what: `has no mask for ${name}`,
    at: at('barMask'),
    fix: {
      title: `Give BAR ${bar} of PCI device ${index} a page`,
      edits: [setValue(at('barMask', bar), pageMask, formatHex(pageMask))],
    },
  };
}
