// SPDX-License-Identifier: MIT
// From nothing, or from a host that runs already, to a loaded cell that only
// has to be started.
import type { CellInformation, EngineClient, SystemImages } from '@cellblock/engine/client';
import { TargetFailure } from '@cellblock/targets';
import { systemRefused } from '../failures.js';
import type { LoadedConfiguration } from './configuration.js';
import type { Program } from './program.js';

export interface BringUpRequest {
  readonly system: LoadedConfiguration;
  readonly cell: LoadedConfiguration;
  readonly program: Program;
  readonly images: SystemImages;
  /** Tells the user what is being done. */
  readonly report: (text: string) => void;
}

export async function bringUp(
  engine: EngineClient,
  { system, cell, program, images, report }: BringUpRequest,
): Promise<CellInformation> {
  if (!(await runs(engine, system.name))) {
    report(`Starting ${system.name}.`);
    await during(`Starting ${system.name}`, () => engine.boot({ system: system.image, images }));
    await during('Enabling the hypervisor', () => engine.enable());
  }
  const existing = (await engine.listCells()).find(({ name }) => name === cell.name);
  if (existing) {
    report(`Stopping ${cell.name}, which runs already.`);
    await during(`Shutting ${cell.name} down`, () => engine.shutdownCell(existing.id));
  }
  const id =
    existing?.id ?? (await during(`Creating ${cell.name}`, () => engine.createCell(cell.image)));
  report(`Loading ${cell.name}.`);
  await during(`Loading ${cell.name}`, () => engine.loadCell(id, program.images));
  const created = (await engine.listCells()).find((one) => one.id === id);
  if (!created) throw systemRefused(`Creating ${cell.name}`, 'the hypervisor does not list it.');
  return created;
}

/** Whether the host runs this very system with its hypervisor enabled. */
async function runs(engine: EngineClient, name: string): Promise<boolean> {
  const cells = await engine.listCells().catch(() => []);
  return cells.some((cell) => cell.id === 0 && cell.name === name);
}

/** Names the step in the failures that the host answers with. */
async function during<T>(step: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (failure) {
    if (failure instanceof TargetFailure || failure instanceof Error)
      throw systemRefused(step, failure.message);
    throw failure;
  }
}
