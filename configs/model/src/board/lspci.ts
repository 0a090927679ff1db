// SPDX-License-Identifier: MIT
// What `lspci -vv` prints; with -xxx or -xxxx the bytes of configuration
// space, too, which then count more than the words.
import { damaged, leftOut } from './board-problem.js';
import type { BoardProblem } from './board-problem.js';
import { formatBdf } from './format-bdf.js';
import { noFacts } from './board-facts.js';
import type { PciBarFact, PciCapabilityFact, PciFunctionFact } from './board-facts.js';
import type { FactsRead } from './iomem.js';
import { capabilitiesIn } from './pci-config-space.js';
import { capabilityNamed, extendedCapabilityNamed } from './pci-capability-names.js';

export const functionLine =
  /^(?:([0-9a-fA-F]{4,8}):)?([0-9a-fA-F]{2}):([0-9a-fA-F]{2})\.([0-7])\s+(\S.*)$/;

export function factsOfLspci(text: string, from: string): FactsRead {
  const problems: BoardProblem[] = [];
  const pciFunctions: PciFunctionFact[] = [];
  let block: { readonly line: number; readonly rows: string[] } | undefined;
  const finish = (): void => {
    if (block === undefined) return;
    const found = functionOf(block.rows, from);
    if (found !== undefined) pciFunctions.push(found);
  };
  text.split(/\r?\n/).forEach((row, index) => {
    if (functionLine.test(row)) {
      finish();
      block = { line: index + 1, rows: [row] };
    } else {
      block?.rows.push(row);
    }
  });
  finish();
  if (pciFunctions.length === 0) problems.push(damaged('No device is listed in it.'));
  const [unseen] = pciFunctions.filter(({ capabilities }) => capabilities === undefined);
  if (unseen !== undefined) {
    problems.push(
      leftOut(
        `Capabilities are not shown, those of ${formatBdf(unseen.bdf)} for one. ` +
          'Save the output of `lspci -vv` as root.',
      ),
    );
  }
  return { facts: { ...noFacts, files: [from], pciFunctions }, problems };
}

function functionOf(rows: readonly string[], from: string): PciFunctionFact | undefined {
  const head = functionLine.exec(rows[0] ?? '');
  if (head === null) return undefined;
  const [domain = 0, bus = 0, device = 0, number = 0] = head
    .slice(1, 5)
    .map((digits) => parseInt(digits || '0', 16));
  const text = rows.join('\n');
  const bytes = configSpaceIn(rows);
  const fromBytes = bytes && capabilitiesIn(bytes);
  const fromWords = wordsOfCapabilities(rows);
  const capabilities = fromBytes?.capabilities ?? fromWords.capabilities;
  const msi = fromBytes?.msi ?? fromWords.msi;
  const msix = fromBytes?.msix ?? fromWords.msix;
  return {
    domain,
    bdf: (bus << 8) | ((device & 0x1f) << 3) | number,
    title: head[5] ?? '',
    isBridge: /^\s*Bus: primary=/m.test(text) || /\bPCI bridge\b/.test(head[5] ?? ''),
    bars: rows.flatMap(barIn),
    ...(capabilities && { capabilities }),
    ...(msi && { msi }),
    ...(msix && { msix }),
    from,
  };
}

const sizes: Readonly<Record<string, bigint>> = {
  '': 1n,
  K: 1n << 10n,
  M: 1n << 20n,
  G: 1n << 30n,
  T: 1n << 40n,
};

/** Region 0: Memory at fe000000 (64-bit, non-prefetchable) [size=16K] */
function barIn(row: string): PciBarFact[] {
  const found = /^\s+Region ([0-5]): (Memory|I\/O ports) at (\S+)(.*)$/.exec(row);
  if (found === null) return [];
  const [, index = '0', kind, address = '', rest = ''] = found;
  const size = /\[size=(\d{1,9})([KMGT]?)\]/.exec(rest);
  const isAssigned = /^[0-9a-fA-F]{1,16}$/.test(address);
  return [
    {
      index: Number(index),
      kind: kind === 'Memory' ? 'memory' : 'io',
      is64Bit: rest.includes('64-bit'),
      ...(isAssigned && { start: BigInt(`0x${address}`) }),
      ...(size?.[1] !== undefined && { size: BigInt(size[1]) * (sizes[size[2] ?? ''] ?? 1n) }),
    },
  ];
}

interface Capabilities {
  capabilities?: PciCapabilityFact[];
  msi?: PciFunctionFact['msi'];
  msix?: PciFunctionFact['msix'];
}

/** Capabilities: [50] MSI: Enable+ Count=1/8 Maskable- 64bit+ */
function wordsOfCapabilities(rows: readonly string[]): Capabilities {
  const found: Capabilities = {};
  const hasNone = rows.some((row) => /^\s*Status: Cap-/.test(row));
  if (hasNone) found.capabilities = [];
  rows.forEach((row, index) => {
    const [, start, version, name = ''] =
      /^\s*Capabilities: \[([0-9a-fA-F]{2,3})( v\d+)?\]\s*(.*)$/.exec(row) ?? [];
    if (start === undefined) return;
    const offset = parseInt(start, 16);
    const isExtended = version !== undefined || offset >= 0x100;
    const id = isExtended ? extendedCapabilityNamed(name) : capabilityNamed(name);
    found.capabilities ??= [];
    // The name may be newer than the table; the place still counts.
    found.capabilities.push({ id: id ?? 0, isExtended, start: offset });
    const msi = /^MSI: .*Count=\d+\/(\d+) Maskable([-+]) 64bit([-+])/.exec(name);
    if (msi !== null) {
      found.msi = { vectors: Number(msi[1]), isMaskable: msi[2] === '+', is64Bit: msi[3] === '+' };
    }
    const vectors = /^MSI-X: .*Count=(\d+)/.exec(name)?.[1];
    const table = /Vector table: BAR=([0-5]) offset=([0-9a-fA-F]+)/.exec(rows[index + 1] ?? '');
    if (vectors !== undefined && table !== null) {
      const [, bar = '0', tableOffset = '0'] = table;
      found.msix = {
        vectors: Number(vectors),
        tableBar: Number(bar),
        tableOffset: parseInt(tableOffset, 16),
      };
    }
  });
  return found;
}

/** Rows such as `10: 04 00 f0 fe ...`, if at least the first 256 bytes are there. */
function configSpaceIn(rows: readonly string[]): Uint8Array | undefined {
  const bytes = new Uint8Array(4096);
  let length = 0;
  for (const row of rows) {
    const found = /^([0-9a-fA-F]{2,3}):((?: [0-9a-fA-F]{2}){1,16})\s*$/.exec(row);
    if (found?.[2] === undefined) continue;
    const offset = parseInt(found[1] ?? '0', 16);
    const values = found[2].trim().split(' ');
    values.forEach((value, index) => (bytes[offset + index] = parseInt(value, 16)));
    if (offset === length) length += values.length;
  }
  return length >= 256 ? bytes.subarray(0, length) : undefined;
}
