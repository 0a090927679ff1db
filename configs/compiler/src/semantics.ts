// SPDX-License-Identifier: MIT
// What the evaluation of expressions and types needs to know: names that are
// declared so far, and where problems and references go.
import type { LayeredMap, Names } from './layered-map.js';
import { nearestName } from './nearest-name.js';
import type { Expr, InitializerList, TypeName } from './parser/ast.js';
import type { ProblemList } from './problem-list.js';
import type { References } from './references.js';
import type { Target } from './target.js';
import type { Token } from './token.js';
import type { CType, IntegerType, RecordType } from './types.js';

interface Named<What> {
  readonly definition: Token;
  readonly what: What;
}

/** A type's name; its qualifier is no part of a type here. */
interface NamedType extends Named<CType> {
  readonly isConst: boolean;
}

export interface DeclaredObject extends Named<CType> {
  /** The bytes of a const object with an initialiser, which compilers fold. */
  readonly content?: { readonly bytes: Uint8Array };
}

interface EnumConstantValue {
  readonly type: IntegerType;
  readonly value: bigint;
}

export interface Semantics {
  readonly problems: ProblemList;
  readonly references: References;
  readonly target: Target;
  readonly typedefs: LayeredMap<NamedType>;
  /** Records by their tag; the body is filled in where it is defined. */
  readonly tags: LayeredMap<Named<MutableRecord>>;
  readonly enumTags: LayeredMap<Named<CType>>;
  readonly constants: LayeredMap<Named<EnumConstantValue>>;
  readonly objects: LayeredMap<DeclaredObject>;
  /** Macros, for suggestions only. */
  readonly macros: Names<unknown>;
  /** Handed in, because types hold expressions and expressions hold types. */
  readonly resolveTypeName: (name: TypeName) => CType;
  /** Whether a constant is not 0; false after a problem. */
  readonly isTrue: (expr: Expr) => boolean;
  /** The type of a compound literal, its unknown bound completed. */
  readonly completeArray: (type: CType, list: InitializerList) => CType;
  /** Whether an initialiser is evaluated; there the content of const objects counts, too. */
  readsObjects: boolean;
  /** Above 0, operands are checked but not computed, as in `0 && 1 / 0`. */
  unevaluated: number;
  /** Signed results so far that did not fit: compilers take none of them for a bound. */
  overflows: number;
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
    ...semantics.macros.keys(),
  ]);
}
