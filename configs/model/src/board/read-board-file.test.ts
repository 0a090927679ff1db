// SPDX-License-Identifier: MIT
// What files about a board say, each kind by an example, and that no damage to
// one makes its reader stumble.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BoardFacts } from './board-facts.js';
import {
  boardSource,
  dmar,
  interrupts,
  iomem,
  ivrs,
  lspci,
  madt,
  mcfg,
} from './board-texts.test-support.js';
import { readBoardFile } from './read-board-file.js';
import type { BoardFileRead } from './read-board-file.js';

const none = (): undefined => undefined;

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function read(name: string, content: string | Uint8Array): BoardFileRead {
  const bytes = typeof content === 'string' ? bytesOf(content) : content;
  return readBoardFile({ name, path: name, bytes }, none);
}

function factsOf(name: string, content: string | Uint8Array): BoardFacts {
  const { facts, problems } = read(name, content);
  assert.deepEqual(problems, []);
  return facts;
}

function messagesOf({ problems }: BoardFileRead): string {
  return problems.map(({ message, line }) => `${line ?? ''}: ${message}`).join('\n');
}

describe('A device tree source', () => {
  const { facts, problems } = read('board.dts', boardSource);
  const device = (path: string) => facts.devices.find((each) => each.path === path);

  it('tells memory, what is reserved of it and for whom', () => {
    assert.deepEqual(
      facts.memory.map(({ start, end, kind, name }) => [start, end, kind, name]),
      [
        [0x80000000n, 0xc0000000n, 'ram', '/memory@80000000'],
        [0x80000000n, 0x80010000n, 'reserved', '/memreserve/'],
        [0xbf000000n, 0xbf800000n, 'firmware', '/reserved-memory/optee@bf000000'],
      ],
    );
  });

  it('tells registers through buses, interrupts, clocks and what is switched off', () => {
    assert.deepEqual(device('/bus@20000000/serial@1000'), {
      path: '/bus@20000000/serial@1000',
      compatible: ['arm,pl011', 'arm,primecell'],
      ranges: [{ start: 0x20001000n, end: 0x20001100n }],
      interrupts: [65],
      isEnabled: true,
      streams: [],
      clockFrequency: 24000000,
      from: 'board.dts',
    });
    assert.equal(device('/bus@20000000/serial@2000')?.isEnabled, true);
    assert.equal(device('/bus@20000000/i2c@b000/sensor@48'), undefined);
  });

  it('tells several registers, interrupts of named controllers and streams of an IOMMU', () => {
    const net = device('/bus@20000000/net@9000');
    assert.deepEqual(net?.interrupts, [72, 73]);
    assert.equal(net.ranges.length, 2);
    assert.deepEqual(net.streams, [{ iommu: '/bus@20000000/iommu@8000', id: 0x870, mask: 7 }]);
    assert.deepEqual(
      facts.iommus.map(({ kind, base }) => [kind, base]),
      [['smmuv2', 0x20008000n]],
    );
  });

  it('tells CPUs, the interrupt controller, the console and the command line', () => {
    assert.deepEqual(
      facts.cpus.map(({ hardwareId, isEnabled }) => [hardwareId, isEnabled]),
      [
        [0, true],
        [0x100, false],
      ],
    );
    assert.equal(facts.gic?.version, 2);
    assert.equal(facts.gic.cpuInterface?.start, 0x10002000n);
    assert.equal(facts.gic.virtualCpuInterface?.start, 0x10006000n);
    assert.equal(facts.gic.maintenanceInterrupt, 25);
    assert.equal(facts.console?.path, '/bus@20000000/serial@1000');
    assert.equal(facts.commandLine?.memory[0]?.size, 960n << 20n);
  });

  it('tells which names have no definition, and leaves out only what needs them', () => {
    assert.match(messagesOf({ facts, problems, included: [] }), /^: Macros .*: LAST_BUS\. /);
  });

  it('reads what it includes, overrides, deletes and obeys conditionals', () => {
    const files: Readonly<Record<string, string>> = {
      'chip.dtsi': '/ { a: one { reg = <BASE 1>; gone; }; two { }; };\n#define LATE 1\n',
    };
    const text =
      '/dts-v1/;\n#define BASE \\\n 0x40\n#include "chip.dtsi"\n/include/ "none.dtsi"\n' +
      '#if defined(LATE) && LATE == 1\n&a { compatible = "x"; /delete-property/ gone; };\n' +
      '#elif 1\nthis is not read\n#else\nnor this\n#endif\n/ { /delete-node/ two; };\n';
    const asked: string[] = [];
    const { problems: found, included } = readBoardFile(
      { name: 'b.dts', path: 'b.dts', bytes: bytesOf(text) },
      (path, from) => {
        asked.push(`${from} ${path}`);
        const content = files[path];
        return content === undefined ? undefined : { path, text: content };
      },
    );
    assert.deepEqual(asked, ['b.dts chip.dtsi', 'b.dts none.dtsi']);
    assert.deepEqual(included, ['chip.dtsi', 'none.dtsi']);
    assert.deepEqual(
      found.map(({ severity, message }) => [severity, message]),
      [['information', 'Included files were not found and what they say is missing: none.dtsi.']],
    );
  });

  it('reads calls of macros that go on in the next line', () => {
    const text =
      '/dts-v1/;\n#define AT(base, offset) (base + offset)\n/ { #address-cells = <1>;\n' +
      'a { compatible = "x"; reg = <AT(0x1000,\n 0x20)\n 0x10>; }; };\n';
    assert.deepEqual(
      factsOf('board.dts', text).devices.map(({ ranges }) => ranges),
      [[{ start: 0x1020n, end: 0x1030n }]],
    );
  });

  it('reads on behind a mistake and tells its line', () => {
    const broken = boardSource.replace('reg = <UART_BASE 0x100>;', 'reg = <UART_BASE 0x100;');
    const told = read('board.dts', broken);
    const line =
      1 + boardSource.slice(0, boardSource.indexOf('reg = <UART_BASE')).split('\n').length;
    assert.ok(Math.abs((told.problems[1]?.line ?? told.problems[0]?.line ?? 0) - line) <= 1);
    assert.ok(told.facts.devices.some(({ path }) => path.endsWith('net@9000')));
  });
});

