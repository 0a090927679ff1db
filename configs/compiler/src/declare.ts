// SPDX-License-Identifier: MIT
// Declarations in order: types, constants, objects and their bytes.
import { evaluateInitializer } from './evaluator/evaluate.js';
import { isTrue } from './evaluator/operators.js';
import { ImageBuffer } from './image/image-buffer.js';
import { initialize } from './image/initialize.js';
import {
  aliasType,
  checkAssertion,
  resolveDeclarator,
  resolveSpecifiers,
  resolveTypeName,
} from './layout/resolve-type.js';
import { LayeredMap } from './layered-map.js';
import type { Names } from './layered-map.js';
import { limits } from './limits.js';
import type {
  Declaration,
  Declarator,
  InitDeclarator,
  Initializer,
  Specifiers,
} from './parser/ast.js';
import type { ProblemList } from './problem-list.js';
import { incompleteType, redefined, spanOf } from './problems.js';
import type { References } from './references.js';
import type { Semantics } from './semantics.js';
import type { Target } from './target.js';
import type { Token } from './token.js';
import { sizeOf, tagOf, typeText } from './types.js';
import type { CType } from './types.js';

/** An object with an initialiser. */
export interface DefinedObject {
  readonly name: Token;
  readonly isStatic: boolean;
  readonly type: CType;
  readonly buffer: ImageBuffer;
}

interface Report {
  readonly problems: ProblemList;
  readonly references: References;
  readonly macros: Names<unknown>;
  readonly target: Target;
}

/** All names that have been declared; nothing changes it once it is made. */
export interface Declared extends Readonly<Pick<Semantics, 'writes'>> {
  readonly typedefs: Names<Entry<Semantics['typedefs']>>;
  readonly tags: Names<Entry<Semantics['tags']>>;
  readonly enumTags: Names<Entry<Semantics['enumTags']>>;
  readonly constants: Names<Entry<Semantics['constants']>>;
  readonly objects: Names<Entry<Semantics['objects']>>;
  readonly defined: ReadonlyMap<string, DefinedObject>;
}

type Entry<Table> = Table extends LayeredMap<infer Value> ? Value : never;

export const nothingDeclared: Declared = {
  typedefs: new Map(),
  tags: new Map(),
  enumTags: new Map(),
  constants: new Map(),
  objects: new Map(),
  defined: new Map(),
  writes: limits.writes,
};

/** Declare everything behind `before` and build the bytes of every initialised object. */
export function declareAll(
  declarations: readonly Declaration[],
  report: Report,
  before: Declared,
): Declared {
  const semantics: Semantics = {
    ...report,
    typedefs: new LayeredMap(before.typedefs),
    tags: new LayeredMap(before.tags),
    enumTags: new LayeredMap(before.enumTags),
    constants: new LayeredMap(before.constants),
    objects: new LayeredMap(before.objects),
    resolveTypeName: (name) => resolveTypeName(name, semantics),
    completeArray: (type, list) => completed(type, list, semantics).type,
    isTrue: (expr) => {
      const constant = evaluateInitializer(expr, semantics);
      return constant !== undefined && isTrue(constant);
    },
    readsObjects: false,
    unevaluated: 0,
    overflows: 0,
    writes: before.writes,
  };
  const objects = new Map(before.defined);
  for (const declaration of declarations) {
    if (declaration.kind === 'assertion') {
      checkAssertion(declaration, semantics);
      continue;
    }
    const base = resolveSpecifiers(declaration.specifiers, semantics);
    for (const declarator of declaration.declarators) {
      declare(declarator, declaration.specifiers, { base, semantics, objects });
    }
  }
  const { typedefs, tags, enumTags, constants, writes } = semantics;
  const names = { typedefs, tags, enumTags, constants, objects: semantics.objects };
  return { ...names, defined: objects, writes };
}

interface Scope {
  readonly base: CType;
  readonly semantics: Semantics;
  readonly objects: Map<string, DefinedObject>;
}

function declare(
  { declarator, initializer }: InitDeclarator,
  specifiers: Specifiers,
  scope: Scope,
): void {
  const { semantics, objects } = scope;
  const type = resolveDeclarator(declarator, scope.base, semantics);
  const { name } = declarator;
  if (name === undefined) return;
  const isConst = hasConst(specifiers, semantics) && !isPointer(declarator);
  if (specifiers.storage === 'typedef') {
    const what = aliasType(type, [specifiers.attributes, declarator.attributes], semantics);
    semantics.typedefs.set(name.text, { definition: name, what, isConst });
    return;
  }
  if (semantics.objects.get(name.text)?.what.kind !== 'array' || sizeOf(type) !== undefined) {
    semantics.objects.set(name.text, { definition: name, what: type });
  }
  if (initializer === undefined || type.kind === 'error') return;
  const earlier = objects.get(name.text);
  if (earlier !== undefined) semantics.problems.add(redefined(name, earlier.name));
  const isOpen = type.kind === 'array' && type.count === undefined;
  if (!isOpen && sizeOf(type) === undefined) {
    semantics.problems.addUnknown(tagOf(type), () => incompleteType(spanOf(name), typeText(type)));
    return;
  }
  const result = completed(type, initializer, semantics);
  semantics.objects.set(name.text, {
    definition: name,
    what: result.type,
    ...(isConst && { content: result.buffer }),
  });
  const isUsed = specifiers.attributes.used || declarator.attributes.used;
  objects.set(name.text, {
    name,
    isStatic: specifiers.storage === 'static' && !isUsed,
    type: result.type,
    buffer: result.buffer,
  });
}

function hasConst({ isConst, type }: Specifiers, { typedefs }: Semantics): boolean {
  return isConst || (type.kind === 'typedef' && typedefs.get(type.name.text)?.isConst === true);
}

function isPointer({ layers }: Declarator): boolean {
  return layers.some(({ kind }) => kind === 'pointer');
}

/** The bytes of an initialiser, and the type with the bound that it gives. */
function completed(
  type: CType,
  initializer: Initializer,
  semantics: Semantics,
): { type: CType; buffer: ImageBuffer } {
  const buffer = new ImageBuffer(sizeOf(type) ?? 0);
  initialize(type, initializer, { buffer, semantics });
  if (type.kind !== 'array' || type.count !== undefined) return { type, buffer };
  const count = buffer.bytes.length / (sizeOf(type.of) ?? 1);
  return { type: { ...type, count: Number.isFinite(count) ? count : 0 }, buffer };
}
