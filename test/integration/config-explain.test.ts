// SPDX-License-Identifier: MIT
// `cellblock config explain` as a person or a script calls it.
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cellblock, runProcess } from './run-process.js';

const SYSTEM = 'configs/arm64/qemu-arm64.c';
const CELL = 'configs/arm64/qemu-arm64-bounds-demo.c';
const MESSAGE = 'Unhandled data read at 0x50000000(4)';

describe('cellblock config explain', () => {
  const explain = (...args: readonly string[]) => cellblock(['config', 'explain', ...args]);

  it('tells the regions around an address, its owner and what would grant it', async () => {
    const { status, stdout } = await explain(MESSAGE, '--system', SYSTEM, '--cell', CELL);
    assert.equal(status, 0);
    assert.match(stdout, /^> Unhandled data read at 0x50000000\(4\)$/m);
    assert.match(stdout, /is in no memory region of "bounds-demo": it is/);
    assert.match(stdout, /belongs to memory region \d+ of "qemu-arm64".*qemu-arm64\.c:\d+\)$/m);
    assert.match(stdout, /^ +fix: Give "bounds-demo" a memory region: page at 0x50000000$/m);
  });

  it('finds the system beside a cell', async () => {
    const { status, stdout } = await explain(MESSAGE, '--cell', CELL);
    assert.equal(status, 0);
    assert.match(stdout, /memory region \d+ of "qemu-arm64"/);
  });

  it('reads a file, and the standard input', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cellblock-'));
    try {
      const file = join(folder, 'console.txt');
      writeFileSync(file, `Activating hypervisor\r\n${MESSAGE}\r\nHello\r\n`);
      const fromFile = await explain(file, '--cell', CELL);
      assert.equal(fromFile.status, 0);
      assert.match(fromFile.stdout, /0x50000000/);
      const words = ['config', 'explain', '-', '--cell', CELL].join(' ');
      const fromInput = await runProcess('sh', [
        '-c',
        `node hypervisor/cli/bin/cellblock.mjs ${words} < ${file}`,
      ]);
      assert.equal(fromInput.stdout, fromFile.stdout);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('knows reasons, errors of operations, and rules', async () => {
    const reason = await explain('REFUSAL_REGION_OWNED');
    assert.match(reason.stdout, /private to another cell/);
    assert.equal((await explain('region_owned')).stdout, reason.stdout);
    const error = await explain('EBUSY', '--operation', 'create', '--cell', CELL);
    assert.match(error.stdout, /^Creating the cell failed with EBUSY/);
    assert.match(error.stdout, /CPU of the cell does not belong to the root cell.*bounds-demo\.c:/);
    const rule = await explain('region-overlap-in-cell');
    assert.match(rule.stdout, /^# region-overlap-in-cell$/m);
    assert.deepEqual([reason.status, error.status, rule.status], [0, 0, 0]);
  });

  it('prints JSON with places and edits', async () => {
    const { stdout } = await explain(
      'FATAL: instruction abort at 0x9000000',
      '--cell',
      CELL,
      '--json',
    );
    const { explanations } = JSON.parse(stdout) as {
      explanations: {
        fault: { kind: string; address: string };
        causes: { file: string; start: { line: number }; fix: { edits: { newText: string }[] } }[];
      }[];
    };
    const [explanation] = explanations;
    assert.deepEqual(explanation?.fault, { kind: 'memory', access: 'fetch', address: '0x9000000' });
    const [cause] = explanation.causes;
    assert.equal(cause?.file, CELL);
    assert.ok(cause.start.line > 1);
    assert.match(cause.fix.edits[0]?.newText ?? '', /JAILHOUSE_MEM_EXECUTE/);
  });

  it('explains by .cell files as well', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cellblock-'));
    try {
      const compiled = await cellblock(['config', 'compile', SYSTEM, CELL, '-d', folder]);
      assert.equal(compiled.status, 0, compiled.stderr);
      const { status, stdout } = await explain(
        MESSAGE,
        ...['--system', join(folder, 'qemu-arm64.cell')],
        ...['--cell', join(folder, 'qemu-arm64-bounds-demo.cell')],
      );
      assert.equal(status, 0);
      assert.match(
        stdout,
        /qemu-arm64\.cell: memory_regions\[\d+\]|qemu-arm64\.cell: mem_regions\[\d+\]/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('names the device that a device tree has at an address', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cellblock-'));
    try {
      const tree = join(folder, 'board.dts');
      writeFileSync(
        tree,
        `/dts-v1/;
/ {
  #address-cells = <2>;
  #size-cells = <2>;
  i2c@9080000 {
    compatible = "vendor,i2c";
    reg = <0 0x9080000 0 0x1000>;
  };
};
`,
      );
      const { stdout, stderr } = await explain(
        ...['Unhandled data read at 0x9080010(4)', '--cell', CELL, '--board', tree],
      );
      assert.equal(stderr, '');
      assert.match(stdout, /^likely: it is \/i2c@9080000 \(vendor,i2c\) of .*board\.dts/m);
      assert.match(stdout, /fix: Give "bounds-demo" a memory region/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('says so when it knows nothing, and when a file is missing', async () => {
    const nothing = await explain('the machine is slow');
    assert.equal(nothing.status, 1);
    assert.match(nothing.stderr, /nothing in the text is/);
    const missing = await explain(MESSAGE, '--cell', 'none.c');
    assert.equal(missing.status, 1);
    assert.match(missing.stderr, /none\.c.*does not exist/);
    const wrong = await explain(MESSAGE, '--operation', 'fly');
    assert.equal(wrong.status, 2);
  });

  it('reads what the hypervisor itself said of a cell', async () => {
    const image = 'hypervisor/out/arm64/inmates/bounds-demo.bin';
    const { stdout } = await cellblock([
      ...['run', SYSTEM, '--cell', CELL, '--image', image, '--lines', '1000'],
    ]);
    assert.match(stdout, /^ +Load of 4 bytes to register \d+\.$/m);
    const folder = mkdtempSync(join(tmpdir(), 'cellblock-'));
    try {
      const file = join(folder, 'console.txt');
      writeFileSync(file, stdout.replace(/^cell .*$/ms, ''));
      const explained = await explain(file, '--cell', CELL);
      assert.match(explained.stdout, /^CPU 3 is parked at the instruction at 0x[0-9a-f]+;/m);
      assert.match(explained.stdout, /in no memory region of "bounds-demo"/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('offers an edit after which the hypervisor lets the access pass', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cellblock-'));
    try {
      const cell = join(folder, 'qemu-arm64-bounds-demo.c');
      copyFileSync('configs/arm64/qemu-arm64.h', join(folder, 'qemu-arm64.h'));
      copyFileSync(CELL, cell);
      const { stdout } = await explain(MESSAGE, '--system', SYSTEM, '--cell', cell, '--json');
      applyFix(cell, stdout);
      const image = 'hypervisor/out/arm64/inmates/bounds-demo.bin';
      const run = await cellblock([
        ...['run', SYSTEM, '--cell', cell, '--image', image, '--lines', '4'],
      ]);
      assert.equal(run.status, 0, run.stderr);
      assert.match(run.stdout, /^bounds-demo +\| .* 0x50000000 holds 0x[0-9a-f]+$/m);
      assert.doesNotMatch(run.stdout, /Unhandled data/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

interface Edit {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
  readonly newText: string;
}

/** Writes the edits of the first fix that an explanation in JSON has. */
function applyFix(file: string, json: string): void {
  const { explanations } = JSON.parse(json) as {
    explanations: { causes: { fix?: { edits: Edit[] } }[] }[];
  };
  const fix = explanations[0]?.causes.find((cause) => cause.fix)?.fix;
  assert.ok(fix, 'there is no fix');
  let text = readFileSync(file, 'utf8');
  const lines = text.split('\n');
  const offset = ({ line, column }: Edit['start']): number =>
    lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  const edits = fix.edits.toSorted((a, b) => offset(b.start) - offset(a.start));
  for (const { start, end, newText } of edits) {
    text = text.slice(0, offset(start)) + newText + text.slice(offset(end));
  }
  writeFileSync(file, text);
}
