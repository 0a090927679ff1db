// SPDX-License-Identifier: MIT
// `cellblock config explain`: what a message of the hypervisor, an error or a
// rule means, in terms of given configurations.
import { explainReport, explainText, explanationText, isOperation } from '@cellblock/cell-config';
import type { Explanation, Operation, SystemSet } from '@cellblock/cell-config';
import { boardOf, problemsWithBoard } from '../board.js';
import { checkGroups } from '../check-groups.js';
import { CommandFailure, FAILED, USAGE } from '../command-failure.js';
import type { Arguments, Command } from '../command-line/command.js';
import {
  configurationFiles,
  headersParagraph,
  loadOptionsOf,
  sourceOptions,
} from '../configuration-options.js';
import { configurationLoader } from '../configuration.js';
import type { LoadedConfiguration } from '../configuration.js';
import { subjectOf } from '../explain-subject.js';
import { placeNamer, systemSetOfMembers } from '../explained-configurations.js';
import { explanationsAsJson } from '../explanation-json.js';
import { printable } from '../printable.js';
import { problemText } from '../problem-text.js';
import { styleFor } from '../terminal-style.js';

const operationChoices: readonly Operation[] = [
  ...(['enable', 'disable', 'create', 'load', 'start', 'shutdown', 'destroy', 'linux'] as const),
];

export const configExplain: Command = {
  words: ['config', 'explain'],
  summary: 'explain a hypervisor message, an error or a rule by configurations',
  details: [
    'Console text may come from the hypervisor, the kernel log or the tools, in any mixture; what ' +
      'is said of registers, cells and CPUs is taken from it. Causes come in the order of their ' +
      'likelihood, each with the line of the configuration and, where there is one, the edit.',
    'Cells without --system go with the system beside them, as for `config check`.',
    headersParagraph,
  ],
  arguments: [
    {
      name: 'subject',
      describe:
        'a rule (cpu-not-in-root-cell), a reason (REFUSAL_REGION_OWNED), an error (EBUSY), console ' +
        'text, a file with it, or - for the standard input',
      least: 1,
      most: 1,
      completion: { kind: 'file', extensions: [] },
    },
  ],
  options: [
    {
      long: 'system',
      value: { name: 'file', completion: configurationFiles },
      describe: "the system's configuration, .c or .cell",
    },
    {
      long: 'cell',
      value: { name: 'file', completion: configurationFiles },
      repeatable: true,
      describe: "a cell's configuration, .c or .cell (repeatable)",
    },
    {
      long: 'board',
      value: { name: 'file', completion: { kind: 'file', extensions: [] } },
      repeatable: true,
      describe: 'what is known of the board, as for `config check` (repeatable)',
    },
    {
      long: 'operation',
      value: { name: 'name', completion: { kind: 'choice', of: operationChoices } },
      describe: 'what was asked for when it failed',
    },
    ...sourceOptions,
    { long: 'json', describe: 'print JSON for scripts' },
  ],
  examples: [
    {
      does: 'why a cell was parked',
      command:
        'cellblock config explain "Unhandled data read at 0xb00308(4)" --system board.c --cell board-demo.c',
    },
    {
      does: 'all that a console says',
      command: 'ssh board jailhouse console | cellblock config explain - --system board.c',
    },
    {
      does: 'an error of a request',
      command: 'cellblock config explain EBUSY --operation create --cell board-demo.c',
    },
    { does: 'a rule', command: 'cellblock config explain region-overlap-in-cell' },
  ],
  run,
};

function run(given: Arguments): number {
  const word = given.value('operation');
  const operation = word !== undefined && isOperation(word) ? word : undefined;
  const subject = subjectOf(given.positionals[0] ?? '', operation);
  if (subject.kind === 'page') {
    if (given.has('json')) console.log(JSON.stringify({ page: subject.text }, null, 2));
    else process.stdout.write(subject.text);
    return 0;
  }
  const members = membersOf(given);
  const board = boardOf(
    members.find(({ config }) => config?.kind === 'system'),
    given.values('board'),
  );
  for (const problem of board ? problemsWithBoard(board) : []) {
    console.error(problemText(problem, { style: styleFor(process.stderr) }).join('\n'));
  }
  const set = systemSetOfMembers(members, board?.facts);
  const asked = operation && { operation };
  const explanations =
    subject.kind === 'report'
      ? [explainReport(subject.report, set, { ...asked })]
      : explainConsole(subject.text, set, asked);
  if (given.has('json')) {
    console.log(JSON.stringify(explanationsAsJson(explanations, members), null, 2));
  } else {
    printText(explanations, members);
  }
  return explanations.length > 0 ? 0 : FAILED;
}

function explainConsole(
  text: string,
  set: SystemSet,
  asked: { readonly operation: Operation } | undefined,
): Explanation[] {
  const found = explainText(text, set, { ...asked });
  if (found.length === 0) {
    console.error(
      'cellblock: nothing in the text is a fault, an error or a warning that is known, nor a rule or a reason; ' +
        'give lines of the console as they are, or a rule by its id',
    );
  }
  return found;
}

function membersOf(given: Arguments): readonly LoadedConfiguration[] {
  const loader = configurationLoader(loadOptionsOf(given));
  const system = given.value('system');
  const files = [...(system === undefined ? [] : [system]), ...given.values('cell')];
  const members = checkGroups(files, loader).flatMap((group) => [
    ...(group.system ? [group.system] : []),
    ...group.cells,
  ]);
  const systems = new Set(members.filter(({ config }) => config?.kind === 'system'));
  if (systems.size > 1) throw new CommandFailure('the files are of more than one system', USAGE);
  for (const { file, problems, config } of members) {
    const [first] = problems;
    if (config === undefined) {
      throw new CommandFailure(`${file}: ${first?.problem.message ?? 'is no configuration'}`);
    }
  }
  return [...new Set(members)];
}

function printText(
  explanations: readonly Explanation[],
  members: readonly LoadedConfiguration[],
): void {
  const placeOf = placeNamer(members);
  explanations.forEach((explanation, index) => {
    if (index > 0) console.log('');
    const { text } = explanation.report;
    if (text !== undefined) console.log(`> ${printable(text.trim())}`);
    for (const line of explanationText(explanation, { placeOf })) console.log(printable(line));
  });
}
