// SPDX-License-Identifier: MIT
// The page of a rule: all that its check says of itself, for people who meet
// one of its problems.
import type { Check, UpstreamGroup } from './check.js';
import { checks } from './checks/index.js';

const needs: Readonly<Record<NonNullable<Check['needs']>, string>> = {
  system: 'the system beside the cell',
  'launch-set': 'the cells that are meant to run together',
  board: 'facts about the board, such as its device tree',
};

/** The words of the reference's checker. */
const upstreamTitles: Readonly<Record<UpstreamGroup, string>> = {
  'overlap-cell': 'Overlapping memory regions inside cell',
  'overlap-hypervisor': 'Overlapping memory regions with hypervisor',
  mmconfig: 'Missing PCI MMCONFIG interceptions',
  iommu: 'Missing IOMMU interceptions',
  architecture: 'Missing resource interceptions for architecture',
};

/** Markdown; undefined if there is no such rule. */
export function rulePage(id: string): string | undefined {
  const check = checks.find((each) => each.id === id);
  return check && pageOf(check);
}

function pageOf(check: Check): string {
  const { id, severity, describe, consequence, remedy, evidence, predicts } = check;
  const sections = [
    `# ${id}`,
    `**${severity}** ${describe}`,
    `## What happens\n\n${consequence}${predicts ? `\n\n${predictionText(predicts)}` : ''}`,
    `## What to do\n\n${remedy}`,
    `## How we know\n\n${evidence}`,
  ];
  const more = [
    ...(check.needs ? [`The rule needs ${needs[check.needs]}.`] : []),
    ...(check.upstream
      ? [`\`jailhouse config check\` looks for this under "${upstreamTitles[check.upstream]}".`]
      : []),
  ];
  return `${[...sections, ...more].join('\n\n')}\n`;
}

function predictionText({ outcome, reason }: NonNullable<Check['predicts']>): string {
  if (outcome === 'parked') return 'The hypervisor parks the CPU that tries it.';
  const by = reason === undefined ? '' : ` with \`${reason}\``;
  return `The hypervisor refuses the configuration${by}.`;
}
