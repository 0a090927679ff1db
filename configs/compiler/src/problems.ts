// SPDX-License-Identifier: MIT
// Every problem that the compiler itself reports. Each names the tokens to
// mark; through macros that is the call in the user's file.
import type { RelatedRange, SourceFix, SourceProblem } from './compilation.js';
import type { SourceRange } from './source.js';
import { macroNotes, spellingRange, userRange } from './token.js';
import type { Token } from './token.js';

/** From a first to a last token. */
export interface TokenSpan {
  readonly first: Token;
  readonly last: Token;
}

export function spanOf(token: Token): TokenSpan {
  return { first: token, last: token };
}

export interface Details {
  readonly severity?: SourceProblem['severity'];
  readonly related?: readonly RelatedRange[];
  readonly fix?: SourceFix;
}

/** A problem at tokens, with the macros that it came through. */
export function problem(
  id: string,
  at: TokenSpan,
  message: string,
  details: Details = {},
): SourceProblem {
  const through = macroNotes(at.first);
  return {
    id,
    severity: details.severity ?? 'error',
    message,
    range: userRange(at.first, at.last),
    ...(through.length > 0 && { through }),
    ...(details.related && { related: details.related }),
    ...(details.fix && { fix: details.fix }),
  };
}

function suggestion(at: Token, name: string | undefined): Details {
  if (name === undefined || at.expansion !== undefined) return {};
  const edits = [{ range: spellingRange(at), newText: name }];
  return { fix: { title: `Change to '${name}'`, edits } };
}

function didYouMean(name: string | undefined): string {
  return name === undefined ? '' : ` Did you mean '${name}'?`;
}

// Files and preprocessing

export function fileNotFound(range: SourceRange): SourceProblem {
  return {
    id: 'file-not-found',
    severity: 'error',
    message: `'${range.file}' can't be read. Check the path, and that the file still exists.`,
    range,
  };
}

export function includeNotFound(
  at: TokenSpan,
  name: string,
  folders: readonly string[],
): SourceProblem {
  return problem(
    'include-not-found',
    at,
    `'${name}' was not found in ${folders.join(', ') || 'any folder: there are no include paths'}. ` +
      'Correct the name or add the folder that holds it to the include paths.',
  );
}

export function includeSupplied(
  at: TokenSpan,
  { name, isEmpty }: { readonly name: string; readonly isEmpty: boolean },
): SourceProblem {
  const instead = isEmpty ? ' and is taken to be empty' : '; its usual types are supplied instead';
  return problem(
    'include-supplied',
    at,
    `'${name}' was not found${instead}. ` +
      'Add the folder that holds it to the include paths if the source needs more of it.',
    { severity: 'warning' },
  );
}

export function includeTooDeep(at: TokenSpan): SourceProblem {
  return problem(
    'include-too-deep',
    at,
    'Too many files include each other here. Guard headers with #ifndef or #pragma once.',
  );
}

export function expansionTooLarge(at: TokenSpan): SourceProblem {
  return problem(
    'expansion-too-large',
    at,
    'The source grows beyond every configuration when its macros are expanded. ' +
      'Expansion stopped here; make the macros smaller.',
  );
}

export function macroArguments(
  at: TokenSpan,
  name: string,
  wanted: string,
  found: number,
): SourceProblem {
  return problem(
    'macro-arguments',
    at,
    `Macro '${name}' takes ${wanted}, but the call has ${found}. Correct the call.`,
  );
}

export function macroNotCalled(at: Token, wanted: string): SourceProblem {
  return problem(
    'macro-arguments',
    spanOf(at),
    `Macro '${at.text}' takes ${wanted}, but none is given. Write them in parentheses behind it.`,
  );
}

export function unterminatedCall(at: TokenSpan, name: string): SourceProblem {
  return problem('unterminated-macro-call', at, `The call of macro '${name}' has no ')'. Add it.`);
}

export function directiveSyntax(at: TokenSpan, message: string): SourceProblem {
  return problem('directive-syntax', at, message);
}

