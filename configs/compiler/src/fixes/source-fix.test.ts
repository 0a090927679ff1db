// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { encode } from '@cellblock/cell-config';
import type { FixEdit, Step } from '@cellblock/cell-config';
import { compile, editedSourceOf } from '../compile.js';
import { applied } from '../rule-fixtures.test-support.js';
import { inputFor } from '../sources.test-support.js';
import { sourceFixOf } from './source-fix.js';

const file = 'cell.c';

/** The source after the edits; undefined if they are refused. It must compile. */
function edit(source: string, edits: readonly FixEdit[]): string | undefined {
  const compilation = compile(inputFor(file, { [file]: source }));
  assert.ok(compilation.model, compilation.problems.map(({ message }) => message).join('\n'));
  const fix = sourceFixOf({ title: 'Mend it', edits }, () => editedSourceOf(compilation));
  if (fix === undefined) return undefined;
  const text = applied(fix, (path) => (path === file ? source : undefined)).get(file);
  assert.ok(text !== undefined);
  const { problems, model } = compile(inputFor(file, { [file]: text }));
  const errors = problems.filter(({ severity }) => severity === 'error');
  assert.deepEqual(errors, [], text);
  assert.ok(model && encode(model).length > 0);
  return text;
}

const at = (...steps: Step[]): { steps: Step[] } => ({ steps: ['cell', ...steps] });
const flagsText = 'JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE';

function source(regions: string, more: { bound?: string; count?: string; head?: string } = {}) {
  const { bound = '', count = 'ARRAY_SIZE(config.mem_regions)', head = '' } = more;
  return `#include <jailhouse/types.h>
#include <jailhouse/cell-config.h>
${head}
struct {
	struct jailhouse_cell_desc cell;
	__u64 cpus[1];
	struct jailhouse_memory mem_regions[${bound}];
} __attribute__((packed)) config = {
	.cell = {
		.signature = JAILHOUSE_CELL_DESC_SIGNATURE,
		.architecture = JAILHOUSE_ARM64,
		.revision = JAILHOUSE_CONFIG_REVISION,
		.name = "demo",
		.cpu_set_size = sizeof(config.cpus),
		.num_memory_regions = ${count},
	},
	.cpus = { 0b0110 },
	.mem_regions = {
${regions}
	},
};
`;
}

const twoRegions = `		/* RAM */ {
			.phys_start = 0x7fa00000,
			.virt_start = 0,
			.size = 0x10000, /* 64 KiB */
			.flags = JAILHOUSE_MEM_READ,
		},
		/* UART */
		{
			.phys_start = 0x9000000,
			.size = 0x1000,
		},`;

/** The lines that are new, and those that are gone, by their mark. */
function difference(before: string, after: string | undefined): string[] {
  assert.ok(after !== undefined, 'the edits are refused');
  const old = before.split('\n');
  const young = after.split('\n');
  return [
    ...old.filter((line) => !young.includes(line)).map((line) => `- ${line.trim()}`),
    ...young.filter((line) => !old.includes(line)).map((line) => `+ ${line.trim()}`),
  ];
}

