// SPDX-License-Identifier: MIT
// Problems as a log of SARIF 2.1.0 (Static Analysis Results Interchange
// Format, OASIS), which code scanning services and editors read.
import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checks } from '@cellblock/cell-config';
import type { PlacedProblem } from './configuration.js';
import { problemJson } from './problem-json.js';
import type { PlaceJson, ProblemJson } from './problem-json.js';
import { shown } from './problem-text.js';
import { version } from './version.js';

/** Stands for the folder that the command ran in. */
const ROOT = '%SRCROOT%';

const levels = { error: 'error', warning: 'warning', information: 'note' } as const;

export function sarifLog(files: readonly string[], problems: readonly PlacedProblem[]): object {
  const found = problems.map(problemJson);
  const ids = [...new Set(found.map(({ id }) => id))].sort();
  return {
    $schema:
      'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'cellblock', semanticVersion: version, rules: ids.map(rule) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [ROOT]: { uri: `${pathToFileURL(process.cwd()).href}/` } },
        artifacts: files.map((file) => ({ location: artifactLocation(shown(file)) })),
        results: found.map((problem) => result(problem, ids)),
      },
    ],
  };
}

function rule(id: string): object {
  const described = checks.find((check) => check.id === id)?.describe;
  // Rules of the compiler are explained by each message; the name is the id in words.
  const text = described ?? `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}.`;
  return { id, shortDescription: { text } };
}

function result(problem: ProblemJson, ids: readonly string[]): object {
  const { id, severity, message, related, fix } = problem;
  return {
    ruleId: id,
    ruleIndex: ids.indexOf(id),
    level: levels[severity],
    message: { text: escaped(message) },
    locations: [location(problem)],
    ...(related.length > 0 && {
      relatedLocations: related.map((place, index) => ({
        id: index + 1,
        ...location(place),
        message: { text: escaped(place.message) },
      })),
    }),
    ...(fix && { fixes: [fixOf(fix)] }),
  };
}

function location(place: PlaceJson): object {
  const { file, start, path } = place;
  return {
    physicalLocation: {
      artifactLocation: artifactLocation(file),
      ...(start && { region: region(place) }),
    },
    ...(path !== undefined && { logicalLocations: [{ fullyQualifiedName: path, kind: 'member' }] }),
  };
}

/** Both count from 1, and SARIF's end column, too, is the one behind the last character. */
function region({ start, end }: PlaceJson): object {
  return {
    startLine: start?.line,
    startColumn: start?.column,
    endLine: end?.line,
    endColumn: end?.column,
  };
}

function fixOf({ title, edits }: NonNullable<ProblemJson['fix']>): object {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: escaped(title) },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifactLocation(file),
      replacements: edits
        .filter((edit) => edit.file === file)
        .map((edit) => ({ deletedRegion: region(edit), insertedContent: { text: edit.newText } })),
    })),
  };
}

/** Braces stand for arguments of a message unless they are doubled (section 3.11.5). */
function escaped(text: string): string {
  return text.replace(/[{}]/g, '$&$&');
}

function artifactLocation(file: string): object {
  if (isAbsolute(file)) return { uri: pathToFileURL(file).href };
  const root = pathToFileURL(resolve('.')).href;
  return { uri: pathToFileURL(resolve(file)).href.slice(root.length + 1), uriBaseId: ROOT };
}
