// SPDX-License-Identifier: MIT
// Which files tell of the board of a system: those that cellblock.json names,
// or else those beside it with its name and an extension of theirs.
import { boardFilesOf, parseWorkspaceFile, workspaceFileName } from '../workspace-file.js';

const extensions =
  /^(dtb|dts|iomem|interrupts|lspci|cmdline|acpi|apic|madt|mcfg|dmar|ivrs|facp)(\.txt|\.bin)?$/i;

/** What is needed to find and read files; nothing throws. */
export interface BoardFolder {
  /** Names of the files in the folder of the system's configuration. */
  readonly names: readonly string[];
  /** Text of a file of that folder. */
  readonly textOf: (name: string) => string | undefined;
}

/** Paths relative to the system's folder, in the order in which they are believed. */
export function boardFileNames(system: string, { names, textOf }: BoardFolder): readonly string[] {
  const base = system.slice(Math.max(system.lastIndexOf('/'), system.lastIndexOf('\\')) + 1);
  const text = names.includes(workspaceFileName) ? textOf(workspaceFileName) : undefined;
  const listed = text === undefined ? [] : boardFilesOf(parseWorkspaceFile(text).file, base);
  if (listed.length > 0) return listed;
  const stem = base.replace(/\.(c|cell)$/, '');
  return names.filter(
    (name) => name.startsWith(`${stem}.`) && extensions.test(name.slice(stem.length + 1)),
  );
}
