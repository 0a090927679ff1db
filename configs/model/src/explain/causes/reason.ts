// SPDX-License-Identifier: MIT
// One reason why a request can fail, and what configurations say about it.
import type { ModelPath } from '../../problem.js';
import type { ErrnoName } from '../errno.js';
import type { Scene } from '../scene.js';

/** The part of the hypervisor or driver that finds it; source files belong to one or more. */
export type Topic =
  | 'driver'
  | 'memory'
  | 'cpu'
  | 'pci'
  | 'ivshmem'
  | 'irqchip'
  | 'iommu'
  | 'cache'
  | 'console'
  | 'hardware';

export interface Reason {
  readonly errno: ErrnoName;
  readonly topic: Topic;
  readonly title: string;
  readonly explanation: string;
  /** What the configurations say about it; undefined: nothing against it. */
  readonly applies?: (scene: Scene) => Verdict | undefined;
}

export interface Verdict {
  readonly likelihood: 'certain' | 'likely' | 'possible' | 'excluded';
  readonly at?: ModelPath;
  /** More sentences, with the numbers of these configurations. */
  readonly detail?: string;
}
