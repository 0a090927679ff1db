// SPDX-License-Identifier: MIT
// Console text over real configurations: the first cause, the line that it is
// at, and that its fix, applied, is the end of it.
import { strict as assert } from 'node:assert';
import { explainText, isOperation } from '@cellblock/cell-config';
import type { Explanation } from '@cellblock/cell-config';
import type { Compilation } from './compilation.js';
import { createCompiler } from './compile.js';
import { systemSetOf, toSourceExplanation } from './explain-sources.js';
import type { SourceExplanation } from './explain-sources.js';
import { applied } from './rule-fixtures.test-support.js';
import { inputFor, readRepositoryFile } from './sources.test-support.js';

const compiler = createCompiler();
const arm64 = ['qemu-arm64', 'qemu-arm64-bounds-demo', 'qemu-arm64-gic-demo'];

interface Expected {
  readonly board?: 'arm64' | 'x86';
  readonly names: readonly string[];
  readonly text: string;
  readonly operation?: string;
  /** Of the first cause. */
  readonly title: RegExp;
  readonly likelihood?: string;
  readonly happened?: RegExp;
  /** File without folder, and what its line holds. */
  readonly at?: readonly [file: string, line: RegExp];
  /** What the fix writes; it must take the cause away. */
  readonly writes?: RegExp;
}

function compiled(
  { names, board = 'arm64' }: Expected,
  files: Readonly<Record<string, string>> = {},
): Compilation[] {
  return names.map((name) =>
    compiler.compile({ ...inputFor(`configs/${board}/${name}.c`, files) }),
  );
}

function explained(expected: Expected, members: readonly Compilation[]): Explanation {
  const operation = expected.operation ?? '';
  const [explanation] = explainText(expected.text, systemSetOf(members), {
    ...(isOperation(operation) && { operation }),
  });
  assert.ok(explanation, 'nothing is explained');
  return explanation;
}