describe('What Linux tells', () => {
  it('is memory in /proc/iomem, with what PCI and interrupt controllers have', () => {
    const facts = factsOf('iomem.txt', iomem);
    const kinds = facts.memory.map(({ name, kind }) => [name, kind]);
    assert.deepEqual(kinds.slice(2, 7), [
      ['System RAM', 'system-ram'],
      ['Kernel code', 'system-ram'],
      ['Reserved', 'reserved'],
      ['System RAM', 'system-ram'],
      ['ACPI Tables', 'firmware'],
    ]);
    assert.deepEqual(
      facts.pciHosts.map(({ configSpace, lastBus }) => [configSpace.start, lastBus]),
      [[0xb0000000n, 255]],
    );
    assert.deepEqual(
      facts.ioapics.map(({ id, address }) => [id, address]),
      [[0, 0xfec00000n]],
    );
  });

  it('is nothing in /proc/iomem that was not saved as root, and that is said', () => {
    const hidden = read('iomem', '00000000-00000000 : System RAM\n00000000-00000000 : Reserved\n');
    assert.deepEqual(hidden.facts.memory, []);
    assert.match(messagesOf(hidden), /Save \/proc\/iomem as root/);
  });

  it('is a mistake in /proc/iomem with its line', () => {
    assert.match(messagesOf(read('iomem', `${iomem}nonsense\n`)), /^13: This is no line/);
  });

  it('is the interrupts with drivers in /proc/interrupts', () => {
    assert.deepEqual(
      factsOf('irq.txt', interrupts).interrupts.map(({ controller, id, users }) => [
        controller,
        id,
        users,
      ]),
      [
        ['gic', 27, 'arch_timer'],
        ['gic', 33, 'uart-pl011'],
        ['ioapic', 4, 'ttyS0'],
      ],
    );
  });

  it('is PCI functions with BARs, capabilities and vectors in the output of lspci', () => {
    const [bridge, network] = factsOf('pci.txt', lspci).pciFunctions;
    assert.deepEqual(bridge?.capabilities, []);
    assert.equal(network?.bdf, 0x20);
    assert.deepEqual(network.bars, [
      { index: 0, kind: 'memory', is64Bit: true, start: 0xfe000000n, size: 0x4000n },
      { index: 2, kind: 'io', is64Bit: false, start: 0xc000n, size: 32n },
      { index: 4, kind: 'memory', is64Bit: false, start: 0xfe010000n, size: 0x1000n },
    ]);
    assert.deepEqual(
      network.capabilities?.map(({ id, start, isExtended }) => [id, start, isExtended]),
      [
        [1, 0x40, false],
        [5, 0x50, false],
        [0x11, 0x70, false],
        [0x10, 0xa0, false],
        [1, 0x100, true],
      ],
    );
    assert.deepEqual(network.msi, { vectors: 8, isMaskable: false, is64Bit: true });
    assert.deepEqual(network.msix, { vectors: 5, tableBar: 4, tableOffset: 0x400 });
  });

  it('is capabilities out of the bytes where lspci prints them', () => {
    const space = new Array<number>(256).fill(0);
    space[6] = 0x10;
    space[0x34] = 0x40;
    space.splice(0x40, 4, 0x05, 0x60, 0x86, 0x01);
    space.splice(0x60, 12, 0x11, 0x00, 0x03, 0x80, 0x02, 0x20, 0, 0, 0x02, 0x30, 0, 0);
    const rows = Array.from({ length: 16 }, (_unused, row) => {
      const bytes = space.slice(16 * row, 16 * row + 16);
      return `${row.toString(16)}0: ${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`;
    });
    const text = `00:01.0 Device: Imaginary\n\tCapabilities: <access denied>\n${rows.join('\n')}\n`;
    const [device] = factsOf('lspci.txt', text).pciFunctions;
    assert.deepEqual(
      device?.capabilities?.map(({ id, start }) => [id, start]),
      [
        [5, 0x40],
        [0x11, 0x60],
      ],
    );
    assert.deepEqual(device.msi, { vectors: 8, is64Bit: true, isMaskable: true });
    assert.deepEqual(device.msix, { vectors: 4, tableBar: 2, tableOffset: 0x2000 });
  });

  it('is missing capabilities where lspci was not run as root', () => {
    const text = '00:01.0 Device: Imaginary\n\tCapabilities: <access denied>\n';
    assert.match(messagesOf(read('lspci.txt', text)), /those of 00:01\.0 for one.*as root/);
  });
});

