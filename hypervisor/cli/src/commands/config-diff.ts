// SPDX-License-Identifier: MIT
// `cellblock config diff`: how two configurations differ, field by field.
import { compareFiles, pathName } from '@cellblock/cell-config';
import type { Difference } from '@cellblock/cell-config';
import type { Arguments, Command } from '../command-line/command.js';
import { CommandFailure, USAGE } from '../command-failure.js';
import { valueJson } from '../config-json.js';
import { titleOf } from '../config-text/configuration.js';
import { differenceLines } from '../config-text/differences.js';
import {
  colorOption,
  configurationFiles,
  headersParagraph,
  loadOptionsOf,
  sourceOptions,
} from '../configuration-options.js';
import { configurationLoader } from '../configuration.js';
import type { LoadedConfiguration, Loader } from '../configuration.js';
import { hasErrors, problemText, shown } from '../problem-text.js';
import { styleFor } from '../terminal-style.js';

/** As diff(1) has it: 2, USAGE, is trouble of any kind. */
const DIFFERENT = 1;

export const configDiff: Command = {
  words: ['config', 'diff'],
  summary: 'compare two configurations field by field',
  details: [
    'Sources and .cell files of any revisions may be mixed: what they mean is compared. Regions, ' +
      'devices and other elements are matched by what they say, so that an inserted one is one ' +
      'line: ~ changed, - only in the first, + only in the second, > moved.',
    'The status is 0 if there is no difference, 1 if there is one, 2 for trouble.',
    headersParagraph,
  ],
  arguments: [
    {
      name: 'a',
      describe: 'the first, .c or .cell',
      least: 1,
      most: 1,
      completion: configurationFiles,
    },
    { name: 'b', describe: 'the second', least: 1, most: 1, completion: configurationFiles },
  ],
  options: [
    ...sourceOptions,
    { long: 'ignore-revision', describe: 'leave out that the files are of different revisions' },
    { long: 'json', describe: 'print the differences as JSON' },
    { long: 'quiet', short: 'q', describe: 'print nothing; the status tells' },
    colorOption,
  ],
  examples: [
    {
      does: 'whether a .cell file is what its source says',
      command: 'cellblock config diff inmate-demo.c /lib/firmware/inmate-demo.cell',
    },
    {
      does: 'what a conversion to another revision has changed',
      command: 'cellblock config diff old.cell new.cell --ignore-revision',
    },
  ],
  run,
};

function run(given: Arguments): number {
  const [first = '', second = ''] = given.positionals;
  const loader = configurationLoader(loadOptionsOf(given));
  const [a, b] = [load(first, loader, given), load(second, loader, given)];
  const found = compareFiles(a.config, b.config);
  const differences = given.has('ignore-revision')
    ? found.filter((difference) => !isOfRevision(difference))
    : found;
  if (given.has('json')) {
    console.log(
      JSON.stringify(
        { a: shown(first), b: shown(second), differences: differences.map(json) },
        null,
        2,
      ),
    );
  } else if (!given.has('quiet') && differences.length > 0) {
    const style = styleFor(process.stdout, given.value('color'));
    console.log(style.red(`--- ${shown(first)}: ${titleOf(a.config)}`));
    console.log(style.green(`+++ ${shown(second)}: ${titleOf(b.config)}`));
    console.log(differenceLines(differences, [a.config, b.config], style).join('\n'));
  }
  const damaged = [a, b].filter(({ problems }) => hasErrors(problems));
  for (const { file } of damaged) {
    console.error(`cellblock: ${shown(file)} is not sound: only what it still says was compared`);
  }
  if (damaged.length > 0) return USAGE;
  return differences.length === 0 ? 0 : DIFFERENT;
}

type Loaded = LoadedConfiguration & { readonly config: object };

/** Its problems go to stderr; what can't be read at all can't be compared. */
function load(
  file: string,
  loader: Loader,
  given: Arguments,
): Loaded & Required<Pick<LoadedConfiguration, 'config'>> {
  const loaded = loader.load(file);
  const style = styleFor(process.stderr, given.value('color'));
  for (const problem of loaded.problems) {
    console.error(problemText(problem, { style, textOf: loader.textOf }).join('\n'));
  }
  const { config, image } = loaded;
  if (config === undefined || image === undefined) {
    throw new CommandFailure(
      `${shown(file)} can't be compared: mend what is told above first`,
      USAGE,
    );
  }
  return { ...loaded, config };
}

function isOfRevision(difference: Difference): boolean {
  return (
    difference.kind === 'changed' && ['layout', 'revision', 'signature'].includes(difference.name)
  );
}

function json(difference: Difference): unknown {
  return {
    ...difference,
    ...('a' in difference && { a: pathName(difference.a.steps) }),
    ...('b' in difference && { b: pathName(difference.b.steps) }),
    ...('element' in difference && { element: valueJson(difference.element) }),
    ...('before' in difference && {
      before: valueJson(difference.before),
      after: valueJson(difference.after),
    }),
  };
}
