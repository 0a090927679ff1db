// SPDX-License-Identifier: MIT
// Many configurations, from the start of a process: the `cellblock` command
// beside gcc and objcopy, which is what a kernel's build runs for each file.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { includePaths, repository, writeVariants } from './configurations.js';
import { costOf } from './statistics.js';
import type { Cost } from './statistics.js';

/** What every repetition cost. */
export interface ColdCosts {
  readonly files: number;
  readonly ours: readonly Cost[];
  readonly gcc: readonly Cost[];
  /** gcc and objcopy of two files at a time. */
  readonly gccTwoJobs: readonly Cost[];
}

const command = join(repository, 'hypervisor/cli/bin/cellblock.mjs');
const includes = includePaths.map((folder) => `-I${folder}`);

/**
 * Compiles `count` files in each way, `repetitions` times in turn, always into
 * an empty folder: what replaces a file waits for the disk.
 */
export function measureCold(count: number, repetitions: number): ColdCosts {
  const scratch = mkdtempSync(join(tmpdir(), 'bench-configs-'));
  try {
    const files = writeVariants(count, scratch);
    const ours: Cost[] = [];
    const gcc: Cost[] = [];
    const gccTwoJobs: Cost[] = [];
    const empty = (name: string): string => {
      const folder = join(scratch, name);
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      return folder;
    };
    for (let i = 0; i < repetitions; i++) {
      ours.push(compileOurs(files, empty('ours')));
      gccTwoJobs.push(compileByGcc(files, empty('gcc'), 2));
      gcc.push(compileByGcc(files, empty('gcc'), 1));
    }
    compareImages(files, join(scratch, 'ours'), join(scratch, 'gcc'));
    return { files: files.length, ours, gcc, gccTwoJobs };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function compileOurs(files: readonly string[], output: string): Cost {
  const words = [
    'config',
    'compile',
    '--quiet',
    ...includes.flatMap((word) => ['-I', word.slice(2)]),
  ];
  return costOf([process.execPath, command, ...words, '-d', output, ...files]);
}

/** One shell runs both tools for one file after another, or for two at a time. */
function compileByGcc(files: readonly string[], output: string, jobs: number): Cost {
  const script =
    'for file; do name=$(basename "$file" .c); object="$OUT/$$.o"; ' +
    'gcc -w $INCLUDES -c "$file" -o "$object" && objcopy -O binary ' +
    '--remove-section=.note.gnu.property "$object" "$OUT/$name.cell" || exit 1; done';
  const env = { ...process.env, OUT: output, INCLUDES: includes.join(' ') };
  if (jobs === 1) return costOf(['sh', '-c', script, 'sh', ...files], { env });
  const share = String(Math.ceil(files.length / jobs / 4));
  const split = ['-0', '-P', String(jobs), '-n', share, 'sh', '-c', script, 'sh'];
  return costOf(['xargs', ...split], { env, input: files.join('\0') });
}

/** A compiler that is quick and wrong is not measured. */
function compareImages(files: readonly string[], ours: string, gcc: string): void {
  for (const file of files) {
    const name = `${basename(file, '.c')}.cell`;
    if (!readFileSync(join(ours, name)).equals(readFileSync(join(gcc, name)))) {
      throw new Error(`${file}: the image is not the one that gcc makes`);
    }
  }
}
