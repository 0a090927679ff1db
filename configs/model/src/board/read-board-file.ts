// SPDX-License-Identifier: MIT
// One file about a board, whatever it is: content decides, and the name where
// texts could be two things.
import type { BoardFacts } from './board-facts.js';
import { noFacts } from './board-facts.js';
import { bytesOfAcpidump, acpidumpLine, factsOfAcpi, isAcpiTable } from './acpi/tables.js';
import { damaged } from './board-problem.js';
import type { BoardProblem } from './board-problem.js';
import { factsOfCommandLine } from './command-line.js';
import { readDts } from './dts/read-dts.js';
import type { ReadInclude } from './dts/preprocess.js';
import { factsOfIomem, iomemLine } from './iomem.js';
import { factsOfLspci, functionLine } from './lspci.js';
import { factsOfInterrupts, interruptLine } from './proc-interrupts.js';
import { isDtb, readDtb } from './read-dtb.js';
import { factsOfTree } from './tree-facts.js';

export interface BoardFile {
  /** As messages name it. */
  readonly name: string;
  /** For files that it includes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface BoardFileRead {
  readonly facts: BoardFacts;
  readonly problems: readonly BoardProblem[];
  /** Files that it includes, as far as they were asked for. */
  readonly included: readonly string[];
}

/** No file about a board comes near; the largest are whole dumps of lspci -xxxx. */
const largest = 32 << 20;

export function readBoardFile(file: BoardFile, readInclude: ReadInclude): BoardFileRead {
  const { name, path, bytes } = file;
  if (bytes.length > largest) return nothing('It is larger than any file about a board.');
  if (isDtb(bytes) || name.endsWith('.dtb')) {
    const { tree, problems } = readDtb(bytes);
    return { facts: tree ? factsOfTree(tree, name) : noFacts, problems, included: [] };
  }
  if (isAcpiTable(bytes)) return { ...factsOfAcpi(bytes, name), included: [] };
  const text = latin1(bytes);
  if (/\.dtsi?$/.test(name) || /^\s*\/dts-v1\/\s*;/m.test(text)) {
    const { tree, problems, included } = readDts(text, path, readInclude);
    return { facts: tree ? factsOfTree(tree, name) : noFacts, problems, included };
  }
  return { ...readText(name, text), included: [] };
}

type TextReader = (text: string, name: string) => Omit<BoardFileRead, 'included'>;

const commandLine: TextReader = (text, name) => ({
  facts: factsOfCommandLine(text, name),
  problems: [],
});

/** A text is what its first lines look like; lines of lspci look like some of the others, too. */
const texts: readonly {
  readonly name: RegExp;
  readonly line: RegExp;
  readonly read: TextReader;
}[] = [
  { name: /iomem/i, line: iomemLine, read: factsOfIomem },
  { name: /lspci/i, line: functionLine, read: factsOfLspci },
  { name: /interrupts|irqs?\b/i, line: interruptLine, read: factsOfInterrupts },
  {
    name: /cmdline|bootargs|grub/i,
    line: /^[^:{}]*\b(console|root|mem|memmap)=/,
    read: commandLine,
  },
];

function readText(name: string, text: string): Omit<BoardFileRead, 'included'> {
  if (acpidumpLine.test(text)) return factsOfAcpi(bytesOfAcpidump(text), name);
  const rows = text.split('\n', 64);
  const reader =
    texts.find(({ line }) => rows.some((row) => line.test(row))) ??
    texts.find((each) => each.name.test(name));
  return reader?.read(text, name) ?? nothing(unknownFile);
}

const unknownFile =
  'What it is can not be told: a device tree (.dts, .dtb), /proc/iomem, /proc/interrupts, ' +
  'lspci -vv, an ACPI table or a kernel command line is expected.';

function nothing(message: string): BoardFileRead {
  return { facts: noFacts, problems: [damaged(message)], included: [] };
}

/** UTF-8 is not needed: what matters is ASCII, and a comment may be anything. */
function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += 8192) {
    parts.push(String.fromCharCode(...bytes.subarray(start, start + 8192)));
  }
  return parts.join('');
}
