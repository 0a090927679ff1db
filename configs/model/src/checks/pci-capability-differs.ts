// SPDX-License-Identifier: MIT
// Capabilities of a PCI device that the device does not have, or that are
// missing although drivers write to them.
import { boardRule } from '../board/board-rule.js';
import type { Finding } from '../board/board-rule.js';
import { formatBdf } from '../board/format-bdf.js';
import { pciPairs } from '../board/pci-functions.js';
import type { PciPair } from '../board/pci-functions.js';
import { setValue } from '../fix.js';
import { formatHex } from '../format.js';
import { capabilityName } from '../value-names.js';

const EXTENDED = 0x8000;

/** Power management, MSI and MSI-X: Linux writes them whenever it has a driver. */
const written = new Set([0x01, 0x05, 0x11]);

export const pciCapabilityDiffers = boardRule(
  {
    id: 'pci-capability-differs',
    severity: 'warning',
    describe: "A PCI device's capabilities are not those that the device has.",
    consequence:
      'A write to a capability that is missing or elsewhere parks the CPU with "Invalid PCI config write".',
    remedy: 'Take the list from `lspci -vv`: the number in brackets is the start.',
    evidence: 'Six threads of the mailing list with "Invalid PCI config write".',
  },
  (scene) => pciPairs(scene).flatMap((pair) => [...foreign(pair), ...missing(pair)]),
);

function foreign({ member, device, fact }: PciPair): Finding[] {
  const told = fact?.capabilities;
  if (fact === undefined || told === undefined) return [];
  const { pciCapabilities } = member.cell;
  return pciCapabilities
    .slice(device.capsStart, device.capsStart + device.numCaps)
    .flatMap(({ id, start }, offset) => {
      const isExtended = (id & EXTENDED) !== 0;
      // Without root's rights or on old buses lspci shows no extended ones at all.
      if (isExtended && !told.some((each) => each.isExtended)) return [];
      const there = told.find((each) => each.start === start);
      if (there !== undefined && (there.id === 0 || there.id === (id & ~EXTENDED))) return [];
      const alike = told.filter(
        (each) => each.id === (id & ~EXTENDED) && each.isExtended === isExtended,
      );
      // Several of one kind, as vendors have them, could be meant either way.
      const moved = alike.length === 1 ? alike[0] : undefined;
      const what = there === undefined ? 'none' : `capability ${formatHex(BigInt(there.id))}`;
      return {
        message: `PCI device ${formatBdf(device.bdf)} has capability ${nameOf(id)} at ${formatHex(BigInt(start))} here, but ${what} there by ${fact.from}.`,
        at: member.path('pciCapabilities', device.capsStart + offset),
        ...(moved && {
          fix: {
            title: `Set its start to ${formatHex(BigInt(moved.start))}`,
            edits: [
              setValue(
                member.path('pciCapabilities', device.capsStart + offset, 'start'),
                BigInt(moved.start),
              ),
            ],
          },
        }),
      };
    });
}

function missing({ member, index, device, fact }: PciPair): Finding[] {
  if (fact?.capabilities === undefined) return [];
  const listed = member.cell.pciCapabilities.slice(
    device.capsStart,
    device.capsStart + device.numCaps,
  );
  return fact.capabilities
    .filter(
      ({ id, start, isExtended }) =>
        !isExtended && written.has(id) && !listed.some((each) => each.start === start),
    )
    .map(({ id, start }) => ({
      message:
        `PCI device ${formatBdf(device.bdf)} has capability ${nameOf(id)} at ${formatHex(BigInt(start))} by ${fact.from}, which is not among its capabilities here: ` +
        'the first write to it parks the CPU.',
      at: member.path('pciDevices', index, 'numCaps'),
    }));
}

function nameOf(id: number): string {
  return capabilityName(id);
}
