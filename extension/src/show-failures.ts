// SPDX-License-Identifier: MIT
// The edge where failures become messages, each with the button that helps.
import * as vscode from 'vscode';
import { Failure, reasonOf } from './failures.js';
import type { Remedy } from './failures.js';

interface RemedyButton {
  readonly title: string;
  readonly command: string;
  readonly argument?: string;
}

const buttons: Readonly<Record<Exclude<Remedy, 'show-log'>, RemedyButton>> = {
  'show-problems': { title: 'Show Problems', command: 'workbench.actions.view.problems' },
  'open-folder': { title: 'Open Folder', command: 'vscode.openFolder' },
  'open-qemu-setting': {
    title: 'Open Setting',
    command: 'workbench.action.openSettings',
    argument: 'cellblock.qemuPath',
  },
  'open-installation-setting': {
    title: 'Open Setting',
    command: 'workbench.action.openSettings',
    argument: 'cellblock.installation',
  },
};

/** Runs an action; what it throws is logged and shown. Undefined if it failed. */
export async function showFailures<T>(
  log: vscode.LogOutputChannel,
  action: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    log.error(error instanceof Error ? error : String(error));
    if (error instanceof Error && error.cause instanceof Error) log.error(error.cause);
    // Not awaited: a message may stay for hours, the command is over.
    offer(log, error).catch((reason: unknown) => log.error(String(reason)));
    return undefined;
  }
}

async function offer(log: vscode.LogOutputChannel, error: unknown): Promise<void> {
  const remedy = error instanceof Failure ? error.remedy : 'show-log';
  if (remedy === 'show-log') {
    const title = 'Show Log';
    if ((await vscode.window.showErrorMessage(reasonOf(error), title)) === title) log.show();
    return;
  }
  const { title, command, argument } = buttons[remedy];
  if ((await vscode.window.showErrorMessage(reasonOf(error), title)) !== title) return;
  // The problems of a file are shown once it is open.
  if (error instanceof Failure && error.file !== undefined) {
    await vscode.window.showTextDocument(vscode.Uri.file(error.file));
  }
  await vscode.commands.executeCommand(command, ...(argument === undefined ? [] : [argument]));
}
