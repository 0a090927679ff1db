// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import type { Completion } from '../completion/item.js';
import { withoutPlaces } from '../completion/item.js';
import { editorWith, marked, pathOf, textOf } from '../editor.test-support.js';
import { completionsAt } from './completion.js';

const cell = 'configs/arm64/qemu-arm64-inmate-demo.c';
const cellText = textOf(cell);

function completionsIn(text: string, file = cell): readonly Completion[] {
  const { text: source, position } = marked(text);
  return completionsAt(editorWith({ [file]: source }), pathOf(file), position);
}

/** Completions of the demo cell with a piece of it replaced. */
function after(piece: string, replacement: string): readonly Completion[] {
  assert.ok(cellText.includes(piece));
  return completionsIn(cellText.replace(piece, replacement));
}

/** Labels of the best rank. */
function best(completions: readonly Completion[]): string[] {
  const rank = Math.min(...completions.map((each) => each.rank));
  return completions.filter((each) => each.rank === rank).map(({ label }) => label);
}

describe('Completion of fields', () => {
  it('offers those that these braces lack, with types and documentation', () => {
    const completions = after('.size = 0x00010000,', '.@');
    assert.deepEqual(best(completions), ['size']);
    assert.equal(completions[0]?.detail, 'unsigned long long');
    assert.match(completions[0].documentation ?? '', /How long it is\. \*\(bytes\)\*/);
    assert.equal(completions[0].insert, 'size = $0,');
  });

  it('offers them without the full stop as well', () => {
    const completions = after('.size = 0x00010000,', '@');
    assert.ok(
      completions.some(({ label, insert }) => label === '.size' && insert === '.size = $0,'),
    );
  });

  it('works in braces that have no end yet', () => {
    const cut = cellText.slice(0, cellText.indexOf('.size = 0x00010000'));
    assert.deepEqual(best(completionsIn(`${cut}.@`)), ['size', 'flags']);
    const word = cellText.slice(0, cellText.indexOf('.virt_start = 0,'));
    assert.deepEqual(best(completionsIn(`${word}.vi@`)), ['virt_start', 'size', 'flags']);
  });

  it('works between fields that are half typed', () => {
    const text = after('.virt_start = 0,\n', '.virt_\n.@\n');
    assert.ok(text.some(({ label }) => label === 'virt_start'));
  });

  it('leads into records by their names', () => {
    const system = 'configs/arm64/qemu-arm64.c';
    const text = textOf(system).replace('.pci_domain = VPCI_DOMAIN,', '.arm.g@');
    const labels = best(completionsIn(text, system));
    assert.ok(labels.includes('gicd_base') && labels.includes('gicr_base'), labels.join());
    assert.ok(!labels.includes('pci_domain'));
  });

  it('goes by the names that are there in the body of a macro', () => {
    const macro = '#define MMIO(a) { .phys_start = (a), .@ }\nenum {';
    assert.deepEqual(best(after('enum {', macro)), ['virt_start', 'size', 'flags']);
    const flags = '#define MMIO(a) { .phys_start = (a), \\\n .flags = @ }\nenum {';
    assert.ok(best(after('enum {', flags)).includes('JAILHOUSE_MEM_IO'));
  });

  it('goes by them while a header is missing, too', () => {
    const text = cellText.replace('cell-config.h>', 'cell-config.h>\n#include "gone.h"');
    const completions = completionsIn(text.replace('.size = 0x00010000,', '.@'));
    assert.ok(best(completions).includes('size'));
  });

  it('offers the arrays of the configuration itself', () => {
    const completions = after('.cpus = {\n\t\t0b0010,\n\t},', '.@');
    assert.deepEqual(best(completions), ['cpus']);
    assert.match(completions[0]?.insert ?? '', /^cpus = \{\n\t\$0\n\},$/);
  });

  it('leaves the value alone that is there already', () => {
    const completions = after('.size = 0x00010000', '.s@ = 0x00010000');
    assert.deepEqual(best(completions), ['size']);
    assert.equal(completions[0]?.insert, undefined);
  });
});

