// SPDX-License-Identifier: MIT
// What a value can be: constants that are meant for the field first, values
// that are free, then every other name.
import type { Compilation } from '@cellblock/config-compiler';
import type { Beside } from '../beside.js';
import { valueAt } from '../hover/value-text.js';
import { commasBefore } from '../text/braces.js';
import { fieldsAround, fieldsHere, guideHere } from './fields.js';
import type { Field, Writing } from './fields.js';
import { freeValues } from './free-values.js';
import type { ValuePlace } from './free-values.js';
import type { Completion } from './item.js';
import { elementSnippets } from './snippets.js';

export function valueCompletions(writing: Writing, beside: () => Beside): readonly Completion[] {
  const { item, frames } = writing.place;
  const frame = frames.at(-1);
  const named = item.isValue ? item.fields.at(-1) : undefined;
  const outer = named === undefined && frame !== undefined ? fieldsAround(writing, frame) : [];
  const fields = named === undefined ? outer : fieldsHere(writing);
  const name = named ?? frame?.field;
  const field = fields.find((each) => each.name === name);
  const constants = name === undefined ? undefined : guideHere(fields)?.fields[name]?.constants;
  const isElement = named === undefined && item.before[0]?.text !== '[';
  const snippets = field !== undefined && isElement ? elementSnippets(field.type) : [];
  const free =
    field === undefined
      ? []
      : freeValues(valuePlace(writing, field), beside(), writing.compilation.model);
  return [...snippets, ...free, ...nameCompletions(writing, constants)];
}

function valuePlace(writing: Writing, field: Field): ValuePlace {
  const { place, offset, compilation, file, source } = writing;
  const frame = place.frames.at(-1);
  const isWord = !place.item.isValue && frame !== undefined;
  const { model, positions } = compilation;
  const steps = positions.pathAt(file, source.positionAt(offset)) ?? [];
  const near = (name: string): bigint | undefined => {
    const value = model && valueAt(model, [...steps.slice(0, 3), name]);
    return typeof value === 'bigint' ? value : undefined;
  };
  // The CPU set is the array of words that the configuration itself has.
  const isCpuSet =
    place.frames.length === 2 && isWord && /^(__)?(unsigned|u8|u16|u32|u64|uint)/.test(field.type);
  const physStart = near('physStart');
  return {
    field: isCpuSet ? 'cpus' : field.name,
    record: field.record,
    word: isWord ? commasBefore(frame, offset) : 0,
    pinBase: Number(near('pinBase') ?? 32n),
    ...(physStart !== undefined && { physStart }),
  };
}

/** Every constant and macro; those that are meant for the field come first. */
export function nameCompletions(
  writing: Writing,
  constants: RegExp | undefined,
): readonly Completion[] {
  const { compilation, place } = writing;
  const isIndex = place.item.before.at(0)?.text === '[' && !place.item.isValue;
  const used = new Set(place.item.before.map(({ text }) => text));
  const current = writing.source.pieceAt(writing.offset);
  if (current?.kind === 'word') used.delete(current.text);
  return compilation.symbols().flatMap((symbol): Completion[] => {
    const { name, kind } = symbol;
    if (kind === 'constant') {
      const detail = `= ${symbol.value?.toString() ?? '?'}`;
      return [{ label: name, kind: 'enum-member', detail, rank: isIndex ? 0 : 3 }];
    }
    if (kind !== 'macro' || used.has(name)) return [];
    const completion = macroCompletion(compilation, name);
    if (completion === undefined) return [];
    return [{ ...completion, rank: constants?.test(name) === true ? 0 : 4 }];
  });
}

/** Guards of headers and macros for other purposes than values are left out. */
function macroCompletion(
  { macroNamed }: Compilation,
  name: string,
): Omit<Completion, 'rank'> | undefined {
  const macro = macroNamed(name);
  if (macro === undefined || macro.replacement === '' || !/^[A-Z][A-Za-z0-9_]*$/.test(name))
    return undefined;
  const { parameters, replacement } = macro;
  if (parameters === undefined) return { label: name, kind: 'constant', detail: replacement };
  const places = parameters.map((parameter, index) => `\${${index + 1}:${parameter}}`);
  return {
    label: name,
    kind: 'function',
    detail: `(${parameters.join(', ')}) ${replacement}`,
    insert: `${name}(${places.join(', ')})`,
    isSnippet: true,
  };
}
