// SPDX-License-Identifier: MIT
// Our image of a source beside a compiler's, and what to show where they differ.
import { compile } from '../compile.js';
import type { Compilation } from '../compilation.js';
import { readRepositoryFile } from '../sources.test-support.js';
import type { TargetName } from '../target.js';
import type { Verdict } from './judge.test-support.js';
import { mainFile } from './source.test-support.js';
import type { CorpusSource } from './source.test-support.js';

const folder = 'corpus';

export function compileSource({ files, defines }: CorpusSource, target: TargetName): Compilation {
  return compile({
    file: `${folder}/${mainFile}`,
    readFile: (path) =>
      path.startsWith(`${folder}/`)
        ? files.get(path.slice(folder.length + 1))
        : readRepositoryFile(path),
    includePaths: [
      'configs/include',
      'configs/include/arch/arm64',
      'configs/include/arch/arm-common',
    ],
    defines: Object.fromEntries(defines),
    target,
  });
}

export interface Difference {
  /** Failures of one kind have one cause as a rule. */
  readonly kind: string;
  readonly text: string;
}

/**
 * What may be refused by the compilers alone: parameters and bodies of functions,
 * which are not read here, and values that clang knows and can't write.
 */
const exceptions =
  /expected declaration specifiers or|In function|cannot compile this static initializer yet/;

/** How the two differ; undefined if both agree, be it to refuse. */
export function differenceOf(
  source: CorpusSource,
  verdict: Verdict,
  target: TargetName,
): Difference | undefined {
  const compilation = compileSource(source, target);
  const { image } = compilation;
  if ('refusal' in verdict) {
    if (image === undefined || exceptions.test(verdict.refusal)) return undefined;
    return { kind: 'accepted', text: `accepted, but refused by the compiler: ${verdict.refusal}` };
  }
  if (image === undefined) {
    const errors = compilation.problems.filter(({ severity }) => severity === 'error');
    // Clang folds such a bound, GCC refuses it.
    if (errors[0]?.message.startsWith('A bound that overflows')) return undefined;
    const shown = errors.slice(0, 3).map(({ id, message, range }) => {
      return `${range.file}:${range.start.line + 1}: ${id}: ${message}`;
    });
    const kind = `refused: ${errors[0]?.id ?? 'no image'}`;
    return { kind, text: `refused, but accepted by the compiler:\n${shown.join('\n')}` };
  }
  const text = differenceOfBytes(compilation, image, verdict.bytes);
  return text === undefined ? undefined : { kind: 'bytes', text };
}

function differenceOfBytes(
  { positions }: Compilation,
  ours: Uint8Array,
  theirs: Uint8Array,
): string | undefined {
  const length = Math.max(ours.length, theirs.length);
  for (let offset = 0; offset < length; offset++) {
    if (ours[offset] === theirs[offset]) continue;
    const range = positions.ofBytes(offset, offset + 1);
    const place = range && `${range.file}:${range.start.line + 1}:${range.start.column + 1}`;
    return [
      `bytes differ first at offset ${offset}: ${hex(ours[offset])} for ${hex(theirs[offset])}`,
      `(${ours.length} bytes for ${theirs.length}), written at ${place ?? 'no place'}`,
    ].join(' ');
  }
  return undefined;
}

function hex(byte: number | undefined): string {
  return byte === undefined ? 'nothing' : `0x${byte.toString(16)}`;
}

/** Every file of a source, to be read by people. */
export function listing({ files, defines }: CorpusSource): string {
  const texts = [...files].map(([path, text]) => `==> ${path} <==\n${text}`);
  const options = [...defines].map(([name, value]) => `-D${name}=${value}`);
  return [...options, ...texts].join('\n');
}
