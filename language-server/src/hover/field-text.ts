// SPDX-License-Identifier: MIT
// A field where a header declares it, or where a value for it is only begun.
import { guideOfFields } from '@cellblock/cell-config';
import type { FieldGuide } from '@cellblock/cell-config';
import type { Compilation, Position } from '@cellblock/config-compiler';

/** The guide to the field whose name is at a position; undefined for other names. */
export function declaredFieldText(
  compilation: Compilation,
  file: string,
  position: Position,
): FieldGuide | undefined {
  const fields = compilation.fieldsAt(file, position);
  const definition = compilation.definitionAt(file, position);
  const field = fields.find(
    (each) =>
      each.definition.file === definition?.file &&
      each.definition.start.line === definition.start.line &&
      each.definition.start.column === definition.start.column,
  );
  if (field === undefined) return undefined;
  const names = fields.map(({ name }) => name);
  return guideOfFields(field.record, names)?.fields[field.name];
}
