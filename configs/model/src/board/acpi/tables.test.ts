// SPDX-License-Identifier: MIT
// What ACPI tables tell of IOMMUs, interrupt controllers, CPUs and PCI.
import assert from 'node:assert/strict';
import type { BoardFacts } from '../board-facts.js';
import { acpiTable, dmar, ivrs, madt, mcfg } from '../board-texts.test-support.js';
import { readBoardFile } from '../read-board-file.js';
import type { BoardFileRead } from '../read-board-file.js';

function read(name: string, content: string | Uint8Array): BoardFileRead {
  const bytes =
    typeof content === 'string'
      ? Uint8Array.from(content, (character) => character.charCodeAt(0))
      : content;
  return readBoardFile({ name, path: name, bytes }, () => undefined);
}

function factsOf(name: string, content: string | Uint8Array): BoardFacts {
  const { facts, problems } = read(name, content);
  assert.deepEqual(problems, []);
  return facts;
}

function messagesOf({ problems }: BoardFileRead): string {
  return problems.map(({ message }) => message).join('\n');
}

describe('ACPI tables', () => {
  it('tell IOMMUs of Intel, what they cover, IOAPICs and memory of devices', () => {
    const facts = factsOf('DMAR', dmar);
    assert.deepEqual(
      facts.iommus.map(({ kind, base, scopes, coversRest }) => [kind, base, scopes, coversRest]),
      [
        ['intel', 0xfed90000n, [{ firstBdf: 0x10, lastBdf: 0x10 }], false],
        ['intel', 0xfed91000n, [], true],
      ],
    );
    assert.deepEqual(facts.ioapics[0]?.requester, { bdf: 0xf0f8, iommu: 1 });
    assert.deepEqual(
      facts.dmaRanges.map(({ start, end, bdfs }) => [start, end, bdfs]),
      [[0x7d000000n, 0x7d020000n, [0xa0]]],
    );
  });

  it('tell IOMMUs of AMD', () => {
    const facts = factsOf('ivrs.bin', ivrs);
    assert.deepEqual(
      facts.iommus.map(({ kind, base, scopes }) => [kind, base, scopes]),
      [
        [
          'amd',
          0xfeb80000n,
          [
            { firstBdf: 8, lastBdf: 0xff },
            { firstBdf: 0x110, lastBdf: 0x110 },
          ],
        ],
      ],
    );
    assert.deepEqual(facts.ioapics[0]?.requester, { bdf: 0xa0, iommu: 0 });
  });

  it('tell CPUs and interrupt controllers, and PCI, several in one file', () => {
    const facts = factsOf('tables.bin', Uint8Array.from([...madt, ...mcfg]));
    assert.deepEqual(
      facts.cpus.map(({ hardwareId, isEnabled }) => [hardwareId, isEnabled]),
      [
        [0, true],
        [2, false],
      ],
    );
    assert.deepEqual(facts.gic?.redistributors, [{ start: 0x80a0000n, end: 0x9000000n }]);
    assert.deepEqual(
      facts.pciHosts.map(({ configSpace, lastBus }) => [configSpace.start, lastBus]),
      [[0xe0000000n, 63]],
    );
  });

  it('are read from the text of acpidump, too', () => {
    const rows: string[] = [];
    for (let at = 0; at < mcfg.length; at += 16) {
      const digits = [...mcfg.slice(at, at + 16)].map((byte) => byte.toString(16).padStart(2, '0'));
      rows.push(`    ${at.toString(16).padStart(4, '0')}: ${digits.join(' ')}  ........`);
    }
    const facts = factsOf('acpi.txt', `MCFG @ 0x000000007FFE1234\n${rows.join('\n')}\n`);
    assert.equal(facts.pciHosts.length, 1);
  });

  it('that are cut off or changed are told', () => {
    assert.match(messagesOf(read('DMAR', dmar.slice(0, 90))), /DMAR is cut off/);
    const changed = Uint8Array.from(dmar);
    changed[80] = 77;
    assert.match(messagesOf(read('DMAR', changed)), /checksum of table DMAR/);
    assert.match(
      messagesOf(read('SSDT', acpiTable('SSDT', [1, 2, 3]))),
      /Nothing is known from SSDT/,
    );
  });
});
