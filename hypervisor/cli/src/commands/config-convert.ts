// SPDX-License-Identifier: MIT
// `cellblock config convert`: a configuration for a hypervisor of another
// revision, and what gets lost on the way.
import { convert, encode, layouts } from '@cellblock/cell-config';
import type { Arguments, Command } from '../command-line/command.js';
import { CommandFailure, FAILED, USAGE } from '../command-failure.js';
import { formatName } from '../config-text/configuration.js';
import {
  colorOption,
  configurationFiles,
  failOnOption,
  headersParagraph,
  loadOptionsOf,
  sourceOptions,
} from '../configuration-options.js';
import { configurationLoader, placeIn } from '../configuration.js';
import type { PlacedProblem } from '../configuration.js';
import { STANDARD_INPUT } from '../input-file.js';
import { identity, STANDARD_OUTPUT, writeOutput } from '../output-file.js';
import { areFatal, countText, problemText, shown } from '../problem-text.js';
import { styleFor } from '../terminal-style.js';

/** `14`, `13.2` and, for the last layout of each revision, `13`. */
const revisions = [...new Set(layouts.flatMap(({ id, revision }) => [String(revision), id]))];

export const configConvert: Command = {
  words: ['config', 'convert'],
  summary: 'write a configuration as another revision of the format has it',
  details: [
    'What the other revision cannot say is told as a warning, one for each thing that is lost. ' +
      'A configuration with errors of its own is not converted.',
    'Some revisions changed their structs without a new number: 9.1 is the first layout of ' +
      'revision 9, and 9 alone is its last.',
    headersParagraph,
  ],
  arguments: [
    {
      name: 'in',
      describe: 'a source or a .cell file',
      least: 1,
      most: 1,
      completion: configurationFiles,
    },
  ],
  options: [
    {
      long: 'output',
      short: 'o',
      value: { name: 'file', completion: { kind: 'file', extensions: ['.cell'] } },
      required: true,
      describe: 'where to write; - is the standard output',
    },
    {
      long: 'revision',
      short: 'r',
      value: { name: 'n', completion: { kind: 'choice', of: revisions } },
      required: true,
      describe: 'the revision, or one of its layouts, such as 9.1',
    },
    { long: 'force', short: 'f', describe: 'write even over <in>' },
    failOnOption,
    ...sourceOptions,
    colorOption,
  ],
  examples: [
    {
      does: 'for a hypervisor from 2020',
      command: 'cellblock config convert board.c -o board-13.cell --revision 13',
    },
    {
      does: 'an old file of a 32-bit board, which does not say that it is one',
      command: 'cellblock config convert old.cell -o new.cell --revision 14 --target arm',
    },
    {
      does: 'an old file for a new hypervisor, only if nothing is lost',
      command: 'cellblock config convert old.cell -o new.cell --revision 14 --fail-on warning',
    },
  ],
  run,
};

function run(given: Arguments): number {
  const [input = ''] = given.positionals;
  const output = given.value('output') ?? '';
  const revision = given.value('revision') ?? '';
  const isSame = input !== STANDARD_INPUT && identity(input) === identity(output);
  if (isSame && !given.has('force')) {
    throw new CommandFailure(`${output} is <in> itself; with --force it is written over`, USAGE);
  }
  const loader = configurationLoader(loadOptionsOf(given));
  const loaded = loader.load(input);
  const { config, image, problems } = loaded;
  const style = styleFor(process.stderr, given.value('color'));
  const tell = (found: readonly PlacedProblem[]): void => {
    for (const problem of found) {
      console.error(problemText(problem, { style, textOf: loader.textOf }).join('\n'));
    }
  };
  tell(problems);
  const failOn = given.value('fail-on');
  if (config === undefined || image === undefined || areFatal(problems, failOn)) {
    throw new CommandFailure(`${shown(input)} can't be converted: mend what is told above first`);
  }
  const converted = convert(config, revision);
  const losses = converted.problems.map((problem) => placeIn(loaded, problem));
  tell(losses);
  if (converted.config === undefined || areFatal(losses, failOn)) {
    console.error(`cellblock: not converted: ${countText(losses) ?? 'impossible'}`);
    return FAILED;
  }
  const bytes = encode(converted.config);
  writeOutput(output, bytes);
  if (output !== STANDARD_OUTPUT) {
    const lost = losses.length > 0 ? `, ${countText(losses) ?? ''}` : '';
    console.log(`${output}: ${bytes.length} bytes, ${formatName(converted.config)}${lost}`);
  }
  return 0;
}
