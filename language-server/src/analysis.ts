// SPDX-License-Identifier: MIT
// Compiles configurations when they are asked about, and not again while
// nothing that they read has changed.
import { basename, dirname } from 'node:path';
import { createCompiler } from '@cellblock/config-compiler';
import type { Compilation } from '@cellblock/config-compiler';
import type { Documents } from './documents.js';
import type { Workspace } from './workspace.js';

interface Remembered {
  readonly compilation: Compilation;
  readonly includePaths: readonly string[];
  /** Every file that was asked for, and its text then; undefined: it was not there. */
  readonly read: ReadonlyMap<string, string | undefined>;
}

/** So many configurations are compiled to find one that includes a header. */
const includerLimit = 8;

export class Analysis {
  private readonly remembered = new Map<string, Remembered>();
  /** A configuration that has included a header. */
  private readonly includedBy = new Map<string, string>();
  /** Files that nothing includes, with the number of compilations when that was so. */
  private readonly searched = new Map<string, number>();
  private compilations = 0;
  /** Remembers headers from one compilation to the next. */
  private readonly compiler = createCompiler();

  constructor(
    private readonly documents: Documents,
    private readonly workspace: Workspace,
  ) {}

  compilation(file: string): Compilation {
    const includePaths = this.workspace.includePathsFor(file);
    const known = this.remembered.get(file);
    if (known !== undefined && this.isCurrent(known, includePaths)) return known.compilation;
    const read = new Map<string, string | undefined>();
    const readFile = (path: string): string | undefined => {
      if (!read.has(path)) read.set(path, this.documents.read(path));
      return read.get(path);
    };
    const compilation = this.compiler.compile({ file, readFile, includePaths });
    this.compilations++;
    this.remembered.set(file, { compilation, includePaths, read });
    return compilation;
  }

  /** A configuration as it would be with another text; it is not remembered. */
  variant(file: string, text: string): Compilation {
    const readFile = (path: string): string | undefined =>
      path === file ? text : this.documents.read(path);
    const includePaths = this.workspace.includePathsFor(file);
    return this.compiler.compile({ file, readFile, includePaths });
  }

  /** A compilation in which this file takes part: its own, or of a configuration that includes it. */
  compilationWith(file: string): Compilation | undefined {
    if (this.workspace.isConfiguration(file)) return this.compilation(file);
    const open = this.documents.open().filter((other) => this.workspace.isConfiguration(other));
    const known = this.includedBy.get(file);
    return (
      this.firstWith(file, known === undefined ? open : [...open, known]) ?? this.searchWith(file)
    );
  }

  /** A search that found nothing is done again only after something was compiled anew. */
  private searchWith(file: string): Compilation | undefined {
    if (this.searched.get(file) === this.compilations) return undefined;
    const found = this.firstWith(file, this.likelyToInclude(file));
    if (found === undefined) this.searched.set(file, this.compilations);
    return found;
  }

  private firstWith(file: string, configurations: readonly string[]): Compilation | undefined {
    for (const configuration of configurations) {
      const compilation = this.compilation(configuration);
      if (!compilation.dependencies.includes(file)) continue;
      this.includedBy.set(file, configuration);
      return compilation;
    }
    return undefined;
  }

  /** Configurations of the workspace that name a header, those in its folder first. */
  private likelyToInclude(file: string): readonly string[] {
    const name = basename(file);
    if (!name.endsWith('.h')) return [];
    const isBeside = (other: string): number => Number(dirname(other) === dirname(file));
    return this.workspace
      .configurations()
      .filter((other) => this.documents.read(other)?.includes(name))
      .sort((a, b) => isBeside(b) - isBeside(a))
      .slice(0, includerLimit);
  }

  /** The open configurations whose problems may change when this file does. */
  dependents(file: string): readonly string[] {
    return this.documents
      .open()
      .filter((other) => other !== file && this.workspace.isConfiguration(other))
      .filter(
        (other) =>
          this.workspace.systemOf(other) === file ||
          this.workspace.systemOf(file) === other ||
          this.tellsOfBoard(file, other) ||
          (this.remembered.get(other)?.read.has(file) ?? false),
      );
  }

  /** Whether a file is about the board of a configuration. */
  private tellsOfBoard(file: string, configuration: string): boolean {
    // Sources are asked about with every key, and never tell of boards.
    if (/\.[ch]$/.test(file)) return false;
    const system = this.workspace.systemOf(configuration) ?? configuration;
    return this.workspace.boards.filesOf(system).includes(file);
  }

  forget(file: string): void {
    this.remembered.delete(file);
  }

  private isCurrent(known: Remembered, includePaths: readonly string[]): boolean {
    return (
      includePaths.join('\n') === known.includePaths.join('\n') &&
      [...known.read].every(([path, text]) => this.documents.read(path) === text)
    );
  }
}
