// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import { compileFixture, FIXTURE, variants } from './fixtures/compile.test-support.js';
import { readDebugInfo } from './debug-info.js';
import { spanAt, statementsOfLine } from './line-table.js';

/** Rows as llvm-dwarfdump prints them: address, line, column, file, flags. */
function oracleRows(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const row = /^0x([0-9a-f]+) +(\d+) +(\d+) +(\d+) +\d+ +\d+ +\d+ *(.*)$/.exec(line);
    if (!row) return [];
    const [, address = '', number, column, file, flags = ''] = row;
    const shown = ['is_stmt', 'prologue_end', 'end_sequence'].filter((flag) =>
      flags.includes(flag),
    );
    return [
      `${BigInt(`0x${address}`).toString(16)} ${number}:${column} ${file} ${shown.join(' ')}`,
    ];
  });
}

describe('line programs', () => {
  for (const options of variants) {
    const compiled = compileFixture(options);
    it(`have the rows that llvm-dwarfdump finds: ${compiled.title}`, () => {
      const { info, problems } = readDebugInfo(compiled.bytes);
      assert.deepEqual(problems, []);
      assert.ok(info);
      const ours = [...info.programs.values()].flatMap(({ rows }) =>
        rows.map((row) => {
          const flags = [
            row.isStatement ? 'is_stmt' : '',
            row.prologueEnd ? 'prologue_end' : '',
            row.endSequence ? 'end_sequence' : '',
          ].filter((flag) => flag !== '');
          const { line, column, file } = row;
          return `${row.address.toString(16)} ${line}:${column} ${file} ${flags.join(' ')}`;
        }),
      );
      const oracle = oracleRows(compiled.dump('--debug-line'));
      assert.ok(oracle.length > 20);
      assert.deepEqual(ours, oracle);
    });
  }

  it('join file names with their directories', () => {
    const { info } = readDebugInfo(compileFixture({ optimisation: '-O0', dwarf: 5 }).bytes);
    assert.deepEqual([...(info?.lines.byPath.keys() ?? [])], [FIXTURE]);
  });
});

describe('a line table', () => {
  const { info } = readDebugInfo(compileFixture({ optimisation: '-O0', dwarf: 5 }).bytes);
  assert.ok(info);
  const { lines } = info;

  it('finds the statements of a line, and the line of each of them', () => {
    const statements = statementsOfLine(lines, FIXTURE, 45);
    assert.ok(statements.length > 0);
    for (const { start, line } of statements) {
      assert.equal(line, 45);
      assert.equal(spanAt(lines, start)?.line, 45);
      assert.equal(spanAt(lines, start + 3n)?.line, 45);
    }
  });

  it('takes the next line with code for one that has none', () => {
    assert.equal(statementsOfLine(lines, FIXTURE, 44)[0]?.line, 45);
  });

  it('knows nothing behind the last line, or of another file', () => {
    assert.deepEqual(statementsOfLine(lines, FIXTURE, 1000), []);
    assert.deepEqual(statementsOfLine(lines, '/elsewhere.c', 44), []);
    assert.equal(spanAt(lines, 0n), undefined);
  });
});
