// SPDX-License-Identifier: MIT
// Which layout a file has: signature and revision leave a few, the sizes of the
// arrays and what makes sense in the fields decide.
import {
  ambiguousLayout,
  beforeRevisions,
  fileTooShort,
  newerRevision,
  unknownSignature,
  unsupportedRevision,
} from './decode-problems.js';
import { currentLayout, layouts } from './layouts/history.js';
import type { Layout } from './layouts/layout.js';
import { implausibility, nameless } from './plausibility.js';
import type { Problem } from './problem.js';
import { headSize, readRecords } from './records-of-file.js';
import type { Kind, RecordsOfFile } from './records-of-file.js';
import { asRaw, isSame, without } from './translate/adopt.js';
import { viewOf } from './translate/view.js';

export interface Choice {
  readonly layout?: Layout;
  readonly kind?: Kind;
  readonly problems: readonly Problem[];
}

/** The likeliest layout of a file of at least eight bytes. */
export function chooseLayout(bytes: Uint8Array): Choice {
  const { kind, problems } = signatureOf(bytes, layouts);
  if (kind === undefined) return { problems };
  const revision = (bytes[6] ?? 0) | ((bytes[7] ?? 0) << 8);
  const candidates = layouts.filter(
    (layout) => layout.revision === revision && startsWith(bytes, layout.signatures[kind]),
  );
  const [only] = candidates;
  if (only === undefined) return chooseUnknown(bytes, kind, revision);
  return candidates.length === 1
    ? { layout: only, kind, problems: [] }
    : chooseAmong(bytes, kind, candidates);
}

/** Whether a file is a system or a cell, by the signatures of these layouts. */
export function signatureOf(
  bytes: Uint8Array,
  known: readonly Layout[],
): { readonly kind?: Kind; readonly problems: readonly Problem[] } {
  for (const kind of ['system', 'cell'] as const) {
    if (known.some(({ signatures }) => startsWith(bytes, signatures[kind]))) {
      return { kind, problems: [] };
    }
  }
  const start = textOf(bytes.subarray(0, 8));
  if (start === 'JAILSYST' || start === 'JAILCELL') return { problems: [beforeRevisions(start)] };
  return { problems: [unknownSignature(start.slice(0, 5))] };
}

function startsWith(bytes: Uint8Array, signature: string): boolean {
  return textOf(bytes.subarray(0, signature.length)) === signature;
}

function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes).replace(/[^ -~]/g, '.');
}

/** A revision from the future may still have the layout of this one. */
function chooseUnknown(bytes: Uint8Array, kind: Kind, revision: number): Choice {
  const isNewer =
    revision > currentLayout.revision && startsWith(bytes, currentLayout.signatures[kind]);
  if (isNewer && bytes.length >= headSize(currentLayout, kind)) {
    const { needed } = readRecords(bytes, currentLayout, kind);
    if (needed === bytes.length) {
      return { layout: currentLayout, kind, problems: [newerRevision(revision)] };
    }
  }
  const known = layouts.filter(({ signatures }) => startsWith(bytes, signatures[kind]));
  return {
    problems: [
      unsupportedRevision(
        revision,
        known.map((layout) => layout.revision),
      ),
    ],
  };
}

interface Candidate {
  readonly records: RecordsOfFile;
  /** How much its size speaks against it. */
  readonly misfit: number;
  /** How much its contents do. */
  readonly oddity: number;
}

function scoreOf({ misfit, oddity }: Candidate): number {
  return misfit + oddity;
}

function chooseAmong(bytes: Uint8Array, kind: Kind, known: readonly Layout[]): Choice {
  const candidates = known
    .filter((layout) => bytes.length >= headSize(layout, kind))
    .map((layout): Candidate => {
      const records = readRecords(bytes, layout, kind);
      return { records, misfit: misfit(records, bytes.length), oddity: implausibility(records) };
    });
  // Of equal ones, the newest comes first.
  const best = candidates.reduce<Candidate | undefined>(
    (least, one) => (least === undefined || scoreOf(one) < scoreOf(least) ? one : least),
    undefined,
  );
  const [tooLong] = known.filter((layout) => bytes.length < headSize(layout, kind));
  if (best === undefined) return { ...(tooLong && { layout: tooLong }), kind, problems: [] };
  if (tooLong !== undefined && best.oddity >= nameless) {
    const problem = fileTooShort(bytes.length, headSize(tooLong, kind));
    return { layout: best.records.layout, kind, problems: [problem] };
  }
  const rivals = candidates.filter(
    (one) => one !== best && one.misfit === best.misfit && saysElse(one.records, best.records),
  );
  const isOpen = rivals.some(({ oddity }) => oddity === best.oddity);
  const names = [best, ...rivals].map(({ records }) => records.layout);
  const problems = rivals.length > 0 ? [ambiguousLayout(names, isOpen)] : [];
  return { layout: best.records.layout, kind, problems };
}

const misfitWeight = 8;

/** An array that the file cuts off, or bytes that are left over, speak against a layout. */
function misfit({ needed }: RecordsOfFile, length: number): number {
  return needed === length ? 0 : misfitWeight;
}

function saysElse(a: RecordsOfFile, b: RecordsOfFile): boolean {
  const nothing = new Uint8Array();
  const [left, right] = [a, b].map((records) => without(asRaw(viewOf(records, nothing)), 'layout'));
  return !isSame(left, right);
}