describe('Completion of values', () => {
  it('offers flags that fit the field first, without those that are there', () => {
    const labels = best(
      after(
        'JAILHOUSE_MEM_READ | JAILHOUSE_MEM_WRITE |\n\t\t\t\tJAILHOUSE_MEM_IO |',
        'JAILHOUSE_MEM_READ | @',
      ),
    );
    assert.ok(labels.includes('JAILHOUSE_MEM_WRITE'));
    assert.ok(!labels.includes('JAILHOUSE_MEM_READ'));
    assert.ok(
      labels.every((label) => label.startsWith('JAILHOUSE_MEM_')),
      labels.join(),
    );
  });

  it('offers constants of consoles, cells and devices for their fields', () => {
    assert.ok(best(after('JAILHOUSE_CON_TYPE_PL011', '@')).includes('JAILHOUSE_CON_TYPE_8250'));
    assert.ok(
      best(after('JAILHOUSE_CON_ACCESS_MMIO |', '@ |')).includes('JAILHOUSE_CON_REGDIST_1'),
    );
    assert.deepEqual(best(after('JAILHOUSE_ARM64', '@')), [
      'JAILHOUSE_X86',
      'JAILHOUSE_ARM',
      'JAILHOUSE_ARM64',
    ]);
  });

  it('offers them at the end of a file that stops there', () => {
    const cut = cellText.slice(0, cellText.indexOf('JAILHOUSE_MEM_READ'));
    assert.ok(best(completionsIn(`${cut}JAIL@`)).includes('JAILHOUSE_MEM_READ'));
  });

  it('offers enumeration constants for indexes', () => {
    assert.deepEqual(best(after('[RAM]', '[@]')), ['UART', 'RAM', 'COMM_REGION', 'NUM_REGIONS']);
  });

  it('offers macros with places for their arguments', () => {
    const found = after('ARRAY_SIZE(config.mem_regions)', '@').find(
      ({ label }) => label === 'ARRAY_SIZE',
    );
    assert.equal(found?.insert, 'ARRAY_SIZE(${1:a})');
  });

  it('offers CPUs of the root cell, and says which cells have them', () => {
    const values = after('0b0010', '@').filter(({ kind }) => kind === 'value');
    assert.deepEqual(
      values.map(({ label }) => label),
      ['0b10', '0b100', '0b1000'],
    );
    assert.match(values[0]?.detail ?? '', /^CPU 1, also in .*"uart-demo"/);
    const alone = textOf('configs/arm/qemu-arm-linux-demo.c').replace(
      /\.cpus = \{[^}]*\}/,
      '.cpus = { @ }',
    );
    const others = completionsIn(alone, 'configs/arm/qemu-arm-linux-demo.c');
    assert.ok(others.some(({ detail }) => /^CPU \d is free$/.test(detail)));
  });

  it('offers addresses that no other cell has', () => {
    const values = after('.phys_start = 0x7fa00000', '.phys_start = @').filter(
      ({ kind }) => kind === 'value',
    );
    const own = values.find(({ label }) => label === '0x7fa00000');
    assert.match(own?.detail ?? '', /free among the cells/);
  });

  it('offers interrupts that no other cell has', () => {
    const linux = 'configs/arm64/qemu-arm64-linux-demo.c';
    const text = textOf(linux).replace(/\.pin_bitmap = \{[^}]*\}/, '.pin_bitmap = { @ }');
    const values = completionsIn(text, linux).filter(({ kind }) => kind === 'value');
    assert.equal(values[0]?.label, '1 << (32 - 32)');
    assert.equal(values[0].detail, 'interrupt 32 (SPI 0) is free');
  });
});

describe('Completion', () => {
  it('offers whole regions in an array of regions', () => {
    const snippets = after('[UART] = {', '@\n[UART] = {').filter(({ kind }) => kind === 'snippet');
    assert.ok(snippets.some(({ label }) => label === 'communication region'));
  });

  it('offers whole configurations in an empty file', () => {
    const labels = completionsIn('cell@', 'configs/arm64/new.c').map(({ label }) => label);
    assert.deepEqual(labels, ['cell configuration', 'system configuration']);
  });

  it('has snippets that compile', () => {
    for (const folder of ['arm64', 'arm', 'x86']) {
      const file = `configs/${folder}/new.c`;
      for (const { insert = '' } of completionsIn('@', file)) {
        const text = withoutPlaces(insert.replaceAll('$5', '0x40000000'));
        const { analysis } = editorWith({ [file]: text });
        const { image, problems } = analysis.compilation(pathOf(file));
        assert.deepEqual(problems, []);
        assert.ok(image);
      }
    }
  });

  it('offers directives behind a # and headers in their names', () => {
    const directives = completionsIn(`#@\n${cellText}`).map(({ label }) => label);
    assert.ok(directives.includes('include'));
    const files = completionsIn(cellText.replace('jailhouse/types.h', 'jailhouse/@'));
    assert.ok(files.some(({ label }) => label === 'cell-config.h'));
    const own = completionsIn(`#include "@"\n${cellText}`);
    assert.ok(own.some(({ label }) => label === 'qemu-arm64.h'));
  });

  it('offers nothing in comments and texts', () => {
    assert.deepEqual(after('/*\n', '/* .@\n'), []);
    assert.deepEqual(after('"inmate-demo"', '"in@"'), []);
    assert.deepEqual(completionsIn(`// .@\n${cellText}`), []);
  });
});
