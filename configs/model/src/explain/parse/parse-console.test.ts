// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { parseConsole } from './parse-console.js';
import { samples } from './samples.test-support.js';

const dataAbort = [
  'Unhandled data read at 0x50000000(4)',
  'FATAL: unhandled trap (exception class 0x24)',
  'Cell state before exception:',
  ' pc: 000000000000103c   lr: 0000000000001010 spsr: 600003c5     EL1',
  ' sp: 0000000000006000  elr: 0000000000000000  esr: 24 1 1810046',
  ' x0: 0000000050000000   x1: 0000000000000001   x2: 0000000000000002',
  'x30: 0000000000001010',
  'Parking CPU 3 (Cell: "bounds-demo")',
].join('\n');

describe('console text', () => {
  it('is one fault with its registers, cell and CPU', () => {
    const [report, ...others] = parseConsole(dataAbort);
    assert.deepEqual(others, []);
    assert.equal(report?.cell, 'bounds-demo');
    assert.equal(report.cpu, 3);
    assert.equal(report.outcome, 'parked');
    assert.equal(report.registers?.['pc'], 0x103cn);
    assert.equal(report.registers['x30'], 0x1010n);
    assert.equal(report.syndrome, 0x93810046);
    assert.deepEqual(
      report.further?.map(({ kind }) => kind),
      ['trap'],
    );
  });

  it('is a fault for each dump, even of one cell', () => {
    const reports = parseConsole(`${dataAbort}\n${dataAbort}`);
    assert.deepEqual(
      reports.map(({ line, cpu }) => [line, cpu]),
      [
        [0, 3],
        [8, 3],
      ],
    );
  });

  it('has VM exits with what their other lines say', () => {
    const [report] = parseConsole(
      [
        'FATAL: Unhandled VM-Exit, reason 48',
        'qualification 181',
        'vectoring info: 0 interrupt info: 0',
        'guest phys: 0x00000000fed40000 guest linear: 0xffff8800fed40000',
        'RIP: 0xffffffff81234567 RSP: 0xffffc90000003e48 FLAGS: 10046',
        'RAX: 0x0000000000000001 RBX: 0x0000000000000002 RCX: 0x0000000000000003',
        'CS: 10 BASE: 0x0000000000000000 AR-BYTES: a09b EFER.LMA 1',
        'CR0: 0x0000000080050033 CR3: 0x0000000001c0a000 CR4: 0x00000000003426f0',
        'EFER: 0x0000000000000d01',
        'Parking CPU 1 (Cell: "linux-x86-demo")',
      ].join('\n'),
    );
    assert.deepEqual(report?.fault, {
      kind: 'vm-exit',
      vendor: 'vmx',
      reason: 48n,
      isEntryFailure: false,
      qualification: 0x181n,
      physical: 0xfed40000n,
      linear: 0xffff8800fed40000n,
    });
    assert.equal(report.registers?.['rip'], 0xffffffff81234567n);
    assert.equal(report.registers['cr3'], 0x1c0a000n);
    assert.equal(report.cell, 'linux-x86-demo');
  });

  it('has events of IOMMUs in one piece', () => {
    const reports = parseConsole(
      [
        'VT-d fault event reported by IOMMU 0:',
        ' Source Identifier (bus:dev.func): 00:02.0',
        ' Fault Reason: 0x6 Fault Info: 6a1cea1 Type 1',
        'AMD IOMMU 1 reported event',
        ' EventCode: 2, Operand 1: 20000000012, Operand 2: 7f0000',
        ' DeviceId (bus:dev.func): 00:12.0',
      ].join('\n'),
    );
    assert.deepEqual(
      reports.map(({ fault }) => fault),
      [
        {
          kind: 'iommu-event',
          vendor: 'intel',
          unit: 0,
          bdf: 0x10,
          reason: 6,
          info: 0x6a1cea1n,
          type: 1,
        },
        {
          kind: 'iommu-event',
          vendor: 'amd',
          unit: 1,
          bdf: 0x90,
          reason: 2,
          info: 0x7f0000n,
          type: 0x12,
        },
      ],
    );
  });

  it('has what x86 says of one access in one fault, the most precise first', () => {
    const [report, ...others] = parseConsole(
      [
        'FATAL: Invalid PCI config write, device 00:1f.3, reg: 0x40, size: 2',
        'FATAL: Invalid PIO write, port: cfc size: 2',
        'RIP: 0x00000000000f1234 RSP: 0x0000000000007ff0 FLAGS: 2',
        'Parking CPU 1 (Cell: "pci-demo")',
      ].join('\n'),
    );
    assert.deepEqual(others, []);
    assert.equal(report?.fault.kind, 'pci-config');
    assert.deepEqual(
      report.further?.map(({ kind }) => kind),
      ['port'],
    );
  });

  it('has faults of the hypervisor with their CPU and address', () => {
    const [report] = parseConsole(
      [
        'FATAL: Unhandled HYP exception: class 0x25 from EL2',
        'Physical CPU ID: 2',
        ' pc: 0000ffc020001234  far: 0000000000000010  esr: 25 1 0000005',
        'Stopping CPU 2 (Cell: "qemu-arm64")',
      ].join('\n'),
    );
    assert.deepEqual(report?.fault, { kind: 'hypervisor', exception: 0x25, address: 0x10n });
    assert.equal(report.outcome, 'stopped');
    assert.equal(report.cpu, 2);
  });

  it('has 32-bit registers', () => {
    const [report] = parseConsole(
      [
        'Unhandled data write at 0x1c28000(4)',
        'FATAL: unhandled trap (exception class 0x24)',
        'pc=0x00001234 cpsr=0x600001d3 hsr=0x93800046',
        'r0=0x00000001 r1=0x01c28000 r2=0x00000000 r3=0x00000000',
        'Parking CPU 1 (Cell: "bananapi-demo")',
      ].join('\n'),
    );
    assert.equal(report?.registers?.['pc'], 0x1234n);
    assert.equal(report.registers['r1'], 0x1c28000n);
    assert.equal((report.syndrome ?? 0) >>> 0, 0x93800046);
  });

  it('tells a lost CPU where nothing says why', () => {
    const [report] = parseConsole('Parking CPU 2 (Cell: "demo")');
    assert.deepEqual(report?.fault, { kind: 'cpu-lost' });
    assert.equal(report.cell, 'demo');
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), (text) => {
        assert.ok(Array.isArray(parseConsole(text)));
      }),
    );
  });

  it('never throws on lines of the catalogue that are cut, mixed or damaged', () => {
    const line = fc.constantFrom(...samples.map(([, text]) => text));
    const damaged = fc
      .tuple(line, fc.nat(120), fc.nat(120), fc.string({ maxLength: 20, unit: 'binary' }))
      .map(
        ([text, from, to, noise]) => text.slice(0, from) + noise + text.slice(Math.min(from, to)),
      );
    fc.assert(
      fc.property(fc.array(fc.oneof(line, damaged), { maxLength: 30 }), (lines) => {
        const reports = parseConsole(lines.join('\n'));
        for (const { fault } of reports) assert.equal(typeof fault.kind, 'string');
      }),
      { numRuns: 300 },
    );
  });

  it('takes no longer than its length for lines that nearly fit', () => {
    const lines = samples.map(([, text]) => `${text.slice(0, -3)}${' ('.repeat(2000)}`).join('\n');
    const before = process.cpuUsage();
    parseConsole(lines.repeat(5));
    assert.ok(process.cpuUsage(before).user < 5_000_000);
  });
});
