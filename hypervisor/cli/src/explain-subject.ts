// SPDX-License-Identifier: MIT
// What a person asks to have explained: a rule, a reason, an error number, or
// the text of a console, given in words or by the name of a file.
import { statSync } from 'node:fs';
import { errnoOf, refusals, rulePage } from '@cellblock/cell-config';
import type { FaultReport, Operation } from '@cellblock/cell-config';
import { CommandFailure, USAGE } from './command-failure.js';
import { readInput, STANDARD_INPUT } from './input-file.js';

export type Subject =
  | { readonly kind: 'page'; readonly text: string }
  | { readonly kind: 'report'; readonly report: FaultReport }
  | { readonly kind: 'console'; readonly text: string };

export function subjectOf(words: string, operation: Operation | undefined): Subject {
  const page = rulePage(words);
  if (page !== undefined) return { kind: 'page', text: page };
  const reason = `REFUSAL_${words.replace(/^REFUSAL_/i, '').toUpperCase()}`;
  const asked = operation && { operation };
  if (refusals[reason] !== undefined) {
    return { kind: 'report', report: { fault: { kind: 'refusal', reason, ...asked } } };
  }
  const errno = errnoOf(words);
  if (errno !== undefined && !isFile(words)) {
    return { kind: 'report', report: { fault: { kind: 'errno', errno, ...asked } } };
  }
  return { kind: 'console', text: textOf(words) };
}

function textOf(words: string): string {
  if (words !== STANDARD_INPUT && !isFile(words)) return words;
  const input = readInput(words);
  if ('failure' in input) throw new CommandFailure(`${words} ${input.failure}`, USAGE);
  return new TextDecoder().decode(input.bytes);
}

function isFile(words: string): boolean {
  try {
    return !words.includes('\n') && statSync(words).isFile();
  } catch {
    return false;
  }
}
