// SPDX-License-Identifier: MIT
// The hypervisor's memory is also Linux' own.
import { boardRule, rangeText, touchesAny } from '../board/board-rule.js';
import { linuxMemory, reservationAdvice } from '../board/linux-memory.js';
import { rangeOf } from '../memory-regions.js';

export const hypervisorMemoryNotReserved = boardRule(
  {
    id: 'hypervisor-memory-not-reserved',
    severity: 'error',
    describe: "The hypervisor's memory is not kept away from the Linux that enables it.",
    consequence:
      'The driver can not take the memory and enabling fails with "request_mem_region failed" and EINVAL; where it can, both write into it and the machine freezes.',
    remedy: 'Reserve the memory on the kernel command line or in the device tree.',
    evidence:
      'The most frequent cause of failed starts on the mailing list: eleven threads with request_mem_region, frozen machines or SErrors.',
  },
  (scene) => {
    const { physStart, size } = scene.system.hypervisorMemory;
    const range = rangeOf(physStart, size);
    const memory = linuxMemory(scene);
    if (range === undefined || memory === undefined || !touchesAny(range, memory.ranges)) return [];
    return [
      {
        // Without Linux' own words the boot loader may still keep it away.
        severity: memory.isCertain ? 'error' : 'warning',
        message:
          `The hypervisor's memory, ${rangeText(range)}, is memory that Linux uses by ${memory.from}: ` +
          'the driver can not take it, and enabling fails with EINVAL. ' +
          reservationAdvice(scene),
        at: scene.at('hypervisorMemory', 'physStart'),
      },
    ];
  },
);
