// SPDX-License-Identifier: MIT
// /proc/interrupts as it was saved: which interrupts Linux has drivers for.
import { damaged } from './board-problem.js';
import { noFacts } from './board-facts.js';
import type { InterruptFact } from './board-facts.js';
import type { FactsRead } from './iomem.js';

/** Number, one count for each CPU, the controller, and what is left of the line. */
export const interruptLine = /^\s*(\w+):((?:\s+\d+)+)\s+(\S.*)$/;

export function factsOfInterrupts(text: string, from: string): FactsRead {
  const rows = text.split(/\r?\n/);
  const interrupts: InterruptFact[] = [];
  for (const row of rows) {
    const description = interruptLine.exec(row)?.[3] ?? '';
    const gic = /^(?:GIC\S*|gic\S*)\s+(\d+)\s+(?:Edge|Level|edge|level)?\s*(.*)$/.exec(description);
    const ioapic = /^(?:IR-)?IO-APIC\s+(\d+)-\S+\s+(.*)$/.exec(description);
    const found = gic ?? ioapic;
    if (found?.[1] === undefined) continue;
    const controller = gic === null ? 'ioapic' : 'gic';
    interrupts.push({ controller, id: Number(found[1]), users: found[2] ?? '', from });
  }
  const isEmpty = !rows.some((row) => interruptLine.test(row));
  return {
    facts: { ...noFacts, files: [from], interrupts },
    problems: isEmpty ? [damaged('No line of it is one of /proc/interrupts.')] : [],
  };
}
