// SPDX-License-Identifier: MIT
// What the evaluation of expressions and types needs to know: names that are
// declared so far, and where problems and references go.
import { nearestName } from './nearest-name.js';
import type { InitializerList, TypeName } from './parser/ast.js';
import type { ProblemList } from './problem-list.js';
import type { References } from './references.js';
import type { Token } from './token.js';
import type { CType, IntegerType, RecordType } from './types.js';

interface Named<What> {
  readonly definition: Token;
  readonly what: What;
}

interface EnumConstantValue {
  readonly type: IntegerType;
  readonly value: bigint;
}

export interface Semantics {
  readonly problems: ProblemList;
  readonly references: References;
  readonly typedefs: Map<string, Named<CType>>;
  /** Records by their tag; the body is filled in where it is defined. */
  readonly tags: Map<string, Named<MutableRecord>>;
  readonly constants: Map<string, Named<EnumConstantValue>>;
  readonly objects: Map<string, Named<CType>>;
  /** Macros, for suggestions only. */
  readonly macroNames: readonly string[];
  /** Handed in, because types hold expressions and expressions hold types. */
  readonly resolveTypeName: (name: TypeName) => CType;
  /** The type of a compound literal, its unknown bound completed. */
  readonly completeArray: (type: CType, list: InitializerList) => CType;
  /** Above 0, operands are checked but not computed, as in `0 && 1 / 0`. */
  unevaluated: number;
  /** Values that may still be written. */
  writes: number;
}

export interface MutableRecord extends RecordType {
  body?: RecordType['body'];
}

/** The name that somebody meant by one that is defined nowhere. */
export function suggestName(name: string, semantics: Semantics): string | undefined {
  return nearestName(name, [
    ...semantics.constants.keys(),
    ...semantics.objects.keys(),
    ...semantics.macroNames,
  ]);
}
