// SPDX-License-Identifier: MIT
// Every message that hypervisor, driver and tools print about faults and the
// life of cells. The first that fits a line is taken: the special before the general.
import { armMessages } from './arm-messages.js';
import { deviceMessages } from './device-messages.js';
import { driverMessages } from './driver-messages.js';
import { hypervisorMessages } from './hypervisor-messages.js';
import { lifecycleMessages } from './lifecycle-messages.js';
import type { Message } from './message.js';
import { warningMessages } from './warning-messages.js';
import { x86AccessMessages } from './x86-access-messages.js';
import { apicMessages, x86CpuMessages } from './x86-cpu-messages.js';

export const catalogue: readonly Message[] = [
  ...armMessages,
  ...x86AccessMessages,
  ...x86CpuMessages,
  ...apicMessages,
  ...deviceMessages,
  ...hypervisorMessages,
  ...driverMessages,
  ...lifecycleMessages,
  ...warningMessages,
];
