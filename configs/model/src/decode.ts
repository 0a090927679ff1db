// SPDX-License-Identifier: MIT
// The bytes of a .cell file as a configuration, whatever its revision.
import { chooseLayout, signatureOf } from './choose-layout.js';
import type { Configuration } from './config.js';
import { cellStep } from './config.js';
import { architectures } from './constants.js';
import {
  architectureNotInFile,
  arraysTruncated,
  fileTooShort,
  revisionOfOtherHeaders,
  trailingBytes,
  unknownArchitecture,
} from './decode-problems.js';
import { currentLayout } from './layouts/history.js';
import type { Layout } from './layouts/layout.js';
import type { Problem } from './problem.js';
import { headSize, readRecords } from './records-of-file.js';
import type { RecordsOfFile } from './records-of-file.js';
import { layoutOf } from './schema/layout.js';
import { architectureOf, tellsArchitecture, viewOf } from './translate/view.js';

export interface Decoded {
  /** As much as the bytes tell; absent if they are no configuration. Worked out when it is asked for. */
  readonly config?: Configuration;
  readonly problems: readonly Problem[];
}

export interface DecodeOptions {
  /** The layout of the file; absent: the one that its revision and contents tell. */
  readonly layout?: Layout;
  /** For files that do not say which architecture they are for: 0 x86, 1 ARM, 2 ARM64. */
  readonly architecture?: number;
}

/** Signature, architecture and revision come first in either kind of file. */
const prefixSize = 8;

/** Read a system's or a cell's file. Never throws, whatever the bytes are. */
export function decode(bytes: Uint8Array, options: DecodeOptions = {}): Decoded {
  if (bytes.length < prefixSize) return { problems: [fileTooShort(bytes.length, prefixSize)] };
  const { layout, kind, problems } = options.layout
    ? chooseGiven(bytes, options.layout)
    : chooseLayout(bytes);
  if (layout === undefined || kind === undefined) return { problems };
  const size = headSize(layout, kind);
  if (bytes.length < size) return { problems: [...problems, fileTooShort(bytes.length, size)] };
  const records = readRecords(bytes, layout, kind);
  return finish(bytes, records, options, problems);
}

type Choice = ReturnType<typeof chooseLayout>;

/** The caller's layout, if the file claims to be of its revision. */
function chooseGiven(bytes: Uint8Array, layout: Layout): Choice {
  const { kind, problems } = signatureOf(bytes, [layout]);
  if (kind === undefined) return { problems };
  const revision = revisionOf(bytes, layout);
  return revision === layout.revision
    ? { layout, kind, problems: [] }
    : { problems: [revisionOfOtherHeaders(revision, layout.revision)] };
}

function revisionOf(bytes: Uint8Array, layout: Layout): number {
  const field = layoutOf(layout.cell).fields.find(({ name }) => name === 'revision');
  if (field === undefined) return layout.revision;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return field.offset + 2 <= bytes.length ? view.getUint16(field.offset, true) : 0;
}

function finish(
  bytes: Uint8Array,
  records: RecordsOfFile,
  options: DecodeOptions,
  found: readonly Problem[],
): Decoded {
  const { layout, end, needed } = records;
  const isWhole = needed <= bytes.length;
  const stop = isWhole ? needed : end;
  const architecture = tellsArchitecture(layout)
    ? architectureOf(records)
    : (options.architecture ?? architectureOf(records));
  const read = (): Configuration => {
    const needsSource = !isWhole || layout !== currentLayout;
    return {
      ...viewOf(records, bytes.slice(stop), architecture),
      ...(needsSource && { source: bytes.slice() }),
      ...(!isWhole && { isCutOff: true }),
    };
  };
  const step = cellStep(records);
  const problems = [...found];
  if (!isWhole) problems.push(arraysTruncated(needed - bytes.length, [step]));
  else if (bytes.length > needed) problems.push(trailingBytes(bytes.length - needed, [step]));
  const head = records.kind === 'system' ? 'system' : 'cell';
  if (architecture > architectures.ARM64) {
    problems.push(unknownArchitecture(architecture, [head, 'architecture']));
  } else if (!tellsArchitecture(layout) && options.architecture === undefined) {
    problems.push(architectureNotInFile(architecture));
  }
  let config: Configuration | undefined;
  return {
    get config() {
      return (config ??= read());
    },
    problems,
  };
}
