// SPDX-License-Identifier: MIT
// Explanations of faults over compiled sources: the model's causes where their
// tokens are, with edits of the sources.
import type {
  Cause,
  Explanation,
  ModelPath,
  NamedConfig,
  RelatedPlace,
  SystemSet,
} from '@cellblock/cell-config';
import type { CheckContext } from './check-sources.js';
import type { Compilation, RelatedRange, SourceFix } from './compilation.js';
import { editedSourceOf, rangeOfPath } from './compile.js';
import { sourceFixOf } from './fixes/source-fix.js';
import type { SourceRange } from './source.js';

export interface SourceCause extends Omit<Cause, 'at' | 'related' | 'fix'> {
  readonly range?: SourceRange;
  readonly related?: readonly RelatedRange[];
  /** Absent where the source can't be edited so. */
  readonly fix?: SourceFix;
}

export interface SourceExplanation extends Omit<Explanation, 'places' | 'causes'> {
  readonly places: readonly RelatedRange[];
  readonly causes: readonly SourceCause[];
}

/** What compilations of one system stand for: at most one of a system. */
export function systemSetOf(
  compilations: readonly Compilation[],
  context: CheckContext = {},
): SystemSet {
  const named = compilations.flatMap(({ file, model }): NamedConfig[] =>
    model ? [{ name: file, config: model }] : [],
  );
  const systems = named.flatMap(({ name, config }) =>
    config.kind === 'system' ? [{ name, config }] : [],
  );
  const cells = named.flatMap(({ name, config }) =>
    config.kind === 'cell' ? [{ name, config }] : [],
  );
  return { ...context, ...(systems[0] && { system: systems[0] }), cells };
}

/** Paths into configurations that no compilation is of are left out. */
export function toSourceExplanation(
  explanation: Explanation,
  compilations: readonly Compilation[],
): SourceExplanation {
  const byFile = new Map(compilations.map((compilation) => [compilation.file, compilation]));
  const { report, happened, places = [], causes } = explanation;
  return {
    report,
    happened,
    places: relatedRanges(places, byFile),
    causes: causes.map((cause) => sourceCause(cause, byFile)),
  };
}

function sourceCause(cause: Cause, byFile: ReadonlyMap<string, Compilation>): SourceCause {
  const { title, likelihood, explanation, rule, at, related, fix } = cause;
  const range = at && rangeOf(at, byFile);
  const edits =
    fix &&
    sourceFixOf(fix, (config) => {
      const compilation = config === undefined ? undefined : byFile.get(config);
      return compilation && editedSourceOf(compilation);
    });
  return {
    title,
    likelihood,
    explanation,
    ...(rule !== undefined && { rule }),
    ...(range && { range }),
    ...(related && { related: relatedRanges(related, byFile) }),
    ...(edits && { fix: edits }),
  };
}

function rangeOf(at: ModelPath, byFile: ReadonlyMap<string, Compilation>): SourceRange | undefined {
  const compilation = at.config === undefined ? undefined : byFile.get(at.config);
  return compilation && rangeOfPath(compilation, at);
}

function relatedRanges(
  places: readonly RelatedPlace[],
  byFile: ReadonlyMap<string, Compilation>,
): RelatedRange[] {
  return places.flatMap(({ at, message }) => {
    const range = rangeOf(at, byFile);
    return range ? [{ range, message }] : [];
  });
}
