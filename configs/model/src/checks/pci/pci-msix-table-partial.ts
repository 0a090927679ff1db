// SPDX-License-Identifier: MIT
// A table of MSI-X vectors that is not told in whole pages.
import { pageSize } from '../../constants.js';
import { deviceCheck, isIvshmem } from '../../device-check.js';
import { setValue } from '../../fix.js';
import { formatHex, formatSize } from '../../format.js';

const bytesPerVector = 16;

export const pciMsixTablePartial = deviceCheck(
  {
    id: 'pci-msix-table-partial',
    severity: 'error',
    describe: 'The table of MSI-X vectors is not told in whole pages, or is too small.',
    consequence:
      'The hypervisor maps only whole pages: it finds other registers than the vectors, or fails at those that are missing.',
    remedy:
      'Let .msix_address be that of a page and .msix_region_size a multiple of 0x1000 with 16 bytes for each vector.',
    evidence: 'The hypervisor maps .msix_region_size / 0x1000 pages.',
  },
  (device) => {
    const { value, at, index } = device;
    const { numMsixVectors, msixAddress, msixRegionSize } = value;
    if (isIvshmem(device) || numMsixVectors === 0 || msixAddress === 0n) return undefined;
    if (msixAddress % pageSize !== 0n) {
      return { what: `has its table at ${formatHex(msixAddress)}`, at: at('msixAddress') };
    }
    const needed = BigInt(numMsixVectors * bytesPerVector);
    const size = BigInt(msixRegionSize);
    if (size % pageSize === 0n && size >= needed) return undefined;
    const wanted = ((needed + pageSize - 1n) / pageSize) * pageSize;
    return {
      what: `has a table of ${formatSize(size)} for ${numMsixVectors} vectors, which need ${formatSize(needed)}`,
      at: at('msixRegionSize'),
      ...(wanted < 0x10000n && {
        fix: {
          title: `Set .msix_region_size of PCI device ${index} to ${formatHex(wanted)}`,
          edits: [setValue(at('msixRegionSize'), wanted)],
        },
      }),
    };
  },
);
