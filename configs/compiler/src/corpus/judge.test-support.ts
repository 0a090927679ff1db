// SPDX-License-Identifier: MIT
// C compilers as judges of many sources at once: each batch is one translation
// unit, and the bytes of every object are read from the ELF file it gives.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repository } from '../sources.test-support.js';
import type { TargetName } from '../target.js';
import { symbolBytes } from './elf.test-support.js';
import type { CorpusSource } from './source.test-support.js';
import { mainFile } from './source.test-support.js';

export interface Judge {
  readonly name: string;
  readonly compiler: string;
  readonly flags: readonly string[];
  /** What it builds for. */
  readonly target: TargetName;
}

export const judges = {
  gcc: { name: 'gcc', compiler: 'gcc', flags: [], target: 'x86_64' },
  clangAarch64: {
    name: 'clang for AArch64',
    compiler: 'clang-19',
    flags: ['--target=aarch64-none-elf'],
    target: 'aarch64',
  },
  clangX86: {
    name: 'clang for x86-64',
    compiler: 'clang-19',
    flags: ['--target=x86_64-none-elf'],
    target: 'x86_64',
  },
} as const satisfies Record<string, Judge>;

/** What a compiler says of one source: its bytes, or why it refuses. */
export type Verdict = { readonly bytes: Uint8Array } | { readonly refusal: string };

export const includePaths = [
  'configs/include',
  'configs/include/arch/arm64',
  'configs/include/arch/arm-common',
].map((path) => join(repository, path));

/** Judge sources with different suffixes; the answer has their order. */
export function judgeAll(
  sources: readonly CorpusSource[],
  judge: Judge,
  folder: string,
): Verdict[] {
  mkdirSync(folder, { recursive: true });
  for (const [index, { files }] of sources.entries()) {
    for (const [path, text] of files) {
      const target = join(folder, String(index), path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
  }
  const verdicts: Verdict[] = [];
  judgeSome(
    sources.map((source, index) => ({ source, index })),
    { judge, folder, verdicts },
  );
  rmSync(folder, { recursive: true, force: true });
  return verdicts;
}

/** Judge sources each in a unit of its own, as those must be that spoil what follows them. */
export function judgeApart(
  sources: readonly CorpusSource[],
  judge: Judge,
  folder: string,
): Verdict[] {
  return sources.flatMap((source) => judgeAll([source], judge, folder));
}

interface Numbered {
  readonly source: CorpusSource;
  readonly index: number;
}

interface Session {
  readonly judge: Judge;
  readonly folder: string;
  readonly verdicts: Verdict[];
}

function judgeSome(sources: readonly Numbered[], session: Session): void {
  if (sources.length === 0) return;
  const { verdicts } = session;
  const { object, errors } = compileUnit(sources, session);
  if (object !== undefined) {
    for (const { source, index } of sources) {
      const bytes = symbolBytes(object, source.object);
      verdicts[index] = bytes === undefined ? { refusal: 'it emits no object' } : { bytes };
    }
    return;
  }
  const blamed = sources.filter(({ index }) => errorOf(errors, index) !== undefined);
  if (sources.length === 1) {
    for (const { index } of sources)
      verdicts[index] = { refusal: errorOf(errors, index) ?? errors };
    return;
  }
  if (blamed.length === 0) {
    const middle = sources.length >> 1;
    judgeSome(sources.slice(0, middle), session);
    judgeSome(sources.slice(middle), session);
    return;
  }
  for (const { index } of blamed) verdicts[index] = { refusal: errorOf(errors, index) ?? errors };
  judgeSome(
    sources.filter((source) => !blamed.includes(source)),
    session,
  );
}

function errorOf(errors: string, index: number): string | undefined {
  const place = `(?:\\./)?${index}/.*`;
  return new RegExp(`^(?:${place}In function .*\\n)?${place}error: .*$`, 'm').exec(errors)?.[0];
}

function compileUnit(
  sources: readonly Numbered[],
  { judge, folder }: Session,
): { object?: Uint8Array; errors: string } {
  const unit = sources
    .map(({ source, index }) => {
      const defines = [...source.defines].map(([name, value]) => `#define ${name} ${value}\n`);
      return `${defines.join('')}#include "${index}/${mainFile}"\n`;
    })
    .join('');
  writeFileSync(join(folder, 'unit.c'), unit);
  const limit = judge.compiler.startsWith('clang') ? ['-ferror-limit=0'] : ['-fmax-errors=0'];
  const includes = includePaths.map((path) => `-I${path}`);
  const args = [...judge.flags, ...limit, '-O0', '-w', ...includes, '-c', 'unit.c', '-o', 'unit.o'];
  const { status, stderr, error } = spawnSync(judge.compiler, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) throw error;
  if (status !== 0) return { errors: stderr };
  return { object: new Uint8Array(readFileSync(join(folder, 'unit.o'))), errors: '' };
}
