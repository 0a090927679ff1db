// SPDX-License-Identifier: MIT
// Message-signalled interrupts that are not as the device has them.
import { boardRule } from '../board/board-rule.js';
import type { Finding } from '../board/board-rule.js';
import { formatBdf } from '../board/format-bdf.js';
import { pciPairs } from '../board/pci-functions.js';
import type { PciPair } from '../board/pci-functions.js';
import { setValue } from '../fix.js';
import { formatHex } from '../format.js';

export const pciMessagesDiffer = boardRule(
  {
    id: 'pci-messages-differ',
    severity: 'warning',
    describe:
      "The number of a PCI device's MSI or MSI-X vectors, or the place of its table, is not that of the device.",
    consequence:
      'The hypervisor reserves too few interrupts or watches the wrong page: enabling the interrupts parks the CPU, or they get lost.',
    remedy:
      'Take the numbers from `lspci -vv`: Count= of MSI and MSI-X, and BAR and offset of the vector table.',
    evidence: 'The hypervisor shadows messages by these fields alone.',
  },
  (scene) => pciPairs(scene).flatMap(differences),
);

type Field = 'numMsiVectors' | 'msi64bits' | 'msiMaskable' | 'numMsixVectors' | 'msixAddress';

function differences({ member, index, device, fact }: PciPair): Finding[] {
  if (fact?.capabilities === undefined) return [];
  const { msi, msix, from } = fact;
  const table = fact.bars.find((bar) => bar.index === msix?.tableBar)?.start;
  const expected: readonly (readonly [Field, string, bigint | undefined])[] = [
    ['numMsiVectors', 'num_msi_vectors', BigInt(msi?.vectors ?? 0)],
    ['msi64bits', 'msi_64bits', msi && BigInt(msi.is64Bit)],
    ['msiMaskable', 'msi_maskable', msi && BigInt(msi.isMaskable)],
    ['numMsixVectors', 'num_msix_vectors', BigInt(msix?.vectors ?? 0)],
    ['msixAddress', 'msix_address', msix && table && table + BigInt(msix.tableOffset)],
  ];
  return expected.flatMap(([field, name, value]) => {
    const written = BigInt(device[field]);
    // A device whose messages are not granted at all is allowed to have them.
    const isOff =
      field !== 'numMsiVectors' && field !== 'numMsixVectors' && isUnused(device, field);
    if (
      value === undefined ||
      written === value ||
      isOff ||
      (written === 0n && field.startsWith('num'))
    )
      return [];
    const place = member.path('pciDevices', index, field);
    const text = field === 'msixAddress' ? formatHex(value) : value.toString();
    return {
      message: `${name} of PCI device ${formatBdf(device.bdf)} is ${field === 'msixAddress' ? formatHex(written) : written.toString()}, but ${text} by ${from}.`,
      at: place,
      fix: { title: `Set ${name} to ${text}`, edits: [setValue(place, value)] },
    };
  });
}

function isUnused(device: PciPair['device'], field: Field): boolean {
  return (field === 'msixAddress' ? device.numMsixVectors : device.numMsiVectors) === 0;
}
