// SPDX-License-Identifier: MIT
// Many configurations, from the start of a process: the `cellblock` command
// beside gcc and objcopy, which is what a kernel's build runs for each file.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { includePaths, repository, writeVariants } from './configurations.js';
import { timed } from './statistics.js';

/** Times of every repetition, in milliseconds. */
export interface ColdTimes {
  readonly files: number;
  readonly ours: readonly number[];
  readonly gcc: readonly number[];
  /** gcc and objcopy of two files at a time. */
  readonly gccTwoJobs: readonly number[];
}

const command = join(repository, 'hypervisor/cli/bin/cellblock.mjs');
const includes = includePaths.map((folder) => `-I${folder}`);

/** Compiles `count` files in each way, `repetitions` times in turn. */
export function measureCold(count: number, repetitions: number): ColdTimes {
  const scratch = mkdtempSync(join(tmpdir(), 'bench-configs-'));
  try {
    const files = writeVariants(count, scratch);
    const ours: number[] = [];
    const gcc: number[] = [];
    const gccTwoJobs: number[] = [];
    for (let i = 0; i < repetitions; i++) {
      ours.push(timed(() => compileOurs(files, join(scratch, 'ours'))));
      gcc.push(timed(() => compileByGcc(files, join(scratch, 'gcc'), 1)));
      gccTwoJobs.push(timed(() => compileByGcc(files, join(scratch, 'gcc'), 2)));
    }
    compareImages(files, join(scratch, 'ours'), join(scratch, 'gcc'));
    return { files: files.length, ours, gcc, gccTwoJobs };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function compileOurs(files: readonly string[], output: string): void {
  mkdirSync(output, { recursive: true });
  const words = [
    'config',
    'compile',
    '--quiet',
    ...includes.flatMap((word) => ['-I', word.slice(2)]),
  ];
  execFileSync(process.execPath, [command, ...words, '-d', output, ...files], { stdio: 'pipe' });
}

/** One shell runs both tools for one file after another, or for two at a time. */
function compileByGcc(files: readonly string[], output: string, jobs: number): void {
  mkdirSync(output, { recursive: true });
  const script =
    'for file; do name=$(basename "$file" .c); object="$OUT/$$.o"; ' +
    'gcc -w $INCLUDES -c "$file" -o "$object" && objcopy -O binary ' +
    '--remove-section=.note.gnu.property "$object" "$OUT/$name.cell" || exit 1; done';
  const env = { ...process.env, OUT: output, INCLUDES: includes.join(' ') };
  const options = { env, input: files.join('\0') };
  if (jobs === 1) execFileSync('sh', ['-c', script, 'sh', ...files], options);
  else {
    const share = String(Math.ceil(files.length / jobs / 4));
    const split = ['-0', '-P', String(jobs), '-n', share, 'sh', '-c', script, 'sh'];
    execFileSync('xargs', split, options);
  }
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