export function unterminatedConditional(at: TokenSpan): SourceProblem {
  return problem(
    'unterminated-conditional',
    at,
    `This '#${at.last.text}' has no '#endif'. Add one.`,
  );
}

export function errorDirective(at: TokenSpan, text: string, isError: boolean): SourceProblem {
  return problem(
    isError ? 'error-directive' : 'warning-directive',
    at,
    `The source says here: ${text || '(nothing)'}`,
    { severity: isError ? 'error' : 'warning' },
  );
}

export function macroRedefined(at: Token, earlier: Token | undefined): SourceProblem {
  const related = earlier && [
    { range: spellingRange(earlier), message: 'It was first defined here.' },
  ];
  return problem(
    'macro-redefined',
    spanOf(at),
    `Macro '${at.text}' is defined a second time, with another replacement. Put #undef ${at.text} before it, or rename one.`,
    { severity: 'warning', related },
  );
}

export function badToken(at: Token): SourceProblem {
  switch (at.flaw) {
    case 'unterminated-string':
      return problem(
        'unterminated-string',
        spanOf(at),
        `The closing ${at.kind === 'char' ? "'" : '"'} is missing on this line. Add it.`,
      );
    case 'unterminated-comment':
      return problem('unterminated-comment', spanOf(at), "This comment has no '*/'. Add it.");
    default:
      return problem('stray-character', spanOf(at), `'${at.text}' has no meaning in C. Remove it.`);
  }
}

// Syntax

export function missingToken(wanted: string, after: Token, opened?: Token): SourceProblem {
  const range = userRange(after);
  return problem('missing-token', spanOf(after), `Missing '${wanted}' after '${after.text}'.`, {
    ...(opened && {
      related: [{ range: userRange(opened), message: `'${opened.text}' was opened here.` }],
    }),
    ...(after.expansion === undefined && {
      fix: {
        title: `Insert '${wanted}'`,
        edits: [{ range: { ...range, start: range.end }, newText: wanted }],
      },
    }),
  });
}

/** In front of the field's name. */
export function missingDot(name: Token): SourceProblem {
  const { start, file } = userRange(name);
  return problem('missing-token', spanOf(name), `Missing '.' before '${name.text}'.`, {
    ...(name.expansion === undefined && {
      fix: { title: "Insert '.'", edits: [{ range: { file, start, end: start }, newText: '.' }] },
    }),
  });
}

export function closedTooEarly(at: Token, object: Token | undefined): SourceProblem {
  return problem(
    'closed-too-early',
    spanOf(at),
    `This '}' ends '${object?.text ?? 'the object'}', but more values follow. ` +
      "A '{' is missing above, or this '}' is one too many.",
  );
}

/** At the end of the file, the token before it is marked. */
export function expectedSomething(what: string, at: Token, before: Token): SourceProblem {
  return at.kind === 'end'
    ? problem('syntax-error', spanOf(before), `The file ends where ${what} should follow.`)
    : problem('syntax-error', spanOf(at), `Here should be ${what}, but there is '${at.text}'.`);
}

export function tooDeep(at: Token): SourceProblem {
  return problem(
    'nested-too-deeply',
    spanOf(at),
    'This is nested too deeply to be understood. Simplify it.',
  );
}

export function unsupported(at: TokenSpan, what: string): SourceProblem {
  return problem(
    'unsupported-in-configuration',
    at,
    `${what} can't be part of a configuration, which is plain data fixed when it is built. Use constants.`,
  );
}

export function tooMuch(at: TokenSpan, what: string): SourceProblem {
  return problem('too-large', at, `${what} is larger than any configuration. Make it smaller.`);
}

// Names and types

export function unknownType(at: Token, nearest: string | undefined): SourceProblem {
  return problem(
    'unknown-type',
    spanOf(at),
    `There is no type '${at.text}'.${didYouMean(nearest)} Include <jailhouse/types.h> and <jailhouse/cell-config.h>.`,
    suggestion(at, nearest),
  );
}

