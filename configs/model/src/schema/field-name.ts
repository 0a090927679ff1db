// SPDX-License-Identifier: MIT
// The C names of fields by the names that the model has for them.
import { camelCase } from './field-types.js';
import { cellArrays } from './records.js';

/** The C name of a field of an array's elements. */
export function fieldNameOf(array: string, field: string): string | undefined {
  const found = cellArrays.find(({ property }) => property === array);
  return found && Object.keys(found.record.fields).find((name) => camelCase(name) === field);
}
