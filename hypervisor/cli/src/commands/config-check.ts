// SPDX-License-Identifier: MIT
// `cellblock config check`: everything that is wrong with configurations, each
// with the system or the cells that belong to it.
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { collect } from '../collect.js';
import { CommandFailure } from '../command-failure.js';
import { companionsOf, loadTogether, type PlacedProblem } from '../configuration.js';
import { countText, hasErrors, problemText } from '../problem-text.js';

export function addConfigCheck(config: Command): void {
  config
    .command('check')
    .description('check configurations, each together with its system or its cells')
    .argument('<file...>', '.c or .cell')
    .option('-I, --include <folder>', 'where headers are (repeatable)', collect, [])
    .action((files: string[], options: { readonly include: readonly string[] }) => {
      const problems = files.flatMap((file) => problemsOf(file, options.include));
      for (const problem of problems) console.log(problemText(problem).join('\n'));
      const count = countText(problems);
      if (hasErrors(problems)) throw new CommandFailure(count ?? '');
      console.log(count ?? `${files.length === 1 ? 'no problem' : 'no problems'} found`);
    });
}

/** Of the file alone; its companions are checked when they are asked for. */
function problemsOf(file: string, include: readonly string[]): PlacedProblem[] {
  const path = resolve(file);
  const { problems } = loadTogether([path, ...companionsOf(path)], include);
  return problems.filter((problem) => problem.file === path);
}
