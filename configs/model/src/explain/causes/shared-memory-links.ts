// SPDX-License-Identifier: MIT
// Shared-memory devices whose regions or peers the hypervisor will not take.
import { pciTypes } from '../../constants.js';
import type { Scene } from '../scene.js';
import type { Verdict } from './reason.js';

const MOST_PEERS = 12;

/** @param ofRoot whose devices: the root cell's, or those of the others */
export function brokenLinks({ members }: Scene, ofRoot: boolean): Verdict | undefined {
  const asked = members.filter(({ isRoot }) => isRoot === ofRoot);
  if (asked.length === 0) return undefined;
  let devices = 0;
  for (const { cell, path } of asked) {
    for (const [index, device] of cell.pciDevices.entries()) {
      if (device.type !== pciTypes.IVSHMEM) continue;
      devices++;
      const { shmemRegionsStart, shmemPeers, shmemDevId } = device;
      const end = shmemRegionsStart + 2 + shmemPeers;
      const count = cell.memoryRegions.length;
      if (end > count) {
        return {
          likelihood: 'certain',
          at: path('pciDevices', index, 'shmemRegionsStart'),
          detail: `Device ${index} needs regions ${shmemRegionsStart} to ${end - 1}, and there are ${count}.`,
        };
      }
      if (shmemDevId >= Math.min(shmemPeers, MOST_PEERS)) {
        return {
          likelihood: shmemDevId >= MOST_PEERS ? 'certain' : 'likely',
          at: path('pciDevices', index, 'shmemDevId'),
          detail: `Device ${index} has id ${shmemDevId} among ${shmemPeers} peers.`,
        };
      }
    }
  }
  return devices === 0 ? { likelihood: 'excluded' } : { likelihood: 'possible' };
}
