// SPDX-License-Identifier: MIT
// A debuggee from launch.json: everything that can be wrong with files is
// found before a machine is started.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { cellOf } from '@cellblock/cell-config';
import type { EngineClient } from '@cellblock/engine/client';
import { SourcePaths } from '../contexts/source-paths.js';
import { SymbolContexts, type SymbolContext } from '../contexts/symbol-contexts.js';
import type { DebuggeeParts } from '../debuggee.js';
import { fileMissing, launchArgumentsWrong, systemRefused } from '../failures.js';
import { bringUp } from './bring-up.js';
import { loadConfiguration } from './configuration.js';
import { includeFolders, installationFor } from './installation.js';
import { readLaunchArguments, type LaunchArguments } from './launch-arguments.js';
import { loadDebugInfo, loadProgram } from './program.js';
import type { LaunchServices } from './services.js';

export interface Launched extends DebuggeeParts {
  readonly launchArguments: LaunchArguments;
  /** Where the cell's first instruction may be. */
  readonly entries: readonly bigint[];
}

export interface LaunchListeners {
  readonly report: (text: string) => void;
  /** The client exists from here on; whoever gives up must dispose of it. */
  readonly connected: (engine: EngineClient, launchArguments: LaunchArguments) => void;
}

export async function launch(
  input: unknown,
  services: LaunchServices,
  listeners: LaunchListeners,
): Promise<Launched> {
  const reading = readLaunchArguments(input);
  if (reading.problems) throw launchArgumentsWrong(reading.problems);
  const { arguments: given } = reading;
  const installation = installationFor(given.installation, resolve(given.system));
  const includes = includeFolders(installation, given.includePaths);
  const load = (path: string, kind: 'system' | 'cell') =>
    loadConfiguration(resolve(path), kind, includes, services.compile);
  const system = load(given.system, 'system');
  const cell = load(given.cell, 'cell');
  const program = loadProgram({ ...given, image: resolve(given.image) });
  const { images, root } = installation;
  const hypervisor = loadDebugInfo(images.hypervisorElf);
  const steward = loadDebugInfo(images.steward);

  const engine = await openHost(services, given);
  listeners.connected(engine, given);
  const { report } = listeners;
  const created = await bringUp(engine, { system, cell, program, images, report });
  const rootCell = (await engine.listCells()).find(({ id }) => id === 0);
  const contexts: SymbolContext[] = [
    { name: created.name, owner: ownerOf(created), info: program.info },
    { name: 'hypervisor', owner: { kind: 'hypervisor' }, info: hypervisor },
    ...(rootCell ? [{ name: rootCell.name, owner: ownerOf(rootCell), info: steward }] : []),
  ];
  return {
    engine,
    configurations: { system, cell },
    cell: created,
    contexts: new SymbolContexts(contexts),
    sources: new SourcePaths(root),
    launchArguments: given,
    // A cell starts at its reset address, which may be a header that leads to the ELF's entry.
    entries: [cellOf(cell.model).cpuResetAddress, program.info.elf.entry],
  };
}

function ownerOf({ id, vmid }: { id: number; vmid: number }): SymbolContext['owner'] {
  return { kind: 'cell', id, vmid };
}

async function openHost(services: LaunchServices, given: LaunchArguments): Promise<EngineClient> {
  const { host, hostScript } = given;
  if (hostScript !== undefined && !existsSync(hostScript))
    throw fileMissing('host script', hostScript, 'Correct "hostScript" in launch.json.');
  try {
    if (host !== undefined) return await services.connect(host);
    return await services.spawn(hostScript === undefined ? {} : { script: hostScript });
  } catch (failure) {
    const step = host === undefined ? 'Starting a host' : `Connecting to the host at ${host}`;
    throw systemRefused(step, failure instanceof Error ? failure.message : String(failure));
  }
}
