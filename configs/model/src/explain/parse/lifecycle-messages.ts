// SPDX-License-Identifier: MIT
// Good news: where bringing up has got to, and what became of cells.
import type { LifecycleEvent, LifecycleStage } from '../fault.js';
import { DEVICE } from './message.js';
import type { Groups, Message } from './message.js';

const NAME = '"([^"]{0,31})"';

function stage(
  id: LifecycleStage,
  pattern: RegExp,
  more: (group: Groups) => Partial<LifecycleEvent> = () => ({}),
): Message {
  return { id, pattern, read: (group) => ({ kind: 'lifecycle', stage: id, ...more(group) }) };
}

const named = (group: Groups): Partial<LifecycleEvent> => ({ name: group(1) });
const ofCpu = (group: Groups): Partial<LifecycleEvent> => ({ cpu: Number(group(1)) });
const device = (group: Groups): Partial<LifecycleEvent> => ({
  name: `${group(1)}:${group(2)}.${group(3)}`,
});

export const lifecycleMessages: readonly Message[] = [
  stage('initializing', /Initializing \w+ hypervisor .{0,60}?on CPU (\d{1,5})/i, ofCpu),
  stage('code-location', /Code location: (?:0x)?[0-9a-f]{1,16}/i),
  stage('page-pool', /Page pool usage [^:]{0,60}: mem \d+\/\d+, remap \d+\/\d+/i),
  stage('processors', /Initializing processors:/i),
  stage(
    'processor',
    /(?:^|[\s|])CPU (\d{1,5})\.\.\. ?(?:\(APIC ID \d{1,10}\) ?)?(OK|FAILED)?\s*$/i,
    (group) => ({
      cpu: Number(group(1)),
      ...(group(2) !== '' && { isFine: /ok/i.test(group(2)) }),
    }),
  ),
  stage('unit', /Initializing unit: ([^\r\n]{1,60})/i, (group) => ({ name: group(1).trim() })),
  stage('activating', /Activating hypervisor/i),
  stage('driver-cell-created', new RegExp(`Created Jailhouse cell ${NAME}`, 'i'), named),
  stage('driver-cell-destroyed', new RegExp(`Destroyed Jailhouse cell ${NAME}`, 'i'), named),
  stage('cell-created', new RegExp(`Created cell ${NAME}`, 'i'), named),
  stage('cell-loadable', new RegExp(`Cell ${NAME} can be loaded`, 'i'), named),
  stage('cell-started', new RegExp(`Started cell ${NAME}`, 'i'), named),
  stage('cell-closing', new RegExp(`Closing (?:root )?cell ${NAME}`, 'i'), named),
  stage('shutting-down', /Shutting down hypervisor/i),
  stage('cpu-released', /Releasing CPU (\d{1,5})/i, ofCpu),
  stage(
    'pci-device-added',
    new RegExp(`Adding (?:virtual )?PCI device ${DEVICE} to cell`, 'i'),
    device,
  ),
  stage(
    'pci-device-removed',
    new RegExp(`Removing (?:virtual )?PCI device ${DEVICE} from cell`, 'i'),
    device,
  ),
  stage('shared-memory', /Shared memory connection established/i),
  stage('sipi', /CPU (\d{1,5}) received SIPI, vector/i, ofCpu),
  stage(
    'interrupts-reserved',
    new RegExp(`Reserving \\d{1,5} interrupt\\(?s?\\)? for device ${DEVICE}`, 'i'),
    device,
  ),
  stage('cache', /CAT: Using COS \d{1,3} with bitmask/i),
  stage('apic-mode', /Using x2?APIC/i),
  stage('sdei', /Using SDEI-based management interrupt/i),
  stage('driver-opened', /The Jailhouse is opening/i),
  stage('driver-closed', /The Jailhouse was closed/i),
];
