// SPDX-License-Identifier: MIT
// `cellblock config` as a person or a script calls it: what each command
// prints, writes and returns.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cellblock, runProcess } from './run-process.js';

const SYSTEM = 'configs/arm64/qemu-arm64.c';
const CELL = 'configs/arm64/qemu-arm64-inmate-demo.c';
const X86 = 'configs/x86/qemu-x86.c';

describe('cellblock config', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cellblock-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const path = (name: string): string => join(folder, name);

  /** A copy of the demo cell in which something is edited. */
  function edited(name: string, from: string | RegExp, to: string): string {
    const source = readFileSync(CELL, 'utf8');
    const text = source.replace(from, to);
    assert.notEqual(text, source, 'the edit changes nothing; has the configuration changed?');
    writeFileSync(
      path(name),
      text.replace(/"(qemu-arm64\.h)"/, `"${process.cwd()}/configs/arm64/$1"`),
    );
    return path(name);
  }

  /** A cell that has nothing but pages of memory at these addresses. */
  function cellWithRegions(name: string, addresses: readonly number[]): string {
    const regions = addresses.map(
      (address) =>
        `{ .phys_start = ${address}, .virt_start = ${address}, .size = 0x1000, .flags = JAILHOUSE_MEM_READ },`,
    );
    const source = `#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
struct {
  struct jailhouse_cell_desc cell;
  __u64 cpus[1];
  struct jailhouse_memory mem_regions[${addresses.length}];
} __attribute__((packed)) config = {
  .cell = {
    .signature = JAILHOUSE_CELL_DESC_SIGNATURE,
    .architecture = JAILHOUSE_ARM64,
    .revision = JAILHOUSE_CONFIG_REVISION,
    .name = "pages",
    .cpu_set_size = sizeof(config.cpus),
    .num_memory_regions = ARRAY_SIZE(config.mem_regions),
  },
  .cpus = { 2 },
  .mem_regions = { ${regions.join('\n    ')} },
};
`;
    writeFileSync(path(name), source);
    return path(name);
  }

  async function compiled(source: string, name: string): Promise<string> {
    const { status, stderr } = await cellblock(['config', 'compile', source, '-o', path(name)]);
    assert.equal(status, 0, stderr);
    return path(name);
  }

  describe('compile', () => {
    it('puts several sources into a folder that it makes', async () => {
      const out = path('new/out');
      const { status, stdout } = await cellblock(['config', 'compile', SYSTEM, CELL, '-d', out]);
      assert.equal(status, 0);
      assert.match(
        stdout,
        /qemu-arm64\.cell: \d+ bytes\n.*qemu-arm64-inmate-demo\.cell: 236 bytes/,
      );
      assert.equal(readFileSync(join(out, 'qemu-arm64.cell')).subarray(0, 5).toString(), 'JHSYS');
    });

    it('writes the sound ones of several sources, and says how many were not', async () => {
      const broken = edited('broken.c', '.num_memory_regions', '.num_regions');
      const sound = edited('sound.c', 'inmate-demo', 'sound');
      const { status, stderr } = await cellblock(['config', 'compile', broken, sound]);
      assert.equal(status, 1);
      assert.match(stderr, /1 of 2 not compiled/);
      assert.ok(existsSync(path('sound.cell')) && !existsSync(path('broken.cell')));
    });

    it('underlines what is wrong', async () => {
      const file = edited('broken.c', '.num_memory_regions', '.num_regions');
      const { stderr } = await cellblock(['config', 'compile', file]);
      const lines = stderr.split('\n');
      const at = lines.findIndex((line) => line.includes('| ') && line.includes('.num_regions'));
      assert.ok(at > 0, stderr);
      const marked = lines[at]?.slice(
        lines[at + 1]?.indexOf('^'),
        (lines[at + 1]?.lastIndexOf('~') ?? 0) + 1,
      );
      assert.equal(marked, 'num_regions');
    });

    it('takes macros and folders of headers, and the standard input and output', async () => {
      mkdirSync(path('headers'));
      writeFileSync(path('headers/name.h'), '#define CELL_NAME PREFIX "-cell"\n');
      const source = readFileSync(CELL, 'utf8')
        .replace('#include', '#include <name.h>\n#include')
        .replace('"inmate-demo"', 'CELL_NAME')
        .replace(/"(qemu-arm64\.h)"/, `"${process.cwd()}/configs/arm64/$1"`);
      writeFileSync(path('named.c'), source);
      const compile = `node hypervisor/cli/bin/cellblock.mjs config compile - -o -`;
      const options = `-I${path('headers')} -D 'PREFIX="my"'`;
      const { status, stderr } = await runProcess('bash', [
        ...['-c', `${compile} ${options} < ${path('named.c')} > ${path('named.cell')}`],
      ]);
      assert.equal(status, 0, stderr);
      assert.equal(readFileSync(path('named.cell')).subarray(8, 15).toString(), 'my-cell');
    });

    it('fails on warnings if it is told to, and then writes nothing', async () => {
      const file = edited('warned.c', '"inmate-demo"', `"${'x'.repeat(32)}"`);
      const { status, stderr } = await cellblock([
        ...['config', 'compile', file, '--fail-on', 'warning'],
      ]);
      assert.equal(status, 1, stderr);
      assert.match(stderr, /warning: /);
      assert.ok(!existsSync(path('warned.cell')));
      assert.equal((await cellblock(['config', 'compile', file, '-q'])).status, 0);
    });
  });

  describe('show', () => {
    it('tells a cell in a table with names, sizes and end addresses', async () => {
      const { status, stdout } = await cellblock(['config', 'show', CELL]);
      assert.equal(status, 0);
      assert.match(stdout, /^Cell "inmate-demo", ARM64, revision 14, 236 bytes$/m);
      assert.match(stdout, /^ +CPUs +1 /m);
      assert.match(
        stdout,
        /^ +1 +0x7fa00000-0x7fa0ffff +0x0-0xffff +64 KiB +READ WRITE EXECUTE DMA LOADABLE$/m,
      );
      assert.match(
        stdout,
        /^ +2 +\(the hypervisor's\) +0x80000000-0x80000fff +4 KiB +READ WRITE COMM_REGION$/m,
      );
      assert.match(
        stdout,
        /^ +console +PL011 at 0x9000000, 4 KiB, MMIO, registers 4 bytes apart$/m,
      );
    });

    it('keeps within 100 columns, and has no colours but on demand', async () => {
      for (const file of [SYSTEM, X86]) {
        const plain = await cellblock(['config', 'show', file]);
        for (const line of plain.stdout.split('\n')) assert.ok(line.length <= 100, line);
        assert.doesNotMatch(plain.stdout, /\u001b/);
        const coloured = await cellblock(['config', 'show', file, '--color', 'always']);
        assert.equal(coloured.stdout.replace(/\u001b\[\d+m/g, ''), plain.stdout);
        assert.notEqual(coloured.stdout, plain.stdout);
      }
    });

    it('tells the devices, capabilities, ports and interrupts of an x86 machine', async () => {
      const { stdout } = await cellblock(['config', 'show', X86]);
      assert.match(
        stdout,
        /^ +\d+ +0000:00:1f\.2 +DEVICE .*\n.*\n +capabilities \d+-\d+: MSI, SATA$/m,
      );
      assert.match(stdout, /^ +\d+ +MSIX +0xa0-0xab +12 +WRITE +1$/m);
      assert.match(stdout, /^Interrupts \(1\), pins of the IOAPIC$/m);
      assert.match(stdout, /^ +\d+ +0x40-0x43 +4$/m);
      assert.match(
        stdout,
        /shared memory: mem_regions 0-3, peer 0 of 2, protocol VIRTIO_BACK BLOCK/,
      );
    });

    it('shows a .cell file as it shows its source', async () => {
      const binary = await compiled(SYSTEM, 'system.cell');
      const [fromBinary, fromSource] = [
        await cellblock(['config', 'show', binary]),
        await cellblock(['config', 'show', SYSTEM]),
      ];
      assert.equal(fromBinary.stdout, fromSource.stdout);
    });

    it('prints JSON in which no digit of an address is lost', async () => {
      const { status, stdout } = await cellblock(['config', 'show', SYSTEM, '--json']);
      assert.equal(status, 0);
      const shown = JSON.parse(stdout) as {
        readonly kind: string;
        readonly layout: string;
        readonly system: { readonly hypervisorMemory: { readonly physStart: string } };
        readonly cell: {
          readonly cpus: readonly number[];
          readonly memoryRegions: readonly { readonly flagNames: readonly string[] }[];
        };
        readonly problems: readonly unknown[];
      };
      assert.equal(shown.kind, 'system');
      assert.equal(shown.layout, '14');
      assert.equal(shown.system.hypervisorMemory.physStart, '0x7fc00000');
      assert.deepEqual(shown.cell.cpus, [0, 1, 2, 3]);
      assert.deepEqual(shown.cell.memoryRegions[0]?.flagNames, ['READ', 'ROOTSHARED']);
      assert.deepEqual(shown.problems, []);
    });

    it('shows what it understands of a broken source, with the problem below', async () => {
      const file = edited('broken.c', '.num_memory_regions', '.num_regions');
      const { status, stdout } = await cellblock(['config', 'show', file]);
      assert.equal(status, 1);
      assert.match(stdout, /^Cell "inmate-demo"[^]*error: .*num_regions/);
    });
  });

  describe('diff', () => {
    it('finds no difference between a source and its bytes', async () => {
      const binary = await compiled(SYSTEM, 'system.cell');
      const { status, stdout } = await cellblock(['config', 'diff', SYSTEM, binary]);
      assert.equal(stdout, '');
      assert.equal(status, 0);
    });

    it('tells a changed field by its name in C, with both values', async () => {
      const other = edited('other.c', 'phys_start = 0x7fa00000', 'phys_start = 0x7fb00000');
      const { status, stdout } = await cellblock(['config', 'diff', CELL, other]);
      assert.equal(status, 1);
      assert.match(stdout, /^~ mem_regions\[1\]\.phys_start +0x7fa00000 → 0x7fb00000$/m);
      assert.equal(stdout.trimEnd().split('\n').length, 3);
    });

    it('tells an inserted region once', async () => {
      const small = cellWithRegions('small.c', [0x1000, 0x2000, 0x3000]);
      const large = cellWithRegions('large.c', [0x1000, 0x7000, 0x2000, 0x3000]);
      const { status, stdout } = await cellblock(['config', 'diff', small, large]);
      assert.equal(status, 1);
      const [, , ...lines] = stdout.trimEnd().split('\n');
      assert.equal(lines.length, 1, stdout);
      assert.match(lines[0] ?? '', /^\+ mem_regions\[1\] +0x7000-0x7fff, .*4 KiB, READ$/);
    });

    it('tells a region that has moved and changed at its two places', async () => {
      const [one, other] = [path('one.cell'), cellWithRegions('other.c', [0x7000, 0x1000, 0x2000])];
      const before = readFileSync(
        await compiled(cellWithRegions('one.c', [0x1000, 0x2000]), 'one.cell'),
      );
      // The flags of the second region, behind the descriptor, the CPU set and a region.
      before[132 + 8 + 32 + 24] = 3;
      writeFileSync(one, before);
      const { stdout } = await cellblock(['config', 'diff', one, other]);
      assert.match(stdout, /^~ mem_regions\[1→2\]\.flags +READ WRITE → READ$/m);
      const systems = await cellblock(['config', 'diff', SYSTEM, X86]);
      assert.doesNotMatch(systems.stdout, /\.\.|root_cell/);
      assert.match(systems.stdout, /^~ vpci_irq_base +192 → 0$/m);
    });

    it('tells a region that has only moved', async () => {
      const one = cellWithRegions('one.c', [0x1000, 0x2000, 0x3000]);
      const other = cellWithRegions('other.c', [0x2000, 0x3000, 0x1000]);
      const { stdout } = await cellblock(['config', 'diff', one, other]);
      assert.match(stdout, /^> mem_regions\[0→2\] +0x1000-0x1fff/m);
      assert.equal(stdout.trimEnd().split('\n').length, 3, stdout);
    });

    it('prints differences as JSON, and nothing when quiet', async () => {
      const other = edited('other.c', '"inmate-demo"', '"other"');
      const { status, stdout } = await cellblock(['config', 'diff', CELL, other, '--json']);
      assert.equal(status, 1);
      const { differences } = JSON.parse(stdout) as { readonly differences: readonly object[] };
      assert.deepEqual(differences, [
        {
          kind: 'changed',
          a: 'name',
          b: 'name',
          name: 'name',
          before: 'inmate-demo',
          after: 'other',
        },
      ]);
      const quiet = await cellblock(['config', 'diff', CELL, other, '-q']);
      assert.deepEqual([quiet.status, quiet.stdout], [1, '']);
    });

    it('returns 2 when there is trouble', async () => {
      const { status, stderr } = await cellblock(['config', 'diff', CELL, path('none.c')]);
      assert.equal(status, 2);
      assert.match(stderr, /none\.c: error: does not exist/);
    });
  });

  describe('convert', () => {
    it('goes to another revision and back without a loss, and says so by diff', async () => {
      const [old, back] = [path('old.cell'), path('back.cell')];
      const forth = await cellblock(['config', 'convert', CELL, '-o', old, '--revision', '13']);
      assert.equal(forth.status, 0, forth.stderr);
      assert.match(forth.stdout, /old\.cell: \d+ bytes, revision 13/);
      assert.equal(readFileSync(old).subarray(0, 6).toString(), 'JHCELL');
      assert.equal((await cellblock(['config', 'diff', CELL, old])).status, 1);
      assert.equal((await cellblock(['config', 'diff', CELL, old, '--ignore-revision'])).status, 0);
      const again = await cellblock(['config', 'convert', old, '-o', back, '-r', '14']);
      assert.equal(again.status, 0, again.stderr);
      assert.deepEqual(readFileSync(back), readFileSync(await compiled(CELL, 'new.cell')));
    });

    it('tells each loss, and writes nothing if losses are not allowed', async () => {
      const old = path('old.cell');
      const args = ['config', 'convert', SYSTEM, '-o', old, '--revision', '5'];
      const strict = await cellblock([...args, '--fail-on', 'warning']);
      assert.equal(strict.status, 1);
      assert.match(strict.stderr, /warning: .*\[conversion-loss\]/);
      assert.ok(!existsSync(old));
      assert.equal((await cellblock(args)).status, 0);
      assert.match((await cellblock(['config', 'show', old])).stdout, /revision 5/);
    });

    it('gives an old file the architecture that it is told', async () => {
      const [old, back] = [path('old.cell'), path('back.cell')];
      const arm = 'configs/arm/bananapi.c';
      const forth = await cellblock(['config', 'convert', arm, '-o', old, '-r', '13']);
      assert.match(forth.stderr, /warning: architecture is 1 in revision 14/);
      const guessed = await cellblock(['config', 'show', old]);
      assert.match(guessed.stdout, /ARM64[^]*nothing in it tells ARM from ARM64/);
      const args = ['config', 'convert', old, '-o', back, '-r', '14', '--target', 'arm'];
      assert.equal((await cellblock(args)).status, 0);
      assert.deepEqual(readFileSync(back), readFileSync(await compiled(arm, 'new.cell')));
    });

    it('does not write over its input unless it is told to', async () => {
      const file = await compiled(CELL, 'cell.cell');
      const before = readFileSync(file);
      const args = ['config', 'convert', file, '-o', file, '-r', '13'];
      const refused = await cellblock(args);
      assert.equal(refused.status, 2);
      assert.match(refused.stderr, /--force/);
      assert.deepEqual(readFileSync(file), before);
      assert.equal((await cellblock([...args, '--force'])).status, 0);
      assert.notDeepEqual(readFileSync(file), before);
    });
  });
});
