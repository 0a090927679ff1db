// SPDX-License-Identifier: MIT
// Compiles configurations when they are asked about, and not again while
// nothing that they read has changed.
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

export class Analysis {
  private readonly remembered = new Map<string, Remembered>();
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
    return this.documents
      .open()
      .filter((other) => this.workspace.isConfiguration(other))
      .map((other) => this.compilation(other))
      .find(({ dependencies }) => dependencies.includes(file));
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
          (this.remembered.get(other)?.read.has(file) ?? false),
      );
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
