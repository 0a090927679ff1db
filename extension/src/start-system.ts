// SPDX-License-Identifier: MIT
// Starts a host process for a system and boots it there.
import { spawnHost } from '@cellblock/engine/client';
import * as vscode from 'vscode';
import { Failure, qemuMissing, systemNotStarted } from './failures.js';
import type { Installation } from './installation.js';
import { LiveSystem } from './live-system.js';
import type { LaunchedConfiguration } from './live-system.js';

export interface StartOptions {
  readonly hostScript: string;
  readonly findInstallation: (path: string) => Installation;
  readonly log: vscode.LogOutputChannel;
  readonly report: (step: string) => void;
}

export async function startSystem(
  configuration: LaunchedConfiguration,
  { hostScript, findInstallation, log, report }: StartOptions,
): Promise<LiveSystem> {
  const { root, images } = findInstallation(vscode.Uri.parse(configuration.uri).fsPath);
  log.info(`${configuration.name} runs the hypervisor of ${root}`);
  const qemu = vscode.workspace.getConfiguration('cellblock').get<string>('qemuPath', '');
  const client = await spawnHost({ hostScript, ...(qemu !== '' && { qemu }) }).catch(
    (cause: unknown) => {
      throw systemNotStarted(configuration.name, cause);
    },
  );
  const host = { socket: client.socket, client };
  return LiveSystem.boot(configuration, host, images, report).catch((error: unknown) => {
    throw isQemuMissing(error) ? qemuMissing(qemu, error) : error;
  });
}

/** The host tells the machine's failures by their code. */
function isQemuMissing(error: unknown): boolean {
  const cause = error instanceof Failure ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'qemu-not-found';
}
