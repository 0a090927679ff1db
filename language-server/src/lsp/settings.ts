// SPDX-License-Identifier: MIT
// The client's settings under "cellblock", whatever it sends.
import type { ClientCapabilities, Connection } from 'vscode-languageserver/node';
import { allHints } from '../workspace.js';
import type { HintSettings, Settings } from '../workspace.js';

export async function readSettings(
  connection: Connection,
  client: ClientCapabilities,
): Promise<Settings> {
  if (client.workspace?.configuration !== true) return settingsFrom(undefined);
  const section: unknown = await connection.workspace
    .getConfiguration('cellblock')
    .catch(() => undefined);
  return settingsFrom(section);
}

/** Total: anything of an unexpected shape counts as absent. */
export function settingsFrom(section: unknown): Settings {
  const { includePaths, installation, inlayHints } = Object(section) as Record<string, unknown>;
  return {
    includePaths: Array.isArray(includePaths)
      ? includePaths.filter((path): path is string => typeof path === 'string')
      : [],
    installation: typeof installation === 'string' ? installation : '',
    inlayHints: hintsFrom(inlayHints),
  };
}

/** All are on but those that are switched off. */
function hintsFrom(section: unknown): HintSettings {
  const chosen = Object(section) as Record<string, unknown>;
  const names = Object.keys(allHints) as (keyof HintSettings)[];
  return names.reduce((hints, name) => ({ ...hints, [name]: chosen[name] !== false }), allHints);
}

/** The commands that a client says it has: `{ commands: [...] }` when it starts the server. */
export function commandsOf(options: unknown): ReadonlySet<string> {
  const { commands } = Object(options) as Record<string, unknown>;
  const names = Array.isArray(commands) ? commands : [];
  return new Set(names.filter((name): name is string => typeof name === 'string'));
}
