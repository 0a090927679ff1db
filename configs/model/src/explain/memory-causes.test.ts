// SPDX-License-Identifier: MIT
// Accesses to memory and devices: what leads to which cause.
import { strict as assert } from 'node:assert';
import type { BoardFacts } from '../board/board-facts.js';
import { noFacts } from '../board/board-facts.js';
import { memoryFlags } from '../constants.js';
import { sampleCell } from '../sample-config.test-support.js';
import { demo, edits, first, parked, ramOf, system } from './causes.test-support.js';

const { READ, WRITE, IO, IO_32, COMM_REGION } = memoryFlags;

describe('a cause', () => {
  it('is a width that a sub-page region does not allow', () => {
    const uart = { physStart: 0x9000000n, virtStart: 0x9000000n, size: 0x100n };
    const set = { cells: [demo({ regions: [{ ...uart, flags: READ | WRITE | IO | IO_32 }] })] };
    const cause = first(`FATAL: Invalid MMIO write, address: 9000018, size: 1\n${parked}`, set);
    assert.match(cause.title, /does not allow accesses 8 bits wide/);
    assert.equal(cause.likelihood, 'certain');
    assert.match(edits(cause.fix), /JAILHOUSE_MEM_IO_8/);
  });

  it('is an access that is not aligned, where the region does not allow that', () => {
    const uart = { physStart: 0x9000000n, virtStart: 0x9000000n, size: 0x100n };
    const set = { cells: [demo({ regions: [{ ...uart, flags: READ | WRITE | IO | IO_32 }] })] };
    const cause = first(`Unhandled data read at 0x9000002(4)\n${parked}`, set);
    assert.match(cause.title, /no multiple of 4/);
  });

  it('is an access over the end of a sub-page region', () => {
    const uart = { physStart: 0x9000000n, virtStart: 0x9000000n, size: 0x1an };
    const set = { cells: [demo({ regions: [{ ...uart, flags: READ | WRITE | IO | IO_32 }] })] };
    const cause = first(`Unhandled data read at 0x9000018(4)\n${parked}`, set);
    assert.match(cause.title, /reaches over the end/);
    assert.match(edits(cause.fix), /0x1c/);
  });

  it('is the page that another cell took, and sharing it the remedy', () => {
    const gpio = { physStart: 0x1c20000n, virtStart: 0x1c20000n, size: 0x1000n };
    const set = {
      system: system({ regions: [{ ...gpio, flags: READ | WRITE | IO }] }),
      cells: [demo({ regions: [{ ...gpio, flags: READ | WRITE | IO }] })],
    };
    const text = 'Unhandled data write at 0x1c20800(4)\nParking CPU 0 (Cell: "board")';
    const cause = first(text, set);
    assert.match(cause.title, /cell "demo" took it from the root cell/);
    assert.equal(cause.at?.config, 'demo.c');
    assert.match(edits(cause.fix), /ROOTSHARED/);
  });

  it('is the rest of a page that another cell took', () => {
    const page = { physStart: 0x1c20000n, virtStart: 0x1c20000n, size: 0x2000n };
    const set = {
      system: system({ regions: [{ ...page, flags: READ | WRITE | IO }] }),
      cells: [demo({ regions: [{ ...page, size: 0x100n, flags: READ | WRITE | IO }] })],
    };
    const text = 'Unhandled data write at 0x1c20800(4)\nParking CPU 0 (Cell: "board")';
    assert.match(first(text, set).title, /took the page that it lies in/);
  });

  it('is a physical address where the cell has another', () => {
    const set = { cells: [demo({ regions: [ramOf(0n)] })] };
    const cause = first(`Unhandled data read at 0x7fa00100(4)\n${parked}`, set);
    assert.match(cause.title, /is a physical address, which the cell sees at 0x100/);
  });

  it('is a reset address that no region covers', () => {
    const cell = demo({ regions: [ramOf(0x10000n)] }, { cpuResetAddress: 0x40000000n });
    const cause = first(`FATAL: instruction abort at 0x40000000\n${parked}`, { cells: [cell] });
    assert.match(cause.title, /no memory region of "demo" covers its reset address/);
    assert.deepEqual(cause.at?.steps, ['cell', 'cpuResetAddress']);
  });

  it('is a communication region that is missing, or elsewhere', () => {
    const text = `Unhandled data read at 0x80000000(4)\n${parked}`;
    const missing = first(text, { cells: [demo({ regions: [ramOf(0n)] })] });
    assert.match(missing.title, /has no communication region/);
    assert.match(edits(missing.fix), /JAILHOUSE_MEM_COMM_REGION/);
    const comm = { virtStart: 0x90000000n, size: 0x1000n, flags: READ | WRITE | COMM_REGION };
    const elsewhere = first(text, { cells: [demo({ regions: [ramOf(0n), comm] })] });
    assert.match(elsewhere.title, /lies elsewhere/);
    assert.match(edits(elsewhere.fix), /0x80000000/);
  });

  it('is a null pointer', () => {
    const set = { cells: [demo({ regions: [ramOf(0x10000n)] }, { cpuResetAddress: 0x10000n })] };
    assert.match(first(`Unhandled data read at 0x8(8)\n${parked}`, set).title, /null pointer/);
    const jump = first(`FATAL: instruction abort at 0x0\n${parked}`, set);
    assert.match(jump.title, /jumped through a null pointer/);
  });

  it('is a device that the board has and the cell was not given', () => {
    const board: BoardFacts = {
      ...noFacts,
      devices: [
        {
          path: '/soc/i2c@1c2ac00',
          compatible: ['vendor,i2c'],
          ranges: [{ start: 0x1c2ac00n, end: 0x1c2b000n }],
          interrupts: [39],
          isEnabled: true,
          streams: [],
          from: 'board.dts',
        },
      ],
    };
    const set = { cells: [demo({ regions: [ramOf(0n)] })], board };
    const cause = first(`Unhandled data read at 0x1c2ac04(4)\n${parked}`, set);
    assert.match(cause.title, /\/soc\/i2c@1c2ac00 \(vendor,i2c\) of board\.dts/);
    assert.match(cause.explanation, /interrupt 39/);
    assert.match(edits(cause.fix), /"physStart":"0x1c2a000"/);
  });

  it('is memory of the firmware, which no region should cover', () => {
    const memory = [
      { kind: 'firmware', name: 'atf', start: 0xfe000000n, end: 0xfe100000n, from: 'board.dts' },
    ] as const;
    const set = { cells: [demo({ regions: [ramOf(0n)] })], board: { ...noFacts, memory } };
    const cause = first(`Unhandled data read at 0xfe000010(4)\n${parked}`, set);
    assert.match(cause.title, /which firmware keeps for itself/);
    assert.equal(cause.fix, undefined);
  });

  it('is the GIC, which no cell can be given', () => {
    const set = {
      system: system({ cpus: [0, 1], gic: { gicVersion: 2, giccBase: 0x8010000n } }),
      cells: [demo({ regions: [ramOf(0n)] })],
    };
    const cause = first(`Unhandled data read at 0x801000c(4)\n${parked}`, set);
    assert.match(cause.title, /the GIC CPU interface, which the hypervisor keeps/);
    assert.equal(cause.fix, undefined);
  });

  it('is a stack that runs out of its region', () => {
    const set = { cells: [demo({ regions: [ramOf(0x100000n)] })] };
    const cause = first(`Unhandled data write at 0xffff0(8)\n${parked}`, set);
    assert.match(cause.title, /went below the start of memory region 0/);
  });

  it('is an instruction that cannot be carried out', () => {
    const uart = { physStart: 0x9000000n, virtStart: 0x9000000n, size: 0x1000n };
    const set = { cells: [demo({ regions: [{ ...uart, flags: READ | WRITE | IO }] })] };
    const text = `Unhandled data write at 0x9000000(0): unsupported access, no syndrome\n${parked}`;
    assert.match(first(text, set).title, /cannot carry out the instruction/);
  });

  it('is an exception before the guest has vectors', () => {
    const set = {
      cells: [demo({ regions: [ramOf(0x40000000n)] }, { cpuResetAddress: 0x40000000n })],
    };
    const cause = first(`FATAL: instruction abort at 0x200\n${parked}`, set);
    assert.match(cause.title, /before it had set up its vectors/);
  });

  it('is what the configuration of the root cell lacks', () => {
    const set = { system: system({ regions: [ramOf(0n)] }), cells: [] };
    const text = 'Unhandled data read at 0xfe200000(4)\nParking CPU 0 (Cell: "board")';
    assert.match(
      first(text, set).title,
      /the configuration of "board" lacks what Linux uses there/,
    );
  });

  it('is not guessed where the text leaves open which of two cells it was', () => {
    const cells = [demo({ regions: [ramOf(0n)] }), sampleCell({ name: 'other' })];
    const cause = first('Unhandled data read at 0x50000000(4)', { cells });
    assert.match(cause.explanation, /does not say which of the cells it was/);
  });
});
