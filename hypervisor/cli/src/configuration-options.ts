// SPDX-License-Identifier: MIT
// Options that all commands on configurations have, and what they mean.
import type { TargetName } from '@cellblock/config-compiler';
import { CommandFailure, USAGE } from './command-failure.js';
import type { Arguments, Completion, OptionDescription } from './command-line/command.js';
import type { LoadOptions } from './configuration.js';
import { colorChoices } from './terminal-style.js';

export const sourceFiles: Completion = { kind: 'file', extensions: ['.c'] };
export const configurationFiles: Completion = { kind: 'file', extensions: ['.c', '.cell'] };

const targets: readonly TargetName[] = ['aarch64', 'arm', 'x86_64'];

/** How sources are read. */
export const sourceOptions: readonly OptionDescription[] = [
  {
    long: 'include',
    short: 'I',
    value: { name: 'folder', completion: { kind: 'folder' } },
    repeatable: true,
    describe: 'where headers are, before all others (repeatable)',
  },
  {
    long: 'define',
    short: 'D',
    value: { name: 'name[=value]' },
    repeatable: true,
    describe: 'a macro, 1 if it has no value (repeatable)',
  },
  {
    long: 'target',
    value: { name: 'machine', completion: { kind: 'choice', of: targets } },
    describe:
      'whose ABI holds: aarch64 (the default below a folder arm64), arm or x86_64; and whose a ' +
      '.cell file is that does not say it, as those before revision 14',
  },
];

export const colorOption: OptionDescription = {
  long: 'color',
  value: { name: 'when', completion: { kind: 'choice', of: colorChoices } },
  describe: 'auto (the default: on a terminal unless NO_COLOR is set), always or never',
};

export const failOnOption: OptionDescription = {
  long: 'fail-on',
  value: { name: 'severity', completion: { kind: 'choice', of: ['error', 'warning'] } },
  describe: 'what ends with status 1: an error (the default), or a warning, too',
};

/** Where headers of other trees come from, for the help of every command that reads sources. */
export const headersParagraph =
  'Headers are looked for beside the source, in the folders of -I, in configs/include and include ' +
  'of the nearest folder above the source that has jailhouse/cell-config.h, and in our own. The ' +
  'structs of those headers decide about the layout.';

/** From the options above; a macro without a proper name is a failure. */
export function loadOptionsOf(given: Arguments): LoadOptions {
  const defines = given.values('define').map((definition): readonly [string, string] => {
    const equals = definition.indexOf('=');
    const name = equals < 0 ? definition : definition.slice(0, equals);
    if (!/^[A-Za-z_]\w*(\([^)]*\))?$/.test(name)) {
      throw new CommandFailure(
        `-D '${definition}': '${name}' is no name of a macro; write -D NAME or -D NAME=VALUE`,
        USAGE,
      );
    }
    return [name, equals < 0 ? '1' : definition.slice(equals + 1)];
  });
  const target = targets.find((name) => name === given.value('target'));
  return {
    include: given.values('include'),
    defines: Object.fromEntries(defines),
    ...(target && { target }),
  };
}
