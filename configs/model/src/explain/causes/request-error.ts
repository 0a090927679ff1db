// SPDX-License-Identifier: MIT
// A request that failed with no more than an error number.
import type { Step } from '../../problem.js';
import type { Cause, Findings } from '../cause.js';
import { ranked } from '../cause.js';
import { errnoWords } from '../errno.js';
import type { ErrnoFault, Operation } from '../fault.js';
import type { Scene } from '../scene.js';
import { operationName, operations, reasonsFor, topicOf } from './operations.js';
import type { Reason, Topic } from './reason.js';
import { predictedCauses } from './predicted.js';

export function explainErrno(fault: ErrnoFault, scene: Scene): Findings {
  const { errno, file, line } = fault;
  const operation = fault.operation ?? scene.operation;
  const request = operation === undefined ? 'A request' : operationName(operation);
  const where = file === undefined ? '' : `, first returned at ${file}:${line ?? '?'}`;
  const topic = file === undefined ? undefined : topicOf(file);
  const asked = operation === undefined ? operations : [operation];
  const known = asked.flatMap((each) =>
    reasonsFor(each)
      .filter((reason) => reason.errno === errno && fits(reason, topic))
      .map((reason) => causeOf(reason, scene))
      .filter((cause) => cause !== undefined),
  );
  const predicted = predictedCauses(scene, { errno, ...(operation && { operation }) }).filter(
    ({ at }) => topic === undefined || at === undefined || topicsOfSteps(at.steps).includes(topic),
  );
  const distinct = known.filter(
    (cause, index) => known.findIndex(({ title }) => title === cause.title) === index,
  );
  const fallback: Cause = {
    title: 'the log of kernel and hypervisor tells more',
    likelihood: 'possible',
    explanation: `Look at the kernel log (dmesg) and at the hypervisor's console right after the request.`,
  };
  return {
    happened: [`${request} failed with ${errno}, "${errnoWords(errno)}"${where}.`],
    causes: ranked([...predicted, ...distinct, fallback]),
  };
}

function fits({ topic }: Reason, found: Topic | undefined): boolean {
  return found === undefined || topic === found;
}

function causeOf({ title, explanation, applies }: Reason, scene: Scene): Cause | undefined {
  const verdict = applies?.(scene) ?? { likelihood: 'possible' as const };
  if (verdict.likelihood === 'excluded') return undefined;
  const { likelihood, at, detail } = verdict;
  return {
    title,
    likelihood,
    explanation: detail === undefined ? explanation : `${detail} ${explanation}`,
    ...(at && { at }),
  };
}

const topicsBySection: Readonly<Record<string, readonly Topic[]>> = {
  memoryRegions: ['memory', 'ivshmem', 'iommu'],
  hypervisorMemory: ['memory'],
  cpuSet: ['cpu'],
  irqchips: ['irqchip'],
  pciDevices: ['pci', 'ivshmem', 'iommu'],
  pciCapabilities: ['pci'],
  cacheRegions: ['cache'],
  streamIds: ['iommu'],
  platformInfo: ['iommu', 'irqchip', 'pci', 'hardware'],
  debugConsole: ['console'],
  console: ['console'],
};

function topicsOfSteps([, section]: readonly Step[]): readonly Topic[] {
  return (typeof section === 'string' && topicsBySection[section]) || [];
}

/** For callers that know the operation only. */
export function isOperation(word: string): word is Operation {
  return (operations as readonly string[]).includes(word);
}
