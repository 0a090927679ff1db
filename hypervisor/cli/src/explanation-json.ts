// SPDX-License-Identifier: MIT
// Explanations as JSON for scripts; 64-bit numbers are hexadecimal strings.
import type { Cause, Explanation, ModelPath } from '@cellblock/cell-config';
import { toSourceExplanation } from '@cellblock/config-compiler';
import type { LoadedConfiguration } from './configuration.js';
import { compilationsOf } from './explained-configurations.js';
import { atPath, atRange } from './problem-json.js';
import type { PlaceJson } from './problem-json.js';

export function explanationsAsJson(
  explanations: readonly Explanation[],
  members: readonly LoadedConfiguration[],
): object {
  return { explanations: explanations.map((each) => explanationJson(each, members)) };
}

function explanationJson(
  explanation: Explanation,
  members: readonly LoadedConfiguration[],
): object {
  const { report, happened, places = [], causes } = explanation;
  const inSources = toSourceExplanation(explanation, compilationsOf(members));
  const { fault, message, text, line, cell, cpu, outcome } = report;
  return {
    fault: hexadecimal(fault),
    ...(message !== undefined && { message }),
    ...(text !== undefined && { text }),
    ...(line !== undefined && { line: line + 1 }),
    ...(cell !== undefined && { cell }),
    ...(cpu !== undefined && { cpu }),
    ...(outcome !== undefined && { outcome }),
    happened,
    places: places.map(({ at, message: words }) => ({ ...placeJson(at, members), message: words })),
    causes: causes.map((cause, index) => ({
      ...causeJson(cause, members),
      ...fixJson(inSources.causes[index]?.fix),
    })),
  };
}

function causeJson(cause: Cause, members: readonly LoadedConfiguration[]): object {
  const { title, likelihood, explanation, rule, at, related = [] } = cause;
  return {
    title,
    likelihood,
    explanation,
    ...(rule !== undefined && { rule }),
    ...(at && placeJson(at, members)),
    related: related.map((more) => ({ ...placeJson(more.at, members), message: more.message })),
  };
}

type SourceFix = ReturnType<typeof toSourceExplanation>['causes'][number]['fix'];

function fixJson(fix: SourceFix): object {
  if (fix === undefined) return {};
  const edits = fix.edits.map(({ range, newText }) => ({ ...atRange(range), newText }));
  return { fix: { title: fix.title, edits } };
}

function placeJson(at: ModelPath, members: readonly LoadedConfiguration[]): PlaceJson {
  const member = members.find(({ file }) => file === at.config);
  const range = member?.compilation?.positions.ofPath(at.steps);
  return range ? atRange(range) : atPath(at, member?.file ?? '');
}

/** JSON's numbers lose digits of addresses. */
function hexadecimal(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, each: unknown) =>
      typeof each === 'bigint' ? `0x${each.toString(16)}` : each,
    ),
  ) as unknown;
}
