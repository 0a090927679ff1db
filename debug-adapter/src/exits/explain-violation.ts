// SPDX-License-Identifier: MIT
// Why an access was a violation, in terms of the configurations and their
// lines. The words are the model's, as everywhere else.
import {
  explainReport,
  explanationText,
  violationReport,
  type ModelPath,
  type SystemSet,
  type ViolationRecord,
} from '@cellblock/cell-config';
import type { LoadedConfiguration } from '../launch/configuration.js';

/** How a configuration's file is named to the user. */
export type ShortPath = (path: string) => string;

/** An editor shows so many causes beside the stop; more would hide the code. */
const MOST_CAUSES = 3;

/** One line of text each. */
export function explainViolation(
  violation: ViolationRecord,
  cell: LoadedConfiguration,
  system: LoadedConfiguration,
  shortPath: ShortPath,
): readonly string[] {
  const report = violationReport(violation, cell.name);
  const explanation = explainReport(report, systemSet(cell, system));
  return explanationText(explanation, {
    placeOf: placeNamer([cell, system], shortPath),
    most: MOST_CAUSES,
  });
}

function systemSet(cell: LoadedConfiguration, system: LoadedConfiguration): SystemSet {
  return {
    ...(system.model.kind === 'system' && {
      system: { name: system.path, config: system.model },
    }),
    cells: cell.model.kind === 'cell' ? [{ name: cell.path, config: cell.model }] : [],
  };
}

/** Only sources have lines. */
function placeNamer(
  configurations: readonly LoadedConfiguration[],
  shortPath: ShortPath,
): (at: ModelPath) => string | undefined {
  return ({ config, steps }) => {
    const configuration = configurations.find(({ path }) => path === config);
    const source = configuration?.compilation?.positions.ofPath(steps);
    return source && `${shortPath(source.file)}:${source.start.line + 1}`;
  };
}
