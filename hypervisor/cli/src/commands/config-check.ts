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
      const paths = files.map((file) => resolve(file));
      const problems = paths.flatMap((path) => problemsOf(path, paths, options.include));
      for (const problem of problems) console.log(problemText(problem).join('\n'));
      const count = countText(problems);
      if (hasErrors(problems)) throw new CommandFailure(count ?? '');
      console.log(count ?? `${files.length === 1 ? 'no problem' : 'no problems'} found`);
    });
}

/** Of the file alone; its companions are checked when they are asked for. */
function problemsOf(
  path: string,
  given: readonly string[],
  include: readonly string[],
): PlacedProblem[] {
  const named = companionsOf(path);
  const companions = named.length > 0 ? named : given.filter((other) => other !== path);
  const { problems } = loadTogether([path, ...companions], include);
  return problems.filter((problem) => problem.file === path);
}