function check(expected: Expected): SourceExplanation {
  const members = compiled(expected);
  const explanation = toSourceExplanation(explained(expected, members), members);
  const [cause] = explanation.causes;
  assert.ok(cause, 'there is no cause');
  assert.match(cause.title, expected.title);
  if (expected.likelihood) assert.equal(cause.likelihood, expected.likelihood);
  if (expected.happened) assert.match(explanation.happened.join('\n'), expected.happened);
  if (expected.at) {
    const [file, line] = expected.at;
    assert.ok(cause.range, 'the cause has no place');
    assert.equal(cause.range.file.replace(/.*\//, ''), file);
    const lines = (readRepositoryFile(cause.range.file) ?? '').split('\n');
    assert.match(lines.slice(cause.range.start.line, cause.range.end.line + 1).join('\n'), line);
  }
  if (expected.writes) {
    assert.ok(cause.fix, 'there is no fix');
    const files = applied(cause.fix);
    assert.match(cause.fix.edits.map(({ newText }) => newText).join('\n'), expected.writes);
    const edited = compiled(expected, Object.fromEntries(files));
    const errors = edited.flatMap(({ problems }) =>
      problems.filter(({ severity }) => severity === 'error'),
    );
    assert.deepEqual(errors, []);
    const mended = explained(expected, edited);
    assert.doesNotMatch(mended.causes[0]?.title ?? '', expected.title);
  }
  return explanation;
}

describe('faults of cells over real configurations', () => {
  it('a read of memory of the root cell', () => {
    check({
      names: arm64,
      text: 'Unhandled data read at 0x50000000(4)\nParking CPU 3 (Cell: "bounds-demo")',
      happened: /0x50000000 is in no memory region of "bounds-demo": it is/,
      title: /physical 0x50000000 belongs to memory region \d+ of "qemu-arm64" \(RAM\)/,
      at: ['qemu-arm64.c', /phys_start/],
    });
  });

  it('an instruction fetch from a device', () => {
    check({
      names: arm64,
      text: 'FATAL: instruction abort at 0x9000000\nParking CPU 3 (Cell: "bounds-demo")',
      title: /does not allow it: it has .* but not EXECUTE/,
      likelihood: 'certain',
      at: ['qemu-arm64-bounds-demo.c', /flags|JAILHOUSE_MEM/],
      writes: /JAILHOUSE_MEM_EXECUTE/,
    });
  });

  it('a write just behind the RAM of a cell', () => {
    check({
      names: ['qemu-arm64', 'qemu-arm64-bounds-demo'],
      text: 'Unhandled data write at 0x10008(8)\nParking CPU 3 (Cell: "bounds-demo")',
      title: /went over the end of memory region \d+/,
      likelihood: 'likely',
      writes: /0x11000/,
    });
  });

  it('the interrupt controller, which is not given away', () => {
    const { causes } = check({
      names: ['qemu-arm64', 'qemu-arm64-bounds-demo'],
      text: 'Unhandled data read at 0x80a0000(1)\nParking CPU 3 (Cell: "bounds-demo")',
      title: /a GIC redistributor, which the hypervisor keeps for itself/,
      at: ['qemu-arm64.c', /gicr_base/],
    });
    assert.equal(causes[0]?.fix, undefined);
  });

  it('a read just behind the communication region', () => {
    check({
      names: ['qemu-arm64', 'qemu-arm64-bounds-demo'],
      text: 'Unhandled data read at 0x80001000(4)\nParking CPU 3 (Cell: "bounds-demo")',
      title: /went over the end of memory region/,
    });
  });

  it('the page that another cell took from the root cell', () => {
    check({
      names: arm64,
      text: 'Unhandled data read at 0x7fa10010(8)\nParking CPU 0 (Cell: "qemu-arm64")',
      title: /cell "gic-demo" took it from the root cell with its memory region \d/,
      likelihood: 'certain',
      at: ['qemu-arm64-gic-demo.c', /phys_start/],
    });
  });

  it('a device that every PC has', () => {
    const { causes } = check({
      names: ['qemu-x86', 'qemu-x86-tiny-demo'],
      board: 'x86',
      text: 'FATAL: Invalid MMIO/RAM read, addr: 0x00000000fed00000 size: 4\nParking CPU 1 (Cell: "tiny-demo")',
      title: /it is the HPET, which "tiny-demo" was not given/,
      likelihood: 'likely',
      writes: /0xfed00000/,
    });
    assert.match(causes[0]?.explanation ?? '', /Give the cell a memory region/);
  });

  it('a port that the cell lacks', () => {
    check({
      names: ['qemu-x86', 'qemu-x86-tiny-demo'],
      board: 'x86',
      text: 'FATAL: Invalid PIO read, port: 70 size: 1\nParking CPU 1 (Cell: "tiny-demo")',
      happened: /I\/O port 0x70, the real-time clock and CMOS memory, by cell "tiny-demo"/,
      title: /no PIO region covers port 0x70/,
      writes: /0x70/,
    });
  });

  it('a register of a PCI device that no capability covers', () => {
    check({
      names: ['qemu-x86', 'qemu-x86-pci-demo'],
      board: 'x86',
      text: 'FATAL: Invalid PCI config write, device 00:1b.0, reg: 0x44, size: 2\nParking CPU 1 (Cell: "pci-demo")',
      title: /no capability of the device covers register 0x44/,
      likelihood: 'certain',
      writes: /PCI_CAP_ID_VNDR/,
    });
  });

  it('a device behind another IOMMU', () => {
    check({
      names: ['qemu-x86'],
      board: 'x86',
      text: 'VT-d fault event reported by IOMMU 1:\n Source Identifier (bus:dev.func): 00:02.0\n Fault Reason: 0x22 Fault Info: 2d000000000 Type 0',
      title: /behind IOMMU 0, but it is behind IOMMU 1/,
      writes: /1/,
    });
  });

  it('memory that a device of the root cell uses', () => {
    check({
      names: ['qemu-x86'],
      board: 'x86',
      text: 'VT-d fault event reported by IOMMU 0:\n Source Identifier (bus:dev.func): 00:02.0\n Fault Reason: 0x6 Fault Info: 6a1cea1 Type 1',
      title: /no memory region of "qemu-x86" covers 0x6a1cea1000/,
      writes: /0x6a1cea1000[^]*JAILHOUSE_MEM_DMA/,
    });
  });

  it('a pin of the I/O APIC', () => {
    check({
      names: ['qemu-x86', 'qemu-x86-ioapic-demo'],
      board: 'x86',
      text: 'FATAL: Invalid IOAPIC write, reg: 10, index: 1e\nParking CPU 1 (Cell: "ioapic-demo")',
      title: /pin 7 does not belong/,
    });
  });

  it('a guest that looks for shared memory which the cell lacks', () => {
    const { causes } = check({
      names: ['qemu-arm64', 'qemu-arm64-bounds-demo'],
      text: `Unhandled data read at ${mmconfigEnd('qemu-arm64')}(2)\nParking CPU 3 (Cell: "bounds-demo")`,
      title: /"bounds-demo" has no shared-memory device, and its guest looks for one/,
      likelihood: 'certain',
    });
    assert.match(causes[0]?.explanation ?? '', /Memory is not missing/);
  });

  it('a CPU that another cell has', () => {
    check({
      names: ['qemu-arm64', 'qemu-arm64-bounds-demo'],
      operation: 'create',
      text: "Refused: CPU isn't the root cell's: 3 (error -16)",
      happened: /Creating the cell was refused: CPU 3 does not belong to the root cell/,
      title: /CPU 3 of "bounds-demo" does not belong to the root cell/,
      at: ['qemu-arm64-bounds-demo.c', /0b1000/],
    });
  });

  it('an error number with its operation', () => {
    const { causes } = check({
      names: ['qemu-arm64'],
      text: 'JAILHOUSE_ENABLE: Invalid argument',
      happened: /Enabling the hypervisor failed with EINVAL, "Invalid argument"/,
      title: /./,
    });
    const titles = causes.map(({ title }) => title).join('\n');
    assert.match(titles, /memory is not reserved/);
    assert.match(titles, /CPUs are not exactly those on line/);
    assert.match(titles, /has another revision/);
  });

  it('an error number with the file that returned it', () => {
    const { causes } = check({
      names: ['qemu-arm64', 'qemu-arm64-ivshmem-demo'],
      operation: 'create',
      text: 'hypervisor/ivshmem.c:413: returning error -EINVAL',
      title: /shared-memory device names regions that are not there/,
    });
    assert.ok(causes.every(({ title }) => !title.includes('pin_base')));
  });

  it('memory that Linux did not reserve, with the option that reserves it', () => {
    const { causes } = check({
      names: ['qemu-x86'],
      board: 'x86',
      text: 'jailhouse: request_mem_region failed for hypervisor memory.\njailhouse: Did you reserve the memory with "memmap=" or "mem="?',
      title: /in use by Linux/,
      likelihood: 'certain',
      at: ['qemu-x86.c', /hypervisor_memory/],
    });
    assert.match(causes[0]?.explanation ?? '', /memmap=0x[0-9a-f]+\$0x3a000000/);
  });
});

/** The first address behind the configuration space of the virtual host. */
function mmconfigEnd(name: string): string {
  const { model } = compiler.compile(inputFor(`configs/arm64/${name}.c`));
  assert.equal(model?.kind, 'system');
  const { pciMmconfigBase, pciMmconfigEndBus } = model.system.platformInfo;
  return `0x${(pciMmconfigBase + BigInt(pciMmconfigEndBus + 1) * 0x100000n).toString(16)}`;
}
