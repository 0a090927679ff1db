// SPDX-License-Identifier: MIT
// "Cellblock: Launch Cell": from the configuration on screen to a running cell.
import { readFile } from 'node:fs/promises';
import { inmateImage } from '@cellblock/engine/client';
import type { LoadImage } from '@cellblock/engine/client';
import * as vscode from 'vscode';
import { chooseCell } from '../choose-cell.js';
import { chooseImage } from '../choose-image.js';
import { fileReason, imageMissing } from '../failures.js';
import { showProgress } from '../show-progress.js';
import type { Workbench } from '../workbench.js';

export async function launchCell(workbench: Workbench, resource?: vscode.Uri): Promise<void> {
  const { configurations, systems, log } = workbench;
  const chosen = await chooseCell(configurations, resource);
  if (chosen === undefined) return;
  // Mistakes come before questions: whoever has errors is not asked for an image.
  const system = await configurations.compile(chosen.system);
  const cell = await configurations.compile(chosen.cell);
  const installation = workbench.installationFor(vscode.Uri.parse(chosen.system).fsPath);
  const path = await chooseImage(cell.uri, installation, workbench.memory);
  if (path === undefined) return;
  const images = await readImages(path);

  await showProgress(log, async (report) => {
    const live = await systems.ensure(system, report);
    if (live === undefined) return;
    await live.launch(cell, images, report);
    systems.showConsole(live, cell.name);
    log.info(`${cell.name} runs ${path}`);
  });
}

async function readImages(path: string): Promise<readonly LoadImage[]> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw imageMissing(path, fileReason(error));
  });
  const { images, problems } = inmateImage(bytes);
  const [problem] = problems;
  if (problem !== undefined) throw imageMissing(path, problem);
  return images;
}
