// SPDX-License-Identifier: MIT
// The interrupt controller is not where the configuration says.
import { boardRule, rangeText } from '../board/board-rule.js';
import type { Finding, Scene } from '../board/board-rule.js';
import type { GicFact } from '../board/board-facts.js';
import { architectures } from '../constants.js';
import { setValue } from '../fix.js';
import { formatHex } from '../format.js';
import type { AddressRange } from '../memory-regions.js';

export const gicDiffersFromBoard = boardRule(
  {
    id: 'gic-differs-from-board',
    severity: 'error',
    describe: "The interrupt controller's version or addresses are not those of the board.",
    consequence:
      'The hypervisor drives registers that are something else: it hangs behind "Activating hypervisor" or loses interrupts.',
    remedy:
      "Take the addresses from the interrupt controller's node of the device tree, in its order: distributor, then CPU interfaces or redistributors.",
    evidence: 'Upstream mended an address in 3c8673b6; seen on the mailing list as hangs at start.',
  },
  ({ board, system, at }: Scene) => {
    const { gic } = board;
    if (gic === undefined || system.architecture === architectures.X86) return [];
    const { arm } = system.platformInfo;
    const version = { configured: arm.gicVersion >= 3 ? 3 : 2, told: gic.version };
    // A version of 0 is another rule's matter; a GICv3 may carry the interfaces of a GICv2.
    if (
      arm.gicVersion !== 0 &&
      version.configured !== version.told &&
      !(gic.version === 3 && gic.cpuInterface)
    ) {
      const place = at('platformInfo', 'arm', 'gicVersion');
      return [
        {
          message: `gic_version is ${arm.gicVersion}, but by ${gic.from} the board has a GICv${gic.version}. Use its version and its addresses.`,
          at: place,
          fix: {
            title: `Set gic_version to ${gic.version}`,
            edits: [setValue(place, BigInt(gic.version))],
          },
        },
      ];
    }
    return fieldsOf(gic, version.configured).flatMap(({ field, name, ranges }) =>
      differing(arm[field], { field, name, ranges }, gic, at),
    );
  },
);

type Field = 'gicdBase' | 'gicrBase' | 'giccBase' | 'gichBase' | 'gicvBase';

interface Compared {
  readonly field: Field;
  /** As the header calls it. */
  readonly name: string;
  readonly ranges: readonly (AddressRange | undefined)[];
}

function fieldsOf(gic: GicFact, version: number): Compared[] {
  const distributor: Compared = { field: 'gicdBase', name: 'gicd_base', ranges: [gic.distributor] };
  if (version === 3) {
    return [distributor, { field: 'gicrBase', name: 'gicr_base', ranges: gic.redistributors }];
  }
  return [
    distributor,
    { field: 'giccBase', name: 'gicc_base', ranges: [gic.cpuInterface] },
    { field: 'gichBase', name: 'gich_base', ranges: [gic.hypervisorInterface] },
    { field: 'gicvBase', name: 'gicv_base', ranges: [gic.virtualCpuInterface] },
  ];
}

function differing(
  configured: bigint,
  { field, name, ranges }: Compared,
  gic: GicFact,
  at: Scene['at'],
): Finding[] {
  const known = ranges.filter((range) => range !== undefined);
  const [first] = known;
  if (first === undefined || configured === 0n) return [];
  if (known.some((range) => isAt(configured, range))) return [];
  const place = at('platformInfo', 'arm', field);
  return [
    {
      message:
        `${name} is ${formatHex(configured)}, but by ${gic.from} it is at ${known.map(rangeText).join(' or ')}. ` +
        'The hypervisor would drive other registers and hang.',
      at: place,
      fix: {
        title: `Set ${name} to ${formatHex(first.start)}`,
        edits: [setValue(place, first.start)],
      },
    },
  ];
}

/**
 * Interfaces repeat themselves inside of their range, so any address in it
 * will do. Where they are spread over pages of 64 KiB, the last 4 KiB of the
 * first page and the first of the next are one whole interface, too.
 */
function isAt(configured: bigint, { start, end }: AddressRange): boolean {
  return (configured >= start && configured < end) || configured === start + 0xf000n;
}
