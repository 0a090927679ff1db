// SPDX-License-Identifier: MIT
// `cellblock config compile`: a configuration's source to the bytes that the
// hypervisor takes.
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { collect } from '../collect.js';
import { CommandFailure, USAGE } from '../command-failure.js';
import { loadTogether } from '../configuration.js';
import { countText, problemText } from '../problem-text.js';

interface CompileOptions {
  readonly output?: string;
  readonly include: readonly string[];
}

export function addConfigCompile(config: Command): void {
  config
    .command('compile')
    .description('compile configurations to .cell files, the same bytes as gcc and objcopy')
    .argument('<file...>', 'sources, .c')
    .option('-o, --output <file>', 'where to write (one source only); default: beside the source')
    .option('-I, --include <folder>', 'where headers are (repeatable)', collect, [])
    .action((files: string[], options: CompileOptions) => {
      if (options.output !== undefined && files.length > 1) {
        throw new CommandFailure('--output takes one source only', USAGE);
      }
      let broken = 0;
      for (const file of files) if (!compileOne(file, options)) broken++;
      if (broken > 0) throw new CommandFailure(`${broken} of ${files.length} not compiled`);
    });
}

function compileOne(file: string, options: CompileOptions): boolean {
  if (!file.endsWith('.c'))
    throw new CommandFailure(`${file} is no C source: its name has to end in .c`, USAGE);
  const { members, problems } = loadTogether([file], options.include);
  for (const problem of problems) console.error(problemText(problem).join('\n'));
  const image = members[0]?.image;
  if (image === undefined) {
    console.error(`${file}: ${countText(problems) ?? 'no image'}`);
    return false;
  }
  const output = options.output ?? file.replace(/\.c$/, '.cell');
  try {
    writeFileSync(output, image);
  } catch (error) {
    throw new CommandFailure(`${output} can't be written: ${(error as Error).message}`);
  }
  console.log(`${output}: ${image.length} bytes`);
  return true;
}
