// SPDX-License-Identifier: MIT
// What every command works with.
import type * as vscode from 'vscode';
import type { Configurations } from './configurations.js';
import type { Installation } from './installation.js';
import type { LiveSystems } from './live-systems.js';

export interface Workbench {
  readonly configurations: Configurations;
  readonly systems: LiveSystems;
  readonly log: vscode.LogOutputChannel;
  /** Remembers choices from one launch to the next, by workspace. */
  readonly memory: vscode.Memento;
  /** The images and sources for a configuration at this path. */
  installationFor(path: string): Installation;
}
