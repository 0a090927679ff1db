// SPDX-License-Identifier: MIT
// `cellblock config show`: what a configuration says, of any revision.
import type { Arguments, Command } from '../command-line/command.js';
import { FAILED } from '../command-failure.js';
import { configurationJson } from '../config-json.js';
import { configurationText } from '../config-text/configuration.js';
import {
  colorOption,
  configurationFiles,
  headersParagraph,
  loadOptionsOf,
  sourceOptions,
} from '../configuration-options.js';
import { configurationLoader } from '../configuration.js';
import { problemJson } from '../problem-json.js';
import { hasErrors, problemText, shown } from '../problem-text.js';
import { styleFor } from '../terminal-style.js';

export const configShow: Command = {
  words: ['config', 'show'],
  summary: 'show what a configuration says, source or .cell of any revision',
  details: [
    'Regions, CPUs, interrupts, devices and consoles by their names and addresses; problems of ' +
      'the file come below, and `config check` tells those with its system. With errors, what is ' +
      'understood is shown, and the status is 1.',
    '--json prints one object: kind, architecture, revision, layout, bytes, system (of a system ' +
      'only), cell, trailing, problems. Fields have the names of the C structs in camel case; ' +
      'fields of 64 bits are hexadecimal strings ("0x7fa00000"), all other numbers are numbers. ' +
      'Beside flags, types and bitmaps stand flagNames, typeName, cpus, interrupts and address.',
    headersParagraph,
  ],
  arguments: [
    {
      name: 'file',
      describe: 'a source (.c) or a .cell file; - is the standard input',
      least: 1,
      most: 1,
      completion: configurationFiles,
    },
  ],
  options: [...sourceOptions, { long: 'json', describe: 'print JSON for scripts' }, colorOption],
  examples: [
    { does: 'a source', command: 'cellblock config show configs/arm64/qemu-arm64.c' },
    {
      does: 'what Linux has loaded, through a pager',
      command: 'ssh board cat /lib/firmware/board.cell | cellblock config show - | less',
    },
    {
      does: 'the physical start of each memory region, by jq',
      command: "cellblock config show board.cell --json | jq -r '.cell.memoryRegions[].physStart'",
    },
  ],
  run,
};

function run(given: Arguments): number {
  const [file = ''] = given.positionals;
  const loader = configurationLoader(loadOptionsOf(given));
  const { config, image, problems } = loader.load(file);
  const size = image?.length ?? 0;
  const status = config === undefined || hasErrors(problems) ? FAILED : 0;
  if (given.has('json')) {
    const json = {
      file: shown(file),
      ...(config && configurationJson(config, size)),
      problems: problems.map(problemJson),
    };
    console.log(JSON.stringify(json, null, 2));
    return status;
  }
  const style = styleFor(process.stdout, given.value('color'));
  if (config !== undefined) {
    console.log(configurationText(config, size, style).join('\n'));
  }
  const isAlone = config === undefined;
  if (problems.length > 0 && !isAlone) console.log('');
  for (const problem of problems) {
    const lines = problemText(problem, { style, textOf: loader.textOf });
    if (isAlone) console.error(lines.join('\n'));
    else console.log(lines.join('\n'));
  }
  return status;
}
