// SPDX-License-Identifier: MIT
// Sources with a mistake: a valid one in which a token is lost, doubled,
// swapped or replaced. What gcc refuses must get no image here; what it still
// accepts must get its bytes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Choices, tapes } from './choices.test-support.js';
import { differenceOf, listing } from './compare.test-support.js';
import { judgeApart } from './judge.test-support.js';
import type { Judge } from './judge.test-support.js';
import { mainFile, sourceFrom } from './source.test-support.js';
import type { CorpusSource } from './source.test-support.js';

export interface MutantOptions {
  readonly judge: Judge;
  readonly seed: number;
  readonly count: number;
}

export interface MutantResult {
  readonly judged: number;
  /** Those that the compiler still takes. */
  readonly accepted: number;
  /** Those with an image that the compiler refuses, or with other bytes. */
  readonly failures: readonly string[];
  /** Those without an image that the compiler takes, by the problem that was found. */
  readonly stricter: ReadonlyMap<string, number>;
}

export function mutantCampaign({ judge, seed, count }: MutantOptions): MutantResult {
  const folder = mkdtempSync(join(tmpdir(), 'config-mutants-'));
  const pairs = fc.sample(
    fc.tuple(tapes, fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 })),
    {
      seed,
      numRuns: count,
    },
  );
  const sources = pairs.map(([tape, decisions]) =>
    mutant(sourceFrom(tape, { abi: 'any', suffix: '' }), new Choices(decisions)),
  );
  const failures: string[] = [];
  const stricter = new Map<string, number>();
  let accepted = 0;
  try {
    for (const [index, verdict] of judgeApart(sources, judge, folder).entries()) {
      const source = sources[index];
      if (source === undefined) continue;
      if ('bytes' in verdict) accepted++;
      const difference = differenceOf(source, verdict, judge.target);
      if (difference === undefined) continue;
      if (difference.kind.startsWith('refused')) {
        stricter.set(difference.kind, (stricter.get(difference.kind) ?? 0) + 1);
      } else failures.push(`seed ${seed}, mutant ${index}: ${difference.text}\n${listing(source)}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { judged: sources.length, accepted, failures, stricter };
}

const token =
  /[A-Za-z_]\w*|\d\w*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[{}[\]()=,;.&|+*<>?:~!-]/g;
const strangers = ['}', '{', ')', ';', ',', '1', 'nothing', '.missing', '[9]', '"x"', '+', '='];

function mutant(source: CorpusSource, choices: Choices): CorpusSource {
  const text = source.files.get(mainFile) ?? '';
  const all = [...text.matchAll(token)];
  const match = all[choices.below(Math.max(1, all.length))];
  if (match === undefined) return source;
  const [found] = match;
  const end = match.index + found.length;
  const put = (piece: string): string => text.slice(0, match.index) + piece + text.slice(end);
  const other = all[choices.below(all.length)]?.[0] ?? '';
  const made = [
    put(''),
    put(`${found} ${found}`),
    put(other),
    put(choices.pickFrom(strangers) ?? ''),
    put(`${found} ${choices.pickFrom(strangers) ?? ''}`),
  ];
  const files = new Map(source.files);
  files.set(mainFile, choices.pickFrom(made) ?? text);
  return { ...source, files };
}
