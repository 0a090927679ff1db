// SPDX-License-Identifier: MIT
// /proc/iomem as it was saved: one range a line, indented under the range
// that it is part of.
import { damaged } from './board-problem.js';
import type { BoardProblem } from './board-problem.js';
import { noFacts } from './board-facts.js';
import type { BoardFacts, IoapicFact, MemoryFact, MemoryKind, PciHostFact } from './board-facts.js';

export interface FactsRead {
  readonly facts: BoardFacts;
  readonly problems: readonly BoardProblem[];
}

export const iomemLine = /^(\s*)([0-9a-fA-F]{4,16})-([0-9a-fA-F]{4,16})\s*:\s*(.*?)\s*$/;

export function factsOfIomem(text: string, from: string): FactsRead {
  const memory: MemoryFact[] = [];
  const pciHosts: PciHostFact[] = [];
  const ioapics: IoapicFact[] = [];
  const problems: BoardProblem[] = [];
  let hidden = 0;
  text.split(/\r?\n/).forEach((row, index) => {
    if (row.trim() === '' || row.startsWith('#')) return;
    const [, indent = '', first = '', last = '', name = ''] = iomemLine.exec(row) ?? [];
    if (first === '') {
      if (problems.length < 8) {
        problems.push(damaged('This is no line of /proc/iomem: start-end : name.', index + 1));
      }
      return;
    }
    const start = BigInt(`0x${first}`);
    const end = BigInt(`0x${last}`) + 1n;
    if (start === 0n && end === 1n) hidden++;
    else memory.push({ start, end, name, kind: kindOf(name, indent), from });
    const bridge =
      /^PCI (?:MMCONFIG|ECAM) (?:([0-9a-f]{4}) )?\[bus ([0-9a-f]{2})-([0-9a-f]{2})\]/.exec(name);
    if (bridge !== null) {
      const [domain, firstBus, lastBus] = bridge.slice(1).map((each) => parseInt(each || '0', 16));
      pciHosts.push({
        configSpace: { start, end },
        domain: domain ?? 0,
        firstBus: firstBus ?? 0,
        lastBus: lastBus ?? 0,
        from,
      });
    }
    const ioapic = /^IOAPIC (\d+)$/.exec(name)?.[1];
    if (ioapic !== undefined) ioapics.push({ id: Number(ioapic), address: start, from });
  });
  if (hidden > 0) {
    problems.push(damaged('All addresses are zero: Linux hides them. Save /proc/iomem as root.'));
  }
  return { facts: { ...noFacts, files: [from], memory, pciHosts, ioapics }, problems };
}

const kinds: readonly (readonly [RegExp, MemoryKind])[] = [
  [/^System RAM\b/, 'system-ram'],
  [/^ACPI (Tables|Non-volatile Storage)$/, 'firmware'],
  [
    /^(reserved|Reserved|Jailhouse\b.*|Unusable memory|Persistent Memory.*|Soft Reserved|RAM buffer)$/,
    'reserved',
  ],
  [/^PCI Bus\b/, 'pci-window'],
  [/^PCI (MMCONFIG|ECAM)\b/, 'device'],
];

/** What lies in System RAM is memory, too, and Linux' own unless it is reserved. */
function kindOf(name: string, indent: string): MemoryKind {
  const kind = kinds.find(([pattern]) => pattern.test(name))?.[1];
  if (kind !== undefined) return kind;
  const isOfKernel = /^(Kernel (code|data|bss|rodata)|Crash kernel|initrd)/.test(name);
  return isOfKernel && indent !== '' ? 'system-ram' : 'device';
}
