// SPDX-License-Identifier: MIT
// A state table that has no room for the states of all peers.
import { pageSize } from '../../constants.js';
import { setValue } from '../../fix.js';
import { formatSize } from '../../format.js';
import { linkCheck } from '../../ivshmem-link.js';

const bytesPerState = 4;

export const ivshmemStateTableTooSmall = linkCheck(
  {
    id: 'ivshmem-state-table-too-small',
    severity: 'error',
    describe: 'The state table of a shared memory device is missing or too small.',
    consequence:
      'The hypervisor writes the states of the peers there, four bytes for each, whatever the region holds.',
    remedy: 'Make the first section whole pages: one is enough for all peers.',
    evidence: 'The ivshmem v2 specification.',
  },
  ({ sections, value }) => {
    const table = sections?.[0];
    if (table === undefined) return undefined;
    const { size } = table.region;
    const isTooSmall = size < BigInt(value.shmemPeers * bytesPerState);
    if (!isTooSmall && size % pageSize === 0n) return undefined;
    return {
      severity: isTooSmall ? 'error' : 'warning',
      what: `has a state table of ${formatSize(size)} for ${value.shmemPeers} peers in memory region ${table.index}`,
      at: table.at('size'),
      ...(size !== 0n && {
        fix: {
          title: `Make memory region ${table.index} one page`,
          edits: [setValue(table.at('size'), pageSize)],
        },
      }),
    };
  },
);
