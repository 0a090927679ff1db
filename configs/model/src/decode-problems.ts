// SPDX-License-Identifier: MIT
// Everything that can be wrong with the bytes of a configuration file.
import { architectures, configRevision } from './constants.js';
import type { Layout } from './layouts/layout.js';
import type { Problem, Step } from './problem.js';

function error(id: string, message: string, steps?: readonly Step[]): Problem {
  return { id, severity: 'error', message, ...(steps && { at: { steps } }) };
}

export function fileTooShort(length: number, needed: number): Problem {
  return error(
    'file-too-short',
    `The file ends after ${length} bytes, but its header alone takes ${needed}. ` +
      'It is not a configuration, or it was cut off: build it again.',
  );
}

export function unknownSignature(found: string): Problem {
  return error(
    'unknown-signature',
    `The file starts with "${found}" instead of "JHCLL" (a cell) or "JHSYS" (a system). ` +
      'In a source, set .signature to JAILHOUSE_CELL_DESC_SIGNATURE or JAILHOUSE_SYSTEM_SIGNATURE; ' +
      'a file with another start is not a configuration.',
  );
}

/** `known`: the revisions that have the file's signature. */
export function unsupportedRevision(revision: number, known: readonly number[]): Problem {
  const range = [...new Set([Math.min(...known), Math.max(...known)])].join(' to ');
  const isNewer = revision > configRevision;
  return error(
    'unsupported-revision',
    `The file has revision ${revision} of the configuration format; with its signature, ` +
      `${range} is understood. ` +
      (isNewer
        ? 'It is newer than this program, and its arrays do not add up as those of revision ' +
          `${configRevision} do: compile its source here with its own headers.`
        : 'It is damaged, or no configuration: build it again from its source.'),
  );
}

/** A source says a number that is not the one of its headers. */
export function revisionOfOtherHeaders(revision: number, expected: number): Problem {
  return error(
    'unsupported-revision',
    `The file has revision ${revision} of the configuration format, and the headers that it is ` +
      `made with have ${expected}. A hypervisor refuses any other than its own: set .revision to ` +
      'JAILHOUSE_CONFIG_REVISION.',
  );
}

export function beforeRevisions(signature: string): Problem {
  return error(
    'before-revisions',
    `The file starts with "${signature}": it was made before November 2016, when configurations ` +
      'had no revision and changed their layout without notice. Build it again from its source, ' +
      'or compile that source here with its own headers.',
  );
}

/** Of a source: its headers describe a head that has no revision, or is another altogether. */
export function unknownHead(tag: string): Problem {
  return {
    id: 'unknown-head',
    severity: 'warning',
    message:
      `The headers describe a struct ${tag} without the signature and the revision of the format, ` +
      'as those from before November 2016 do. The image is what a C compiler makes of it, but what ' +
      'it says is neither shown nor checked. If that is not what you want, look which headers are found.',
  };
}

export function newerRevision(revision: number): Problem {
  return {
    id: 'newer-revision',
    severity: 'warning',
    message:
      `The file has revision ${revision} of the configuration format, newer than ${configRevision}. ` +
      `Its arrays add up as in revision ${configRevision} and it is read as such; what fields mean ` +
      'may have changed. Compare with the headers of that version.',
  };
}

/** The layout that was taken comes first; `isOpen`: nothing in the file speaks for it. */
export function ambiguousLayout(layouts: readonly Layout[], isOpen: boolean): Problem {
  const [taken, ...others] = layouts.map(({ id, title }) => `${id} (${title})`);
  return {
    id: 'ambiguous-layout',
    severity: isOpen ? 'warning' : 'information',
    message:
      `Revision ${layouts[0]?.revision ?? 0} had several layouts, and the file fits more than one ` +
      `of them. It is read as ${taken ?? ''}${isOpen ? '' : ', which makes the most sense'}; ` +
      `it may be ${others.join(' or ')}. ` +
      'Compile its source with its own headers to be sure.',
  };
}

export function architectureNotInFile(assumed: number): Problem {
  const isX86 = assumed === architectures.X86;
  return {
    id: 'architecture-not-in-file',
    severity: 'information',
    message:
      'Files before revision 14 do not say which architecture they are for. By its contents this ' +
      `one is taken for ${isX86 ? 'x86.' : 'ARM64; nothing in it tells ARM from ARM64.'}`,
  };
}

export function unknownArchitecture(architecture: number, steps: readonly Step[]): Problem {
  return error(
    'unknown-architecture',
    `Architecture ${architecture} is none of 0 (x86), 1 (ARM) and 2 (ARM64). ` +
      'Set .architecture to JAILHOUSE_X86, JAILHOUSE_ARM or JAILHOUSE_ARM64.',
    steps,
  );
}

export function arraysTruncated(missing: number, steps: readonly Step[]): Problem {
  return error(
    'arrays-truncated',
    `The descriptor counts more CPU set bytes and array elements than the file holds: ${missing} ` +
      'bytes are missing. The hypervisor refuses such a file. Let every count be the ' +
      "ARRAY_SIZE() of its array, and cpu_set_size the CPU set's sizeof; " +
      'build a .cell file again that was cut off.',
    steps,
  );
}

export function trailingBytes(count: number, steps: readonly Step[]): Problem {
  return {
    id: 'trailing-bytes',
    severity: 'warning',
    message:
      `${count} bytes follow the last array that the descriptor counts; nothing ever reads them. ` +
      'A count is missing or too small, the struct lacks __attribute__((packed)), or the arrays ' +
      'are in another order than the format wants: CPU set, memory, cache, irqchips, PIO, ' +
      'PCI devices, PCI capabilities, stream ids. Until this is mended, regions and CPUs are not checked.',
    at: { steps },
  };
}
