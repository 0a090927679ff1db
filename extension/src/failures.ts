// SPDX-License-Identifier: MIT
// Every way in which a command can fail for a reason that people can mend:
// what happened, where, and the button that helps.
import { basename } from 'node:path';

/** What a message's button does. */
export type Remedy =
  'show-problems' | 'show-log' | 'open-folder' | 'open-qemu-setting' | 'open-installation-setting';

/** Thrown by what commands call; shown once, where the command was started. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly file: string | undefined;

  constructor(
    message: string,
    readonly remedy: Remedy,
    options?: {
      readonly cause?: unknown;
      /** The path of the file that is to be mended. */
      readonly file?: string;
    },
  ) {
    super(message, options);
    this.file = options?.file;
  }
}

export function noConfigurations(): Failure {
  return new Failure(
    'No cell configuration was found. Open a folder that has one: a C file that includes <jailhouse/cell-config.h> and defines "config".',
    'open-folder',
  );
}

export function noSystemForCell(cell: string, folder: string): Failure {
  return new Failure(
    `No system configuration belongs to the cell configuration ${cell}. Put the system's file, whose name begins the cell's, into ${folder}.`,
    'show-log',
  );
}

export function configurationWrong(path: string, problem: string, count: number): Failure {
  const more = count > 1 ? ` (and ${count - 1} more)` : '';
  // The Problems view has the whole text.
  const [sentence = problem] = problem.split(/(?<=\.)\s/);
  return new Failure(
    `${basename(path)} has errors and was not launched: ${sentence}${more}`,
    'show-problems',
    { file: path },
  );
}

export function configurationUnreadable(file: string, reason: string): Failure {
  return new Failure(`${file} cannot be read: ${reason}`, 'show-log');
}

export function imageMissing(path: string, reason: string): Failure {
  return new Failure(
    `The inmate's image ${path} cannot be loaded: ${reason}. Build it, or choose another one.`,
    'show-log',
  );
}

export function installationMissing(searched: string): Failure {
  return new Failure(
    `No hypervisor image was found above ${searched}. Build it with "make -C hypervisor", or set cellblock.installation to the folder that holds hypervisor/out/arm64/hypervisor.bin.`,
    'open-installation-setting',
  );
}

/** @param path the setting; empty: none was made */
export function qemuMissing(path: string, cause: unknown): Failure {
  const what =
    path === ''
      ? 'qemu-system-aarch64 is not on the PATH. Install it (on Debian: apt-get install qemu-system-arm), or set cellblock.qemuPath to it.'
      : `The setting cellblock.qemuPath names ${path}, which is no program that can be run. Correct it, or empty it to take qemu-system-aarch64 from the PATH.`;
  return new Failure(what, 'open-qemu-setting', { cause });
}

export function systemNotStarted(system: string, cause: unknown): Failure {
  return new Failure(`The system ${system} did not start: ${reasonOf(cause)}`, 'show-log', {
    cause,
  });
}

export function cellRefused(cell: string, step: string, cause: unknown): Failure {
  return new Failure(`The cell ${cell} could not be ${step}: ${reasonOf(cause)}`, 'show-log', {
    cause,
  });
}

/** Why a file cannot be read, without the path and the error's name that Node.js adds. */
export function fileReason(cause: unknown): string {
  return reasonOf(cause).replace(/^E[A-Z]+: (.+?), \w+(?: '.*')?$/, '$1');
}

/** The sentence of an error, or of whatever was thrown. */
export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
