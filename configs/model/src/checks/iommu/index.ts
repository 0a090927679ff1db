// SPDX-License-Identifier: MIT
// Rules about IOMMUs and the devices that they know by stream ids.
import type { Check } from '../../check.js';
import { iommuBehindGap } from './iommu-behind-gap.js';
import { iommuOfAnotherArchitecture } from './iommu-of-another-architecture.js';
import { iommuWithoutRegisters } from './iommu-without-registers.js';
import { streamIdInTwoCells } from './stream-id-in-two-cells.js';
import { streamIdTooWide } from './stream-id-too-wide.js';
import { streamIdTwice } from './stream-id-twice.js';
import { streamIdsWithoutIommu } from './stream-ids-without-iommu.js';

export const iommuChecks: readonly Check[] = [
  iommuBehindGap,
  iommuOfAnotherArchitecture,
  iommuWithoutRegisters,
  streamIdInTwoCells,
  streamIdTooWide,
  streamIdTwice,
  streamIdsWithoutIommu,
];
