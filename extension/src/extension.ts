// SPDX-License-Identifier: MIT
// Activation: everything that the extension consists of, in order.
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { debugInmate } from './commands/debug-inmate.js';
import { launchCell } from './commands/launch-cell.js';
import { stopSystem } from './commands/stop-system.js';
import { Configurations } from './configurations.js';
import { AdapterFactory } from './debug/adapter-factory.js';
import { DebugSessions } from './debug/debug-sessions.js';
import { ConfigurationProvider } from './debug/configuration-provider.js';
import { type Installation, installationFor } from './installation.js';
import { LiveSystems } from './live-systems.js';
import { showFailures } from './show-failures.js';
import { startSystem } from './start-system.js';
import { trackConfigurations } from './track-configurations.js';
import type { Workbench } from './workbench.js';

/** A button above an editor gives its file, a code lens its URI as text, the palette nothing. */
type Command = (workbench: Workbench, resource?: vscode.Uri) => Promise<void>;

const commands: Readonly<Record<string, Command>> = {
  'cellblock.launchCell': launchCell,
  'cellblock.debugInmate': debugInmate,
  'cellblock.stopSystem': stopSystem,
};

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const bundles = context.asAbsolutePath('dist');
  const bundle = (name: string): string => join(bundles, name);
  const log = vscode.window.createOutputChannel('Cellblock', { log: true });
  const configurations = new Configurations(
    bundle('language-server.js'),
    log,
    Object.keys(commands),
  );
  const findInstallation = (path: string): Installation => installationFor(dirname(path), bundles);
  const sessions = new DebugSessions();
  const systems = new LiveSystems(
    (configuration, report) =>
      startSystem(configuration, { hostScript: bundle('host.js'), findInstallation, log, report }),
    sessions,
  );
  const workbench: Workbench = {
    configurations,
    systems,
    log,
    memory: context.workspaceState,
    installationFor: findInstallation,
  };

  context.subscriptions.push(
    log,
    configurations,
    systems,
    sessions,
    vscode.debug.registerDebugAdapterDescriptorFactory(
      'cellblock',
      new AdapterFactory(bundle('debug-adapter.js')),
    ),
    vscode.debug.registerDebugConfigurationProvider(
      'cellblock',
      new ConfigurationProvider(workbench),
    ),
    ...Object.entries(commands).map(([id, run]) =>
      vscode.commands.registerCommand(id, (resource: unknown) =>
        showFailures(log, () => run(workbench, uriOf(resource))),
      ),
    ),
  );
  await showFailures(log, () => configurations.start());
  context.subscriptions.push(trackConfigurations(configurations));
}

function uriOf(resource: unknown): vscode.Uri | undefined {
  if (typeof resource === 'string') return vscode.Uri.parse(resource);
  return resource instanceof vscode.Uri ? resource : undefined;
}
