// SPDX-License-Identifier: MIT
// Rules about devices and links of shared memory.
import type { Check } from '../../check.js';
import { ivshmemBarMask } from './ivshmem-bar-mask.js';
import { ivshmemBehindFirstIommu } from './ivshmem-behind-first-iommu.js';
import { ivshmemIdOutOfRange } from './ivshmem-id-out-of-range.js';
import { ivshmemIdTwice } from './ivshmem-id-twice.js';
import { ivshmemLinksJoined } from './ivshmem-links-joined.js';
import { ivshmemMsixOnVirtualHost } from './ivshmem-msix-on-virtual-host.js';
import { ivshmemOutputEmpty } from './ivshmem-output-empty.js';
import { ivshmemPeersDiffer } from './ivshmem-peers-differ.js';
import { ivshmemPeersOutOfRange } from './ivshmem-peers-out-of-range.js';
import { ivshmemPinShared } from './ivshmem-pin-shared.js';
import { ivshmemProtocolDiffers } from './ivshmem-protocol-differs.js';
import { ivshmemRegionsDisplaced } from './ivshmem-regions-displaced.js';
import { ivshmemRegionsOutOfRange } from './ivshmem-regions-out-of-range.js';
import { ivshmemSectionAccess } from './ivshmem-section-access.js';
import { ivshmemSectionNotShared } from './ivshmem-section-not-shared.js';
import { ivshmemSectionsApart } from './ivshmem-sections-apart.js';
import { ivshmemSectionsDiffer } from './ivshmem-sections-differ.js';
import { ivshmemStateTableTooSmall } from './ivshmem-state-table-too-small.js';
import { ivshmemTooManyVectors } from './ivshmem-too-many-vectors.js';
import { ivshmemVectorsDiffer } from './ivshmem-vectors-differ.js';
import { ivshmemWithoutInterrupt } from './ivshmem-without-interrupt.js';
import { ivshmemWithoutPeer } from './ivshmem-without-peer.js';

export const ivshmemChecks: readonly Check[] = [
  ivshmemBarMask,
  ivshmemBehindFirstIommu,
  ivshmemIdOutOfRange,
  ivshmemIdTwice,
  ivshmemLinksJoined,
  ivshmemMsixOnVirtualHost,
  ivshmemOutputEmpty,
  ivshmemPeersDiffer,
  ivshmemPeersOutOfRange,
  ivshmemPinShared,
  ivshmemProtocolDiffers,
  ivshmemRegionsDisplaced,
  ivshmemRegionsOutOfRange,
  ivshmemSectionAccess,
  ivshmemSectionNotShared,
  ivshmemSectionsApart,
  ivshmemSectionsDiffer,
  ivshmemStateTableTooSmall,
  ivshmemTooManyVectors,
  ivshmemVectorsDiffer,
  ivshmemWithoutInterrupt,
  ivshmemWithoutPeer,
];