export function incompleteType(at: TokenSpan, type: string): SourceProblem {
  return problem(
    'incomplete-type',
    at,
    `'${type}' is declared nowhere with its members or bound, so its size is unknown. Include the header that defines it.`,
  );
}

export function unknownName(at: Token, nearest: string | undefined): SourceProblem {
  return problem(
    'undeclared-identifier',
    spanOf(at),
    `'${at.text}' is defined nowhere.${didYouMean(nearest)} Define it or include the header that does.`,
    suggestion(at, nearest),
  );
}

export function unknownField(at: Token, type: string, nearest: string | undefined): SourceProblem {
  return problem(
    'unknown-field',
    spanOf(at),
    `${type} has no field '${at.text}'.${didYouMean(nearest)}`,
    suggestion(at, nearest),
  );
}

export function redefined(at: Token, earlier: Token): SourceProblem {
  return problem(
    'redefined',
    spanOf(at),
    `'${at.text}' is defined a second time. Rename or remove one.`,
    {
      related: [{ range: userRange(earlier), message: 'It was first defined here.' }],
    },
  );
}

export function assertionFailed(at: TokenSpan, text: string): SourceProblem {
  return problem(
    'static-assertion-failed',
    at,
    `A static assertion does not hold${text && `: ${text}`}.`,
  );
}

// Values

export function notConstant(at: TokenSpan, what: string): SourceProblem {
  return problem(
    'not-constant',
    at,
    `${what} is no constant. Only numbers known at build time fit here.`,
  );
}

export function divisionByZero(at: TokenSpan): SourceProblem {
  return problem('division-by-zero', at, 'This divides by zero. Change the divisor.');
}

export function shiftRange(at: TokenSpan, count: bigint, bits: number): SourceProblem {
  return problem(
    'shift-out-of-range',
    at,
    `A shift by ${count.toString()} leaves nothing defined of a value of ${bits} bits. ` +
      'Widen the left operand (1ULL) or shift by less.',
    { severity: 'warning' },
  );
}

export function integerOverflow(at: TokenSpan, type: string): SourceProblem {
  return problem(
    'integer-overflow',
    at,
    `The result does not fit into '${type}'. Make an operand wider, for example with the suffix ULL.`,
    { severity: 'warning' },
  );
}

export function badNumber(at: Token, why: string): SourceProblem {
  return problem('invalid-number', spanOf(at), `'${at.text}' is no integer: ${why}.`);
}

export function truncated(at: TokenSpan, value: bigint, kept: bigint, type: string): SourceProblem {
  const hex = (n: bigint): string => (n < 0n ? n.toString() : `0x${n.toString(16)}`);
  return problem(
    'value-truncated',
    at,
    `${hex(value)} does not fit into ${type}: only ${hex(kept)} is stored. Use a smaller value.`,
    { severity: 'warning' },
  );
}

// Initialisers

export function indexOutOfRange(
  at: TokenSpan,
  index: bigint,
  count: number,
  fix?: SourceFix,
): SourceProblem {
  return problem(
    'index-out-of-range',
    at,
    `Index ${index.toString()} lies outside of the array, which has ${count} elements. Enlarge the array or correct the index.`,
    { fix },
  );
}

export function designatorMismatch(at: TokenSpan, type: string): SourceProblem {
  return problem(
    'designator-mismatch',
    at,
    `${type} can't be initialised by this kind of designator: fields are named by '.name', elements by '[index]'.`,
  );
}

export function noConfiguration(range: SourceRange): SourceProblem {
  return {
    id: 'no-configuration',
    severity: 'error',
    message:
      'The file defines no configuration. It must define one object with an initialiser, named config: ' +
      'struct { ... } __attribute__((packed)) config = { ... };',
    range,
  };
}

export function severalObjects(at: Token): SourceProblem {
  return problem(
    'several-objects',
    spanOf(at),
    `'${at.text}' would become part of the file beside 'config'. A configuration is a single object: move its content into config.`,
  );
}
