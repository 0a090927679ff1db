// SPDX-License-Identifier: MIT
// `cellblock config check`: everything that is wrong with configurations, each
// with the system or the cells that belong to it.
import { resolve } from 'node:path';
import type { Arguments, Command } from '../command-line/command.js';
import { CommandFailure, FAILED, USAGE } from '../command-failure.js';
import { boardOf, problemsWithBoard } from '../board.js';
import { checkGroups } from '../check-groups.js';
import type { CheckGroup } from '../check-groups.js';
import {
  colorOption,
  configurationFiles,
  failOnOption,
  headersParagraph,
  loadOptionsOf,
  sourceOptions,
} from '../configuration-options.js';
import { checkTogether, configurationLoader } from '../configuration.js';
import type { Loader, PlacedProblem } from '../configuration.js';
import { STANDARD_INPUT } from '../input-file.js';
import { problemsAsJson } from '../problem-json.js';
import { areFatal, countText, hasErrors, problemText, shown } from '../problem-text.js';
import { sarifLog } from '../sarif.js';
import { styleFor } from '../terminal-style.js';

export const configCheck: Command = {
  words: ['config', 'check'],
  summary: 'check configurations, each together with its system or its cells',
  details: [
    'Cells are checked with the system that is given. Without one, a cell goes with the system ' +
      'beside it whose name its own starts with (qemu-arm64-inmate-demo.c with qemu-arm64.c), ' +
      'and only the files that are given are reported.',
    'Files that tell of the board are taken into account: those of --board, or those that ' +
      'cellblock.json beside the system names in "board", or those beside it that have its name, ' +
      'as board.dts, board.iomem, board.lspci and board.cmdline have that of board.c.',
    headersParagraph,
  ],
  arguments: [
    {
      name: 'file',
      describe: 'a system and its cells, .c or .cell, or - for the standard input',
      least: 1,
      completion: configurationFiles,
    },
  ],
  options: [
    ...sourceOptions,
    {
      long: 'together',
      describe: 'the cells are to run at the same time, so no two may have the same CPU',
    },
    {
      long: 'board',
      value: { name: 'file', completion: { kind: 'file', extensions: ['.dts', '.dtb', '.txt'] } },
      repeatable: true,
      describe:
        'what is known of the board: a device tree, /proc/iomem, /proc/interrupts, lspci -vv, ' +
        'ACPI tables, a kernel command line (repeatable)',
    },
    failOnOption,
    { long: 'json', describe: 'print the problems as JSON' },
    { long: 'sarif', describe: 'print the problems as a SARIF 2.1.0 log' },
    colorOption,
  ],
  examples: [
    {
      does: 'a system with two cells that run beside each other',
      command: 'cellblock config check --together board.c board-control.c board-vision.c',
    },
    {
      does: 'with what a device tree and the command line of its kernel tell',
      command: 'cellblock config check --board board.dtb --board cmdline.txt board.c',
    },
    {
      does: 'every board, for a build that allows no warning',
      command: 'cellblock config check configs/arm64/*.c --fail-on warning',
    },
    {
      does: 'for a code scanning service',
      command: 'cellblock config check configs/arm64/*.c --sarif > problems.sarif',
    },
  ],
  run,
};

function run(given: Arguments): number {
  if (given.has('json') && given.has('sarif')) {
    throw new CommandFailure('--json and --sarif exclude each other: give one of them', USAGE);
  }
  const paths = given.positionals.map((file) => (file === STANDARD_INPUT ? file : resolve(file)));
  const files = [...new Set(paths)];
  const loader = configurationLoader(loadOptionsOf(given));
  const groups = checkGroups(files, loader);
  const problems = groups.flatMap((group) => problemsOf(group, files, given));
  if (given.has('json')) {
    console.log(JSON.stringify(problemsAsJson(files, problems), null, 2));
  } else if (given.has('sarif')) {
    console.log(JSON.stringify(sarifLog(files, problems), null, 2));
  } else {
    printText(groups, problems, loader, given);
  }
  return areFatal(problems, given.value('fail-on')) ? FAILED : 0;
}

/** Only what is wrong in the files that were asked for. */
function problemsOf(
  { system, cells }: CheckGroup,
  files: readonly string[],
  given: Arguments,
): PlacedProblem[] {
  const members = [...(system ? [system] : []), ...cells];
  const board = boardOf(system, given.values('board'));
  const found = [
    ...members.flatMap(({ problems }) => problems),
    ...checkTogether(members, {
      launchSet: given.has('together'),
      ...(board && { board: board.facts }),
    }),
  ].filter(({ file }) => files.includes(file));
  return board === undefined ? found : [...found, ...problemsWithBoard(board)];
}

function printText(
  groups: readonly CheckGroup[],
  problems: readonly PlacedProblem[],
  loader: Loader,
  given: Arguments,
): void {
  const style = styleFor(process.stdout, given.value('color'));
  for (const problem of problems) {
    console.log(problemText(problem, { style, textOf: loader.textOf }).join('\n'));
  }
  for (const { system, isFound } of groups) {
    if (system === undefined || !isFound) continue;
    const flaw = hasErrors(system.problems) ? ', which has errors of its own' : '';
    console.log(`checked with ${shown(system.file)}${flaw}`);
  }
  const count = countText(problems);
  if (areFatal(problems, given.value('fail-on'))) console.error(`cellblock: ${count ?? ''}`);
  else console.log(count ?? `no problem${given.positionals.length === 1 ? '' : 's'} found`);
}
