// SPDX-License-Identifier: MIT
// A field where a header declares it, or where a value for it is only begun.
import { guideOfFields } from '@cellblock/cell-config';
import type { FieldGuide } from '@cellblock/cell-config';
import type { Compilation, Position, SourceRange } from '@cellblock/config-compiler';

/** The guide to the field whose name starts at a position; undefined for other names. */
export function declaredFieldText(
  compilation: Compilation,
  file: string,
  start: Position,
): FieldGuide | undefined {
  const definition = compilation.definitionAt(file, start) ?? { file, start, end: start };
  const isIt = (place: SourceRange): boolean =>
    place.file === definition.file &&
    place.start.line === definition.start.line &&
    place.start.column === definition.start.column;
  const symbol = compilation
    .symbols()
    .find((each) => each.kind === 'field' && isIt(each.definition));
  if (symbol?.record === undefined) return undefined;
  const tagged = guideOfFields(symbol.record, [])?.fields[symbol.name];
  if (tagged !== undefined) return tagged;
  // A record without a tag is told by all its fields.
  const fields = compilation.fieldsAt(file, start);
  const own = fields.find((each) => isIt(each.definition));
  const names = fields.map(({ name }) => name);
  return own && guideOfFields(own.record, names)?.fields[own.name];
}
