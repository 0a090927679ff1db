// SPDX-License-Identifier: MIT
// Our image of a source beside a compiler's, and what to show where they differ.
import { compile } from '../compile.js';
import type { Compilation, SourceProblem } from '../compilation.js';
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
 * which are not read here, and shifts that clang computes and takes for no constant.
 */
const exceptions =
  /expected declaration specifiers or|In function|cannot compile this static initializer yet|not a compile-time constant/;

/** GCC takes no negative or overflowing shift in a compound literal, and everywhere else. */
function isInLiteral(refusal: string, { files }: CorpusSource): boolean {
  const hasLiteral = [...files.values()].some((text) => /\)\s*\{/.test(text));
  return hasLiteral && refusal.includes('initializer element is not constant');
}

/** What GCC 12 refuses, and so do we, while clang and newer GCCs go on with a warning. */
function isRefusedByFew({ id, message }: SourceProblem): boolean {
  return id === 'enumeration-overflow' || message.startsWith('A bound that overflows');
}

/** How the two differ; undefined if both agree, be it to refuse. */
export function differenceOf(
  source: CorpusSource,
  verdict: Verdict,
  target: TargetName,
): Difference | undefined {
  const compilation = compileSource(source, target);
  const { image } = compilation;
  if ('refusal' in verdict) {
    const { refusal } = verdict;
    const isExempt = exceptions.test(refusal) || isInLiteral(refusal, source);
    if (image === undefined || isExempt) return undefined;
    return { kind: 'accepted', text: `accepted, but refused by the compiler: ${refusal}` };
  }
  if (image === undefined) {
    const errors = compilation.problems.filter(({ severity }) => severity === 'error');
    if (errors[0] !== undefined && isRefusedByFew(errors[0])) return undefined;
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
