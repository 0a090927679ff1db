// SPDX-License-Identifier: MIT
// Many random sources against a compiler, in batches; failures are shrunk to
// small sources. Everything follows from the seed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { tapes } from './choices.test-support.js';
import { differenceOf, listing } from './compare.test-support.js';
import type { Difference } from './compare.test-support.js';
import { judgeAll } from './judge.test-support.js';
import type { Judge } from './judge.test-support.js';
import type { Abi } from './program.test-support.js';
import { sourceFrom } from './source.test-support.js';
import type { CorpusSource } from './source.test-support.js';

export interface CampaignOptions {
  readonly judge: Judge;
  readonly abi: Abi;
  readonly seed: number;
  readonly count: number;
  /** Failures of one kind that are shrunk and shown. */
  readonly shownOfKind: number;
}

export interface CampaignResult {
  readonly judged: number;
  readonly refused: number;
  /** How often each kind of failure happened. */
  readonly kinds: ReadonlyMap<string, number>;
  readonly failures: readonly string[];
}

const batchSize = 100;

type Tape = readonly number[];

/** Judge `count` sources; each failure tells its seed, difference and source. */
export function campaign(options: CampaignOptions): CampaignResult {
  const { judge, seed, count, shownOfKind } = options;
  const folder = mkdtempSync(join(tmpdir(), 'config-corpus-'));
  const failures: string[] = [];
  const kinds = new Map<string, number>();
  let judged = 0;
  let refused = 0;
  try {
    for (let batch = 0; judged < count; batch++) {
      const size = Math.min(batchSize, count - judged);
      const samples = fc.sample(tapes, { seed: seed + batch, numRuns: size });
      const sources = sourcesOf(samples, options);
      const verdicts = judgeAll(sources, judge, folder);
      for (const [index, tape] of samples.entries()) {
        const [source, verdict] = [sources[index], verdicts[index]];
        if (source === undefined || verdict === undefined) continue;
        judged++;
        if ('refusal' in verdict) refused++;
        const difference = differenceOf(source, verdict, judge.target);
        if (difference === undefined) continue;
        const earlier = kinds.get(difference.kind) ?? 0;
        kinds.set(difference.kind, earlier + 1);
        if (earlier >= shownOfKind) continue;
        failures.push(describeFailure(tape, { ...options, seed: seed + batch }, folder));
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { judged, refused, kinds, failures };
}

function describeFailure(
  tape: readonly number[],
  options: CampaignOptions,
  folder: string,
): string {
  const { judge, seed } = options;
  const differences = (candidates: readonly Tape[]): (Difference | undefined)[] => {
    const sources = sourcesOf(candidates, options);
    const verdicts = judgeAll(sources, judge, folder);
    return sources.map((source, index) => {
      const verdict = verdicts[index];
      return verdict && differenceOf(source, verdict, judge.target);
    });
  };
  const [whole] = differences([tape]);
  const small = shrink(tape, (candidates) =>
    differences(candidates).findIndex((difference) => difference?.kind === whole?.kind),
  );
  const [source] = sourcesOf([small], options);
  const [difference] = differences([small]);
  const head = `seed ${seed}, against ${judge.name}: ${difference?.text ?? 'only among others'}`;
  return source === undefined ? head : `${head}\n${listing(source)}`;
}

function sourcesOf(samples: readonly Tape[], { abi }: CampaignOptions): CorpusSource[] {
  return samples.map((tape, index) => sourceFrom(tape, { abi, suffix: `_${index}` }));
}

/**
 * Shorter tapes, then smaller numbers, as long as the failure stays.
 * `firstFailing` judges candidates together and gives an index or -1.
 */
function shrink(tape: Tape, firstFailing: (candidates: readonly Tape[]) => number): Tape {
  let best = tape;
  const improve = (candidates: readonly Tape[]): boolean => {
    const different = candidates.filter((candidate) => !isSame(candidate, best));
    for (let from = 0; from < different.length; from += batchSize) {
      const some = different.slice(from, from + batchSize);
      const found = some[firstFailing(some)];
      if (found !== undefined) best = found;
      if (found !== undefined) return true;
    }
    return false;
  };
  const sizes = [512, 128, 32, 8, 3, 1];
  for (const size of [...sizes, ...sizes.slice(2)]) {
    for (let rounds = 0; rounds < 20; rounds++) {
      const isBetter = improve(withoutPieces(best, size)) || improve(withZeros(best, size));
      if (!isBetter) break;
    }
  }
  return best;
}

function isSame(a: Tape, b: Tape): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

function startsOf(tape: Tape, size: number): number[] {
  return Array.from({ length: Math.ceil(tape.length / size) }, (_, index) => index * size);
}

function withoutPieces(tape: Tape, size: number): Tape[] {
  const pieces = startsOf(tape, size).map((at) => [...tape.slice(0, at), ...tape.slice(at + size)]);
  return [tape.slice(0, tape.length >> 1), ...pieces];
}

function withZeros(tape: Tape, size: number): Tape[] {
  return startsOf(tape, size).map((at) =>
    tape.map((value, index) => (index >= at && index < at + size ? 0 : value)),
  );
}
