// SPDX-License-Identifier: MIT
// Two links that have nothing in common but their address on the bus.
import { formatBdf } from '../../interrupts.js';
import { linkPairCheck } from '../../ivshmem-link.js';

export const ivshmemLinksJoined = linkPairCheck(
  {
    id: 'ivshmem-links-joined',
    severity: 'error',
    describe: 'Two links of shared memory have the same address on the bus.',
    consequence:
      'The hypervisor takes devices with the same .bdf for ends of one link, whatever their domain: their doorbells ring in the wrong cell, and ends with the same number are refused.',
    remedy: 'Give the links different .bdf, or the same memory if they are meant to be one.',
    evidence: 'The hypervisor compares nothing but .bdf (ivshmem_init).',
  },
  (first, second) => {
    const [one, other] = [first.sections, second.sections];
    if (one === undefined || other === undefined) return undefined;
    const places = new Set(
      one.flatMap(({ region }) => (region.size === 0n ? [] : [region.physStart])),
    );
    const hasSections = other.some(({ region }) => region.size !== 0n);
    const isOne = other.some(({ region }) => region.size !== 0n && places.has(region.physStart));
    if (isOne || !hasSections || places.size === 0) return undefined;
    return {
      what: `and the device of ${first.cell.title} are both ${formatBdf(second.value.bdf)}, but none of their sections is the same memory`,
      at: second.at('bdf'),
      related: [{ at: first.at('bdf'), message: `${first.title} has other sections.` }],
    };
  },
);
