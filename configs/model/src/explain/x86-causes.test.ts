// SPDX-License-Identifier: MIT
// Ports, PCI, interrupts and IOMMUs of PCs: what leads to which cause.
import { strict as assert } from 'node:assert';
import { architectures, memoryFlags } from '../constants.js';
import { demo, device, edits, first, parked, ramOf, system } from './causes.test-support.js';
import { explainText } from './explain.js';

const { READ, WRITE } = memoryFlags;

describe('a cause on x86', () => {
  const architecture = architectures.X86;

  it('is a PIO region that covers only a part of the access', () => {
    const cell = demo({ architecture }, { pioRegions: [{ base: 0x3f8, length: 7 }] });
    const cause = first(`FATAL: Invalid PIO read, port: 3fe size: 2\n${parked}`, { cells: [cell] });
    assert.match(cause.title, /covers only a part/);
    assert.match(edits(cause.fix), /0x8/);
  });

  it('is a port that the root cell gave to another cell', () => {
    const set = {
      system: system({ architecture }, { pioRegions: [{ base: 0x2f8, length: 8 }] }),
      cells: [demo({ architecture }, { pioRegions: [{ base: 0x2f8, length: 8 }] })],
    };
    const text = 'FATAL: Invalid PIO write, port: 2f9 size: 1\nParking CPU 0 (Cell: "board")';
    const [explanation] = explainText(text, set);
    assert.ok(explanation?.causes.some(({ title }) => /belongs to cell "demo"/.test(title)));
  });

  it('is a capability without permission to write', () => {
    const cell = demo(
      { architecture },
      {
        pciDevices: [device({ bdf: 0xd8, capsStart: 0, numCaps: 1 })],
        pciCapabilities: [{ id: 1, start: 0x50, len: 8, flags: 0 }],
      },
    );
    const text = `FATAL: Invalid PCI config write, device 00:1b.0, reg: 0x54, size: 2\n${parked}`;
    const cause = first(text, { cells: [cell] });
    assert.match(cause.title, /capability PM of the device is not writable/);
    assert.deepEqual(cause.at?.steps, ['cell', 'pciCapabilities', 0, 'flags']);
    assert.match(edits(cause.fix), /JAILHOUSE_PCICAPS_WRITE/);
  });

  it('is a register that no capability covers', () => {
    const cell = demo(
      { architecture },
      {
        pciDevices: [device({ bdf: 0xd8, capsStart: 0, numCaps: 1 })],
        pciCapabilities: [{ id: 1, start: 0x50, len: 8, flags: 1 }],
      },
    );
    const text = `FATAL: Invalid PCI config write, device 00:1b.0, reg: 0x60, size: 1\n${parked}`;
    const cause = first(text, { cells: [cell] });
    assert.match(cause.title, /no capability of the device covers register 0x60/);
    assert.match(cause.explanation, /PM at 0x50, which ends at 0x58/);
    assert.match(edits(cause.fix), /"numCaps"\]\},"value":"0x2"/);
  });

  it('is a PCI device that belongs to another cell', () => {
    const set = {
      system: system({ architecture }, { pciDevices: [device({ bdf: 0xd8 })] }),
      cells: [demo({ architecture })],
    };
    const text = `FATAL: Invalid PCI config write, device 00:1b.0, reg: 0x4, size: 2\n${parked}`;
    assert.match(first(text, set).title, /belongs to the root cell "board"/);
  });

  it('is the wrong IOMMU of a device, by the unit that reports it', () => {
    const set = {
      system: system({ architecture }, { pciDevices: [device({ bdf: 0x300, iommu: 0 })] }),
      cells: [],
    };
    const cause = first(
      'VT-d fault event reported by IOMMU 1:\n Source Identifier (bus:dev.func): 03:00.0\n Fault Reason: 0x22 Fault Info: 38000000000 Type 0',
      set,
    );
    assert.match(cause.title, /said to be behind IOMMU 0, but it is behind IOMMU 1/);
    assert.match(edits(cause.fix), /"iommu"\]\},"value":"0x1"/);
  });

  it('is memory that a device uses and no region covers', () => {
    const set = {
      system: system({ architecture }, { pciDevices: [device({ bdf: 0x10 })] }),
      cells: [],
    };
    const cause = first(
      'VT-d fault event reported by IOMMU 0:\n Source Identifier (bus:dev.func): 00:02.0\n Fault Reason: 0x6 Fault Info: 6a1cea1 Type 1',
      set,
    );
    assert.match(cause.title, /no memory region of "board" covers 0x6a1cea1000/);
  });

  it('is memory that is not for DMA', () => {
    const region = { physStart: 0x100000n, virtStart: 0x100000n, size: 0x100000n };
    const set = {
      system: system(
        { architecture, regions: [{ ...region, flags: READ | WRITE }] },
        { pciDevices: [device({ bdf: 0x10 })] },
      ),
      cells: [],
    };
    const cause = first(
      'VT-d fault event reported by IOMMU 0:\n Source Identifier (bus:dev.func): 00:02.0\n Fault Reason: 0x5 Fault Info: 110 Type 0',
      set,
    );
    assert.match(cause.title, /is not for DMA/);
    assert.match(edits(cause.fix), /JAILHOUSE_MEM_DMA/);
  });

  it('is an EPT violation, explained as the access that it is', () => {
    const cell = demo({ architecture, regions: [ramOf(0n)] });
    const text = `FATAL: Unhandled VM-Exit, reason 48\nqualification 2\nguest phys: 0x00000000fed40010 guest linear: 0x0\n${parked}`;
    const [explanation] = explainText(text, { cells: [cell] });
    assert.match(explanation?.happened[0] ?? '', /write at 0xfed40010/);
    assert.match(explanation?.causes[0]?.title ?? '', /the TPM/);
  });

  it('is a pin of the I/O APIC that the cell lacks', () => {
    const cell = demo({ architecture, irqchips: [{ address: 0xfec00000n }] });
    const text = `FATAL: Invalid IOAPIC write, reg: 10, index: 1e\n${parked}`;
    const cause = first(text, { cells: [cell] });
    assert.match(cause.title, /pin 7 does not belong to cell "demo"/);
    assert.match(edits(cause.fix), /"value":"0x80"/);
  });

  it('is an instruction that the cell may not fetch, told as a read', () => {
    const set = { system: system({ architecture, regions: [ramOf(0n)] }), cells: [] };
    const [explanation] = explainText(
      'FATAL: unable to get MMIO instruction\nFATAL: Invalid MMIO/RAM read, addr: 0x00000000870a9998 size: 0\nRIP: 0xfffffffeec8a9998 RSP: 0xffffb52400177d78 FLAGS: 10282\nCS: 33 BASE: 0x0000000000000000 AR-BYTES: a09b EFER.LMA 1\nParking CPU 0 (Cell: "board")',
      set,
    );
    const text = explanation?.happened.join('\n') ?? '';
    assert.match(text, /instruction fetch at 0x870a9998/);
    assert.match(text, /It was a program/);
    assert.match(explanation?.causes[0]?.title ?? '', /lacks what Linux uses there/);
  });
});
