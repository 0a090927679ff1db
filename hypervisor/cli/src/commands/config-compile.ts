// SPDX-License-Identifier: MIT
// `cellblock config compile`: sources of configurations to the bytes that the
// hypervisor takes.
import { mkdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Arguments, Command } from '../command-line/command.js';
import { CommandFailure, FAILED, USAGE } from '../command-failure.js';
import {
  colorOption,
  failOnOption,
  headersParagraph,
  loadOptionsOf,
  sourceFiles,
  sourceOptions,
} from '../configuration-options.js';
import { configurationLoader } from '../configuration.js';
import type { Loader } from '../configuration.js';
import { reasonOf, STANDARD_INPUT } from '../input-file.js';
import { identity, STANDARD_OUTPUT, writeOutput } from '../output-file.js';
import { areFatal, countText, problemText, shown } from '../problem-text.js';
import { styleFor } from '../terminal-style.js';

export const configCompile: Command = {
  words: ['config', 'compile'],
  summary: 'compile configurations to .cell files, the same bytes as gcc and objcopy',
  details: [
    'Without -o or -d, each .cell file is written beside its source. A source with errors writes ' +
      'nothing, and the others are compiled all the same. `-` is the standard input or output.',
    headersParagraph,
  ],
  arguments: [{ name: 'source', describe: 'sources, .c', least: 1, completion: sourceFiles }],
  options: [
    {
      long: 'output',
      short: 'o',
      value: { name: 'file', completion: { kind: 'file', extensions: ['.cell'] } },
      describe: 'where to write, for one source',
    },
    {
      long: 'directory',
      short: 'd',
      value: { name: 'folder', completion: { kind: 'folder' } },
      describe: 'where to write all .cell files; made if it is missing',
    },
    ...sourceOptions,
    failOnOption,
    { long: 'quiet', short: 'q', describe: 'say nothing of what went well' },
    colorOption,
  ],
  examples: [
    {
      does: 'one cell, to a file of its own name: inmate-demo.cell',
      command: 'cellblock config compile inmate-demo.c',
    },
    {
      does: 'a whole board',
      command: 'cellblock config compile configs/arm64/*.c -d out',
    },
    {
      does: 'with the headers of another tree, and a macro',
      command: 'cellblock config compile board.c -I ~/jailhouse/include -D CONFIG_UART=1',
    },
  ],
  run,
};

/** A source and where its bytes go. */
interface Job {
  readonly source: string;
  readonly output: string;
}

function run(given: Arguments): number {
  const jobs = jobsOf(given);
  const loader = configurationLoader(loadOptionsOf(given));
  makeFolder(given.value('directory'));
  const broken = jobs.filter((job) => {
    const isCompiled = compileOne(job, loader, given);
    loader.forget(job.source);
    return !isCompiled;
  });
  if (broken.length === 0) return 0;
  console.error(`cellblock: ${broken.length} of ${jobs.length} not compiled`);
  return FAILED;
}

function compileOne({ source, output }: Job, loader: Loader, given: Arguments): boolean {
  const { image, problems, compilation } = loader.load(source);
  const style = styleFor(process.stderr, given.value('color'));
  for (const problem of problems) {
    console.error(problemText(problem, { style, textOf: loader.textOf }).join('\n'));
  }
  if (
    image === undefined ||
    compilation === undefined ||
    areFatal(problems, given.value('fail-on'))
  ) {
    const reason =
      image !== undefined && compilation === undefined ? 'it is compiled already' : 'no image';
    console.error(`${shown(source)}: ${countText(problems) ?? reason}`);
    return false;
  }
  writeOutput(output, image);
  if (output !== STANDARD_OUTPUT && !given.has('quiet')) {
    console.log(`${output}: ${image.length} bytes`);
  }
  return true;
}

/** Each name once; two sources that would write the same file are a failure. */
function jobsOf(given: Arguments): Job[] {
  const { positionals } = given;
  const [output, folder] = [given.value('output'), given.value('directory')];
  if (output !== undefined && folder !== undefined) {
    throw new CommandFailure('-o and -d exclude each other: give one of them', USAGE);
  }
  const sources = [...new Map(positionals.map((file) => [resolve(file), file])).values()];
  if (output !== undefined && sources.length > 1) {
    throw new CommandFailure(
      `--output takes one source only, and ${sources.length} are given; --directory takes many`,
      USAGE,
    );
  }
  const jobs = sources.map((source) => ({
    source,
    output: output ?? outputOf(source, folder),
  }));
  refuseCollisions(jobs);
  return jobs;
}

function outputOf(source: string, folder: string | undefined): string {
  if (source === STANDARD_INPUT) {
    throw new CommandFailure('the standard input has no name: say by -o where to write', USAGE);
  }
  if (!source.endsWith('.c')) {
    throw new CommandFailure(
      `${source} is no C source: its name has to end in .c, or say by -o where to write`,
      USAGE,
    );
  }
  const name = `${basename(source, '.c')}.cell`;
  return join(folder ?? dirname(source), name);
}

function refuseCollisions(jobs: readonly Job[]): void {
  const writers = new Map<string, string>();
  for (const { source, output } of jobs) {
    if (output === STANDARD_OUTPUT) continue;
    const target = identity(output);
    if (source !== STANDARD_INPUT && target === identity(source)) {
      throw new CommandFailure(`${output} is the source itself: choose another output`, USAGE);
    }
    const other = writers.get(target);
    if (other !== undefined) {
      throw new CommandFailure(
        `${other} and ${source} would both become ${output}: compile them into two folders`,
        USAGE,
      );
    }
    writers.set(target, source);
  }
}

function makeFolder(folder: string | undefined): void {
  if (folder === undefined) return;
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const isFile = (error as NodeJS.ErrnoException).code === 'EEXIST';
    const reason = isFile ? 'is a file, not a folder' : reasonOf(error);
    throw new CommandFailure(`the folder of -d can't be made: ${folder} ${reason}`);
  }
}
