// SPDX-License-Identifier: MIT
// The syntax tree of declarations, expressions and initialisers. Nodes keep
// their first and last token; what a half-typed source lacks is absent.
import type { Token } from '../token.js';

interface Node {
  readonly first: Token;
  readonly last: Token;
}

export type Expr = Node & {
  /** Operators above the leaves; bounded by the parser, so that walks may recurse. */
  readonly depth: number;
} & (
    | { readonly kind: 'number' | 'character'; readonly token: Token }
    | { readonly kind: 'string'; readonly parts: readonly Token[] }
    | { readonly kind: 'name'; readonly name: Token }
    | { readonly kind: 'unary'; readonly operator: Token; readonly operand: Expr }
    | {
        readonly kind: 'binary';
        readonly operator: Token;
        readonly left: Expr;
        readonly right: Expr;
      }
    | {
        readonly kind: 'conditional';
        readonly condition: Expr;
        readonly yes?: Expr;
        readonly no: Expr;
      }
    | { readonly kind: 'cast'; readonly type: TypeName; readonly operand: Expr }
    | { readonly kind: 'type-size'; readonly isAlignment: boolean; readonly type: TypeName }
    | { readonly kind: 'value-size'; readonly isAlignment: boolean; readonly operand: Expr }
    | {
        readonly kind: 'offset-of';
        readonly type: TypeName;
        readonly member: readonly Designator[];
      }
    | {
        readonly kind: 'member';
        readonly object: Expr;
        readonly isArrow: boolean;
        readonly name: Token;
      }
    | { readonly kind: 'index'; readonly object: Expr; readonly index: Expr }
    | { readonly kind: 'call'; readonly callee: Expr }
    | { readonly kind: 'builtin'; readonly name: Token; readonly args: readonly Expr[] }
    | { readonly kind: 'same-types'; readonly types: readonly TypeName[] }
    | {
        readonly kind: 'generic';
        readonly control: Expr;
        readonly choices: readonly GenericChoice[];
      }
    | { readonly kind: 'compound'; readonly type: TypeName; readonly list: InitializerList }
    | { readonly kind: 'error' }
  );

export interface GenericChoice {
  /** Absent for default. */
  readonly type?: TypeName;
  readonly value: Expr;
}

export type Designator =
  | (Node & { readonly kind: 'field'; readonly name?: Token })
  | (Node & { readonly kind: 'index'; readonly from: Expr; readonly to?: Expr });

export interface InitializerItem {
  readonly designators: readonly Designator[];
  readonly value: Initializer;
}

export interface InitializerList extends Node {
  readonly kind: 'list';
  readonly items: readonly InitializerItem[];
}

export type Initializer =
  InitializerList | (Node & { readonly kind: 'value'; readonly expr: Expr });

export interface Attributes {
  readonly packed: boolean;
  /** aligned() and _Alignas; 'most' is aligned without a number. */
  readonly aligned: readonly (Expr | TypeName | 'most')[];
  /** mode(QI) and so on: bytes of an integer. */
  readonly mode?: number;
  /** Bytes that need no NUL at their end. */
  readonly nonstring?: true;
  /** Keeps a static object. */
  readonly used: boolean;
  /** A layout that is not built here, such as scalar_storage_order. */
  readonly refused?: Token;
}

export interface Assertion extends Node {
  readonly kind: 'assertion';
  readonly condition: Expr;
  readonly message: string;
}

export type MemberDeclaration =
  | {
      readonly kind: 'members';
      readonly specifiers: Specifiers;
      readonly declarators: readonly MemberDeclarator[];
    }
  | Assertion;

export interface MemberDeclarator {
  /** Absent for an unnamed bit-field. */
  readonly declarator?: Declarator;
  readonly width?: Expr;
  readonly attributes: Attributes;
}

export type TypeSpecifier = Node &
  (
    | { readonly kind: 'basic'; readonly words: readonly Token[] }
    | {
        readonly kind: 'record';
        readonly isUnion: boolean;
        readonly tag?: Token;
        readonly members?: readonly MemberDeclaration[];
        readonly attributes: Attributes;
        /** The alignment that #pragma pack allows, in bytes. */
        readonly pack?: number;
      }
    | {
        readonly kind: 'enum';
        readonly tag?: Token;
        readonly constants?: readonly EnumConstant[];
        readonly attributes: Attributes;
      }
    | { readonly kind: 'typedef'; readonly name: Token }
    | { readonly kind: 'typeof-type'; readonly type: TypeName }
    | { readonly kind: 'typeof-value'; readonly value: Expr }
    | { readonly kind: 'error' }
  );

export interface EnumConstant {
  readonly name: Token;
  readonly value?: Expr;
}

export interface Specifiers extends Node {
  readonly storage: 'typedef' | 'static' | 'extern' | 'none';
  /** const and not volatile. */
  readonly isConst: boolean;
  readonly type: TypeSpecifier;
  readonly attributes: Attributes;
}

/** From the name outwards: `*a[3]` is an array of pointers. */
export type DeclaratorLayer =
  | (Node & { readonly kind: 'pointer' })
  | { readonly kind: 'function' }
  | (Node & { readonly kind: 'array'; readonly bound?: Expr });

export interface Declarator {
  /** Absent in type names. */
  readonly name?: Token;
  readonly layers: readonly DeclaratorLayer[];
  readonly attributes: Attributes;
}

export interface TypeName extends Node {
  readonly kind: 'type-name';
  readonly specifiers: Specifiers;
  readonly declarator: Declarator;
}

export interface InitDeclarator {
  readonly declarator: Declarator;
  readonly initializer?: Initializer;
}

export type Declaration =
  | {
      readonly kind: 'declaration';
      readonly specifiers: Specifiers;
      readonly declarators: readonly InitDeclarator[];
    }
  | Assertion;

/** Stands where an expression should be; its problem has been reported. */
export function errorAt(token: Token): Expr {
  return { kind: 'error', first: token, last: token, depth: 0 };
}

export const noAttributes: Attributes = { packed: false, aligned: [], used: false };
