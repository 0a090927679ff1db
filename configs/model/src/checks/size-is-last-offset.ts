// SPDX-License-Identifier: MIT
// A size of 0x...fff: most likely the last address minus the first.
import { pageSize } from '../constants.js';
import { setValue } from '../fix.js';
import { formatHex } from '../format.js';
import { regionCheck, accessWidths } from '../region-check.js';
import type { RegionFinding, RegionInSet } from '../region-check.js';

export const sizeIsLastOffset = regionCheck(
  {
    id: 'size-is-last-offset',
    severity: 'error',
    describe: 'A size ends in fff, as if it were the offset of the last byte.',
    consequence:
      'The size is no multiple of a page, so the hypervisor traps every access to the region as if it were a few registers, and rejects what no width of access allows; the last byte is out of reach.',
    remedy: 'Add one: the size is the end minus the start, the end being behind the last byte.',
    evidence: 'Two threads of the mailing list; upstream fixed it in 4f67c2ff.',
    predicts: { outcome: 'parked' },
  },
  judge,
);

const mask = pageSize - 1n;

function judge({ region, index, at }: RegionInSet): RegionFinding | undefined {
  const { virtStart, size } = region;
  if ((size & mask) !== mask || (virtStart & mask) !== 0n) return undefined;
  const isMeant = accessWidths(region).length > 0;
  return {
    ...(isMeant && { severity: 'warning' }),
    message:
      `has the size ${formatHex(size)}, one byte less than whole pages, as if the first address had been taken from the last. ` +
      'The hypervisor then traps every access to it' +
      `${isMeant ? '' : ', and rejects all of them'}. Make the size ${formatHex(size + 1n)}.`,
    field: 'size',
    fix: {
      title: `Make the size of memory region ${index} ${formatHex(size + 1n)}`,
      edits: [setValue(at('size'), size + 1n)],
    },
  };
}
