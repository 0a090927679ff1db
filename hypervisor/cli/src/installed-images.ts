// SPDX-License-Identifier: MIT
// The hypervisor and the steward that belong to this command.
import { findInstallation, type SystemImages } from '@cellblock/engine/client';
import { CommandFailure } from './command-failure.js';

export function installedImages(): SystemImages {
  const found = findInstallation(import.meta.dirname);
  if ('failure' in found) throw new CommandFailure(found.failure.message);
  return found.images;
}
