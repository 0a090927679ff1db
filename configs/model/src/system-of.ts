// SPDX-License-Identifier: MIT
// Which system a cell's source belongs to: the file beside it whose base name
// is the longest proper prefix of the cell's, up to a hyphen.

const extension = /\.(c|cell)$/;

/**
 * The system file of a cell file, chosen among `candidates` (paths; those in
 * other folders or with another extension do not count). Undefined: none fits, so
 * the file may itself be a system.
 *
 * `qemu-arm64-inmate-demo.c` belongs to `qemu-arm64.c`.
 */
export function systemFileOf(file: string, candidates: Iterable<string>): string | undefined {
  const { folder, name, suffix } = splitPath(file);
  let best: string | undefined;
  let bestLength = 0;
  for (const candidate of candidates) {
    const other = splitPath(candidate);
    if (other.folder !== folder || other.suffix !== suffix || suffix === '') continue;
    if (name.startsWith(`${other.name}-`) && other.name.length > bestLength) {
      best = candidate;
      bestLength = other.name.length;
    }
  }
  return best;
}

/**
 * The files that may be a cell file's system, the likeliest first: names alone
 * do not tell whether `board-linux.c` is a system or a cell of `board.c`.
 */
export function systemCandidatesOf(file: string, candidates: readonly string[]): string[] {
  const found: string[] = [];
  let next = systemFileOf(file, candidates);
  while (next !== undefined) {
    found.push(next);
    next = systemFileOf(next, candidates);
  }
  return found;
}

function splitPath(file: string): { folder: string; name: string; suffix: string } {
  const slash = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'));
  const base = file.slice(slash + 1);
  const suffix = extension.exec(base)?.[0] ?? '';
  return {
    folder: file.slice(0, slash + 1),
    name: base.slice(0, base.length - suffix.length),
    suffix,
  };
}
