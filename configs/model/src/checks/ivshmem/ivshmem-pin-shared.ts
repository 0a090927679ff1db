// SPDX-License-Identifier: MIT
// Shared memory devices of one cell that raise the same interrupt.
import { isX86 } from '../../device-check.js';
import { formatBdf } from '../../interrupts.js';
import { linkCheck, linksOfMember } from '../../ivshmem-link.js';

const pins = 4;

export const ivshmemPinShared = linkCheck(
  {
    id: 'ivshmem-pin-shared',
    severity: 'warning',
    describe: 'Two shared memory devices of one cell raise the same interrupt.',
    consequence:
      'The devices in slots n and n + 4 have one line, an edge that does not tell which of them rang; a guest that does not share interrupts loses one of the two.',
    remedy: 'Put up to four devices into slots whose numbers differ by something else than 4.',
    evidence: 'The pin of a device is its slot modulo 4; seen on the mailing list.',
  },
  (link, set) => {
    if (isX86(set, link.cell) || link.value.numMsixVectors > 0) return undefined;
    const all = linksOfMember(link.member).filter(({ value }) => value.numMsixVectors === 0);
    const pin = (bdf: number): number => (bdf >> 3) % pins;
    const other = all.find(
      ({ index, value }) => index < link.index && pin(value.bdf) === pin(link.value.bdf),
    );
    if (other === undefined || other.value.bdf === link.value.bdf) return undefined;
    return {
      severity: all.length > pins ? 'information' : 'warning',
      what: `shares its interrupt with PCI device ${other.index} (${formatBdf(other.value.bdf)})`,
      at: link.at('bdf'),
      related: [{ at: other.at('bdf'), message: `${other.title} has the same pin.` }],
    };
  },
);