describe('The kernel command line', () => {
  const memory = (text: string) =>
    factsOf('cmdline.txt', text).commandLine?.memory.map(({ kind, size, start, rest }) => [
      kind,
      size,
      start,
      rest,
    ]);

  it('tells amounts and ranges of memory with their units', () => {
    assert.deepEqual(memory('root=/dev/sda1 mem=768M memmap=82M$0x3a000000,0x1000@4G'), [
      ['', 768n << 20n, undefined, ''],
      ['$', 82n << 20n, 0x3a000000n, ''],
      ['@', 0x1000n, 4n << 30n, ''],
    ]);
  });

  it('tells what is left of an escape that went wrong', () => {
    assert.deepEqual(memory('memmap=66Mx3b000000 memmap=66M\\$0x3b000000'), [
      ['', 66n << 20n, undefined, 'x3b000000'],
      ['', 66n << 20n, undefined, '\\$0x3b000000'],
    ]);
  });

  it('is found in the defaults of GRUB and in boot scripts', () => {
    const text =
      '# defaults\nGRUB_TIMEOUT=5\nGRUB_CMDLINE_LINUX_DEFAULT="quiet mem=1G a=\'b c\'"\n';
    const { commandLine } = factsOf('grub', text);
    assert.equal(commandLine?.isScript, true);
    assert.deepEqual(commandLine.options[0], { name: 'quiet', value: '' });
    assert.equal(factsOf('cmdline', 'setenv bootargs mem=1G').commandLine?.memory.length, 1);
  });
});

describe('Whatever a file about a board holds', () => {
  const samples: readonly (readonly [string, Uint8Array])[] = [
    ['board.dts', bytesOf(boardSource)],
    ['iomem', bytesOf(iomem)],
    ['interrupts', bytesOf(interrupts)],
    ['lspci', bytesOf(lspci)],
    ['cmdline', bytesOf('root=/dev/sda mem=1G memmap=1M$2M')],
    ['tables', Uint8Array.from([...dmar, ...madt, ...mcfg, ...ivrs])],
  ];

  it('is told if it is none of them', () => {
    assert.match(messagesOf(read('notes.txt', 'Dear reader')), /What it is can not be told/);
  });

  for (const [name, bytes] of samples) {
    it(`never makes the reader of ${name} stumble when it is changed`, () => {
      const change = fc.record({
        at: fc.nat(bytes.length),
        cut: fc.nat(12),
        put: fc.uint8Array({ maxLength: 6 }),
      });
      fc.assert(
        fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
          let changed: Uint8Array = bytes;
          for (const { at, cut, put } of changes) {
            changed = Uint8Array.from([
              ...changed.slice(0, at),
              ...put,
              ...changed.slice(at + cut),
            ]);
          }
          read(name, changed);
        }),
        { numRuns: 150 },
      );
    });

    it(`never makes the reader of ${name} stumble when it is cut off`, () => {
      const step = Math.max(1, Math.floor(bytes.length / 300));
      for (let end = 0; end < bytes.length; end += step) read(name, bytes.slice(0, end));
    });
  }

  it('does not take long to be refused where it nests or repeats without end', () => {
    read('a.dts', `/dts-v1/;\n/ {${' a {'.repeat(20_000)}`);
    read('b.dts', `/dts-v1/;\n#define A B B\n#define B C C\n${growing()}\n/ { x = <A>; };`);
    read('c.dts', `/dts-v1/;\n/ { x = <${'('.repeat(20_000)}1>; };`);
    read('d.dts', `/dts-v1/;\n/ { x = <(1 ${'+ 1 '.repeat(1000)})>; };`);
  });
});

function growing(): string {
  const letters = 'CDEFGHIJKLMNOPQRSTUVWXYZ';
  return Array.from(letters)
    .slice(0, -1)
    .map((letter, index) => `#define ${letter} ${letters[index + 1]} ${letters[index + 1]}`)
    .join('\n');
}
