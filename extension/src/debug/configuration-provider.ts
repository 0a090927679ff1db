// SPDX-License-Identifier: MIT
// Completes a debug configuration: asks what it leaves out, and points it to
// the host of this window's system, so that session and terminals share it.
import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { cellOf, decode } from '@cellblock/cell-config';
import * as vscode from 'vscode';
import { configurationUnreadable, fileReason } from '../failures.js';
import type { LaunchedConfiguration, LiveSystem } from '../live-system.js';
import { showFailures } from '../show-failures.js';
import { showProgress } from '../show-progress.js';
import type { Workbench } from '../workbench.js';
import { chooseDebugConfiguration } from './choose-debug-configuration.js';

export class ConfigurationProvider implements vscode.DebugConfigurationProvider {
  constructor(private readonly workbench: Workbench) {}

  /** F5 without a launch.json gives a configuration without anything. */
  async resolveDebugConfiguration(
    _folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    if (configuration.type) return configuration;
    return showFailures(this.workbench.log, () => chooseDebugConfiguration(this.workbench));
  }

  async resolveDebugConfigurationWithSubstitutedVariables(
    _folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    const { system, cell, host } = configuration as Readonly<Record<string, unknown>>;
    // What is missing or of the wrong type, the debug adapter tells by name.
    if (typeof system !== 'string' || typeof cell !== 'string') return configuration;
    if (host !== undefined) return configuration;
    return showFailures(this.workbench.log, async () => {
      const live = await this.startSystem(system, cell);
      if (live === undefined) return undefined;
      return {
        installation: this.workbench.installationFor(system).root,
        includePaths: includePaths(system),
        ...configuration,
        host: live.socket,
      };
    });
  }

  private async startSystem(systemPath: string, cellPath: string): Promise<LiveSystem | undefined> {
    const { systems, log } = this.workbench;
    const system = await this.read(systemPath);
    const cell = await this.read(cellPath);
    return showProgress(log, async (report) => {
      const live = await systems.ensure(system, report);
      await live?.makeWay(cell, report);
      return live;
    });
  }

  private async read(path: string): Promise<LaunchedConfiguration> {
    const uri = vscode.Uri.file(path).toString();
    if (!path.endsWith('.cell')) return this.workbench.configurations.compile(uri);
    const image = await readFile(path).catch((error: unknown) => {
      throw configurationUnreadable(path, fileReason(error));
    });
    const { config, problems } = decode(image);
    if (config === undefined) {
      throw configurationUnreadable(path, problems[0]?.message ?? 'it is no configuration');
    }
    return { uri, name: cellOf(config).name, image };
  }
}

/** The setting, with relative folders under the workspace folder of a file. */
function includePaths(file: string): string[] {
  const uri = vscode.Uri.file(file);
  const root = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? '';
  return vscode.workspace
    .getConfiguration('cellblock', uri)
    .get<string[]>('includePaths', [])
    .map((folder) => (isAbsolute(folder) ? folder : join(root, folder)));
}
