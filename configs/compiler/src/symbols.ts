// SPDX-License-Identifier: MIT
// Every name that a source and its headers define, for editors.
import type { SourceSymbol } from './compilation.js';
import type { Declared } from './declare.js';
import type { Names } from './layered-map.js';
import type { Macro } from './preprocessor/macro.js';
import { spellingRange } from './token.js';
import type { Token } from './token.js';
import { typeText } from './types.js';
import type { CType, Member, RecordBody } from './types.js';

/** Macros, constants, objects, types and fields; the compiler's own have no place and are left out. */
export function symbolsOf(macros: Names<Macro>, declared: Declared | undefined): SourceSymbol[] {
  const found: SourceSymbol[] = [];
  const add = (kind: SourceSymbol['kind'], name: Token, more: Partial<SourceSymbol> = {}): void => {
    const definition = spellingRange(name);
    // What is pasted together is spelled nowhere.
    if (definition.file === '' || definition.file.startsWith('<')) return;
    found.push({ name: name.text, kind, definition, ...more });
  };
  for (const { definition } of macros.values()) {
    if (definition !== undefined) add('macro', definition);
  }
  if (declared === undefined) return found;
  for (const { definition, what } of declared.constants.values()) {
    add('constant', definition, { value: what.value, type: what.type.name });
  }
  const bodies = new Set<RecordBody>();
  const member = ({ name, type }: Member, record: string): void => {
    if (name !== undefined) add('field', name, { type: typeText(type), record });
    members(type);
  };
  const members = (type: CType): void => {
    if (type.kind === 'array' || type.kind === 'pointer') {
      members(type.kind === 'array' ? type.of : type.to);
      return;
    }
    if (type.kind !== 'record' || type.body === undefined || bodies.has(type.body)) return;
    bodies.add(type.body);
    const record = typeText(type);
    for (const each of type.body.members) member(each, record);
  };
  for (const { definition, what } of declared.objects.values()) {
    add('object', definition, { type: typeText(what) });
    members(what);
  }
  const types = [declared.typedefs, declared.tags, declared.enumTags];
  for (const { definition, what } of types.flatMap((table) => [...table.values()])) {
    add('type', definition);
    members(what);
  }
  return found;
}
