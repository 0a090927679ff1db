// SPDX-License-Identifier: MIT
// The kernel's command line: as /proc/cmdline has it, or in a script that
// makes it (GRUB's defaults, a boot loader's environment).
import { noFacts } from './board-facts.js';
import type { BoardFacts, CommandLineFact, MemoryOption } from './board-facts.js';

/** A script keeps the words in a variable of one of these names. */
const variable =
  /^\s*(?:export\s+|setenv\s+)?(GRUB_CMDLINE_LINUX\w*|bootargs|APPEND|append|linux)\b\s*[=\s]\s*(.*)$/m;

export function factsOfCommandLine(text: string, from: string): BoardFacts {
  return { ...noFacts, files: [from], commandLine: commandLineFrom(text, from) };
}

export function commandLineFrom(text: string, from: string): CommandLineFact {
  const lines = text.split(/\r?\n/).filter((line) => !/^\s*(#|$)/.test(line));
  const assigned = lines.flatMap((line) => {
    const found = variable.exec(line)?.[2];
    return found === undefined ? [] : [found.trim().replace(/^(["'])(.*)\1$/, '$2')];
  });
  const isScript = assigned.length > 0;
  const words = (isScript ? assigned : lines).join(' ').trim();
  const options = wordsOf(words).map((word) => {
    const equals = word.indexOf('=');
    return equals < 0
      ? { name: word, value: '' }
      : { name: word.slice(0, equals), value: word.slice(equals + 1) };
  });
  const memory = options.flatMap(({ name, value }) => {
    if (name === 'mem') return [memoryOption('mem', value)];
    return name === 'memmap' ? value.split(',').map((part) => memoryOption('memmap', part)) : [];
  });
  return { from, text: words, isScript, options, memory };
}

/** Words between spaces; a quoted part keeps its spaces. */
function wordsOf(text: string): string[] {
  const words = text.match(/(?:"[^"]*"|[^\s"])+/g) ?? [];
  return words.map((word) => word.replaceAll('"', ''));
}

const suffixes: Readonly<Record<string, bigint>> = {
  k: 1n << 10n,
  m: 1n << 20n,
  g: 1n << 30n,
  t: 1n << 40n,
};

/** Size, a character, address: both may end in K, M, G or T. */
function memoryOption(option: MemoryOption['option'], value: string): MemoryOption {
  const text = `${option}=${value}`;
  const size = leadingNumber(value);
  const behind = value.slice(size.length);
  // A backslash that the boot loader should have taken away makes the kernel stop reading.
  const kind = (/^[$@#!%]/.exec(behind)?.[0] ?? '') as MemoryOption['kind'];
  if (kind === '') return { option, text, kind, size: size.value, rest: behind };
  const start = leadingNumber(behind.slice(1));
  const rest = behind.slice(1 + start.length);
  return { option, text, kind, size: size.value, start: start.value, rest };
}

function leadingNumber(text: string): { readonly value: bigint; readonly length: number } {
  const found = /^(0[xX][0-9a-fA-F]{1,16}|\d{1,20})([kKmMgGtT]?)/.exec(text);
  if (found?.[1] === undefined) return { value: 0n, length: 0 };
  const factor = suffixes[(found[2] ?? '').toLowerCase()] ?? 1n;
  return { value: BigInt(found[1]) * factor, length: found[0].length };
}
