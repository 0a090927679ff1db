// SPDX-License-Identifier: MIT
// Two ends of one link that share no memory, or only some of it.
import { setValue } from '../../fix.js';
import { formatRange } from '../../format.js';
import { linkPairCheck } from '../../ivshmem-link.js';
import type { Section } from '../../ivshmem-link.js';

export const ivshmemSectionsDiffer = linkPairCheck(
  {
    id: 'ivshmem-sections-differ',
    severity: 'error',
    describe: 'A section of shared memory is not the same memory at both ends of a link.',
    consequence:
      'Nobody compares the sections at run time: what one side writes never reaches the other.',
    remedy: 'Give the section the same .phys_start and .size at all ends.',
    evidence: 'The hypervisor does not compare what the ends of a link say (ivshmem_init).',
  },
  (first, second) => {
    const pairs = (second.sections ?? []).flatMap((section, n): [Section, Section][] => {
      const other = first.sections?.[n];
      return other === undefined ? [] : [[other, section]];
    });
    const wrong = pairs.find(([a, b]) => !isSame(a, b));
    // Without anything in common the two are different links.
    if (wrong === undefined || !pairs.some(isShared)) return undefined;
    const [other, section] = wrong;
    const field = other.region.physStart === section.region.physStart ? 'size' : 'physStart';
    const edits = pairs
      .filter(([a, b]) => !isSame(a, b) && a.region.size !== 0n && b.region.size !== 0n)
      .flatMap(([{ region: a }, { region: b, at }]) => [
        ...(a.physStart === b.physStart ? [] : [setValue(at('physStart'), a.physStart)]),
        ...(a.size === b.size ? [] : [setValue(at('size'), a.size)]),
      ]);
    return {
      what: `has ${section.name} at ${text(section)}, but ${first.cell.title} at ${text(other)}`,
      at: section.at(field),
      related: [{ at: other.at(field), message: `${first.title} has it at ${text(other)}.` }],
      ...(edits.length > 0 && {
        fix: { title: `Take the sections of ${first.cell.title}`, edits },
      }),
    };
  },
);

/** Sections that are left out have no place. */
function isSame({ region: a }: Section, { region: b }: Section): boolean {
  return a.size === b.size && (a.size === 0n || a.physStart === b.physStart);
}

function isShared([{ region: a }, { region: b }]: [Section, Section]): boolean {
  return a.size !== 0n && b.size !== 0n && a.physStart === b.physStart;
}

function text({ region }: Section): string {
  return formatRange(region.physStart, region.size);
}