describe('An edit of a value', () => {
  const text = source(twoRegions, { bound: '2' });

  it('replaces what is written, in the base that it has', () => {
    const edits: FixEdit[] = [
      { kind: 'set', at: at('memoryRegions', 0, 'size'), value: 0x2000n },
      { kind: 'set', at: at('cpuSet', 0), value: 2n },
      { kind: 'set', at: at('name'), value: 'other' },
    ];
    assert.deepEqual(difference(text, edit(text, edits)), [
      '- .name = "demo",',
      '- .cpus = { 0b0110 },',
      '- .size = 0x10000, /* 64 KiB */',
      '+ .name = "other",',
      '+ .cpus = { 0b0010 },',
      '+ .size = 0x2000, /* 64 KiB */',
    ]);
  });

  it('adds a designator where the field is left out, in the order of the struct', () => {
    const edits: FixEdit[] = [
      { kind: 'set', at: at('memoryRegions', 1, 'flags'), value: 3n, spelling: flagsText },
      { kind: 'set', at: at('memoryRegions', 1, 'virtStart'), value: 0x9000000n },
      { kind: 'set', at: at('console', 'address'), value: 0x9000000n },
    ];
    const after = edit(text, edits);
    assert.deepEqual(difference(text, after), [
      '+ .console.address = 0x9000000,',
      '+ .virt_start = 0x9000000,',
      '+ .flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE,',
    ]);
    assert.match(
      after ?? '',
      /phys_start = 0x9000000,\n\t\t\t\.virt_start = 0x9000000,\n\t\t\t\.size/,
    );
  });

  it('changes a macro that only this value has, and writes out what others have too', () => {
    const one = source('\t\t{ .size = SIZE },', { head: '#define SIZE 0x1000', bound: '1' });
    const edits: FixEdit[] = [{ kind: 'set', at: at('memoryRegions', 0, 'size'), value: 0x2000n }];
    assert.deepEqual(difference(one, edit(one, edits)), [
      '- { .size = SIZE },',
      '+ { .size = 0x2000 },',
    ]);
    const head = '#define RAM(start) { .phys_start = (start), .size = 0x1000 }';
    const once = source('\t\tRAM(0x1000),', { head, bound: '1' });
    assert.deepEqual(difference(once, edit(once, edits)), [
      `- ${head}`,
      `+ ${head.replace('0x1000', '0x2000')}`,
    ]);
    const twice = source('\t\tRAM(0x1000), RAM(0x3000),', { head, bound: '2' });
    assert.match(
      edit(twice, edits) ?? '',
      /\t\t\{\n\t\t\t\.phys_start = 0x1000,\n\t\t\t\.size = 0x2000,\n\t\t\}, RAM\(0x3000\)/,
    );
  });

  it('changes the argument of a macro that stands for this value alone', () => {
    const head = '#define RAM(at, length) { .phys_start = at, .virt_start = at, .size = length }';
    const text = source('\t\tRAM(0x1000, 0x2000), RAM(0x3000, 0x1000),', { head, bound: '2' });
    const set = (field: string): FixEdit[] => [
      { kind: 'set', at: at('memoryRegions', 0, field), value: 0x5000n },
    ];
    assert.match(edit(text, set('size')) ?? '', /RAM\(0x1000, 0x5000\), RAM\(0x3000/);
    const after = edit(text, set('physStart')) ?? '';
    assert.match(
      after,
      /\.phys_start = 0x5000,\n\t\t\t\.virt_start = 0x1000,\n\t\t\t\.size = 0x2000,/,
    );
  });

  it('leaves a header alone', () => {
    const net = source('\t\tJAILHOUSE_SHMEM_NET_REGIONS(0x1000, 1),', { bound: '4' });
    const edits: FixEdit[] = [{ kind: 'set', at: at('memoryRegions', 0, 'size'), value: 1n }];
    assert.equal(edit(net, edits), undefined);
  });
});

describe('An element', () => {
  const numbers = { bound: '2', count: '2' };

  it('goes with its comment, and the numbers that count it follow', () => {
    const text = source(twoRegions, numbers);
    const first = edit(text, [{ kind: 'remove', at: at('memoryRegions', 0) }]);
    assert.deepEqual(difference(text, first), [
      '- struct jailhouse_memory mem_regions[2];',
      '- .num_memory_regions = 2,',
      '- /* RAM */ {',
      '- .phys_start = 0x7fa00000,',
      '- .virt_start = 0,',
      '- .size = 0x10000, /* 64 KiB */',
      '- .flags = JAILHOUSE_MEM_READ,',
      '+ struct jailhouse_memory mem_regions[1];',
      '+ .num_memory_regions = 1,',
    ]);
    const second = edit(text, [{ kind: 'remove', at: at('memoryRegions', 1) }]) ?? '';
    assert.match(second, /READ,\n\t\t\},\n\t\},\n\};/);
  });

  it('comes in the style of its neighbours', () => {
    const text = source(twoRegions, numbers);
    const fields = { virtStart: 0x80000000n, size: 0x1000n, flags: 0x23n };
    const into = at('memoryRegions');
    const after = edit(text, [{ kind: 'insert', into, index: 2, fields, comment: 'messages' }]);
    const expected = `		/* messages */ {
			.virt_start = 0x80000000,
			.size = 0x1000,
			.flags = JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |
				JAILHOUSE_MEM_COMM_REGION,
		},
	},
};
`;
    assert.ok(after?.endsWith(expected) === true, after);
    assert.match(after, /mem_regions\[3\]/);
    assert.match(after, /num_memory_regions = 3/);
    const front = edit(text, [{ kind: 'insert', into, index: 1, fields }]);
    assert.match(front ?? '', /\},\n\t\t\{\n\t\t\t\.virt_start[^}]*\},\n\t\t\/\* UART \*\//);
  });

  it('has a constant where its neighbours have one', () => {
    const regions = '\t\t[RAM] = { .size = 0x1000 },\n\t\t[UART] = { .size = 0x2000 },';
    const head = 'enum {\n\tRAM,\n\tUART,\n\tNUM_REGIONS\n};';
    const text = source(regions, { head, bound: 'NUM_REGIONS' });
    const fields = { size: 0x3000n };
    const into = at('memoryRegions');
    const after = edit(text, [{ kind: 'insert', into, index: 2, fields, comment: 'comm region' }]);
    assert.deepEqual(difference(text, after), [
      '+ COMM_REGION,',
      '+ [COMM_REGION] = {',
      '+ .size = 0x3000,',
      '+ },',
    ]);
    const less = edit(text, [{ kind: 'remove', at: at('memoryRegions', 0) }]);
    assert.deepEqual(difference(text, less), ['- RAM,', '- [RAM] = { .size = 0x1000 },']);
  });

  it('brings its array along', () => {
    const text = source(twoRegions, { bound: '2' });
    const fields = { address: 0x8000000n, pinBase: '32', pinBitmap: '{ 0x2 }' };
    const after = edit(text, [{ kind: 'insert', into: at('irqchips'), index: 0, fields }]);
    assert.deepEqual(difference(text, after), [
      '+ struct jailhouse_irqchip irqchips[1];',
      '+ .num_irqchips = ARRAY_SIZE(config.irqchips),',
      '+ .irqchips = {',
      '+ .address = 0x8000000,',
      '+ .pin_base = 32,',
      '+ .pin_bitmap = { 0x2 },',
    ]);
  });

  it('stays where the bound is worked out from something else', () => {
    const head = '#define ONE 1';
    const text = source(twoRegions, { bound: 'ONE + 1', head });
    assert.equal(edit(text, [{ kind: 'remove', at: at('memoryRegions', 0) }]), undefined);
  });
});
