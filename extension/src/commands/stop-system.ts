// SPDX-License-Identifier: MIT
// "Cellblock: Stop System": ends a system's machine and all of its cells.
import * as vscode from 'vscode';
import type { LiveSystem } from '../live-system.js';
import type { Workbench } from '../workbench.js';

export async function stopSystem({ systems }: Workbench): Promise<void> {
  const system = await pick(systems.list());
  if (system !== undefined) await systems.stop(system);
}

async function pick(systems: readonly LiveSystem[]): Promise<LiveSystem | undefined> {
  if (systems.length <= 1) return systems[0];
  const items = systems.map((system) => ({ label: system.name, system }));
  const picked = await vscode.window.showQuickPick(items, { title: 'System to stop' });
  return picked?.system;
}
