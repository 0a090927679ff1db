// SPDX-License-Identifier: MIT
// Where the hypervisor's images and sources are.
import { findInstallation } from '@cellblock/engine/client';
import type { SystemImages } from '@cellblock/engine/client';
import * as vscode from 'vscode';
import { installationMissing } from './failures.js';

export interface Installation {
  /** The folder that holds hypervisor/out/arm64. */
  readonly root: string;
  readonly images: SystemImages;
}

/**
 * The installation of the setting, else the nearest one above `folder` with
 * built images, else what came with the extension.
 */
export function installationFor(folder: string, bundles: string): Installation {
  const setting = vscode.workspace.getConfiguration('cellblock').get<string>('installation', '');
  const candidates = setting === '' ? [folder, bundles] : [setting];
  for (const candidate of candidates) {
    const found = findInstallation(candidate);
    if (!('failure' in found)) return found;
  }
  throw installationMissing(candidates[0] ?? folder);
}
