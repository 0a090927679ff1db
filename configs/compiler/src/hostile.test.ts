// SPDX-License-Identifier: MIT
// Half-typed and hostile sources: the compiler answers, soon and without
// throwing, whatever it is given.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compileAndCheck } from './check-sources.js';
import { compile } from './compile.js';
import { inputFor, readRepositoryFile } from './sources.test-support.js';

const sources = [
  'configs/arm64/qemu-arm64.c',
  'configs/arm64/qemu-arm64-inmate-demo.c',
  'configs/compiler/fixtures/macros.c',
  'configs/compiler/fixtures/bit-fields.c',
  'configs/compiler/fixtures/declarations.c',
  'configs/compiler/fixtures/designators.c',
];
const texts = sources.map((path) => readRepositoryFile(path) ?? '');

const scraps = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ';',
  ',',
  '.',
  '=',
  '...',
  '#',
  '##',
  '"',
  "'",
  '/*',
  '*/',
  '//',
  '\\\n',
  '\n',
  '#if ',
  '#endif\n',
  '#else\n',
  '#define A(x) x ## x\n',
  '#include "a.c"\n',
  '#include <',
  'struct ',
  'union {',
  'enum { a, b',
  'sizeof',
  'sizeof(',
  '.size = ',
  '[0 ... 9] = ',
  '0x',
  '1e',
  "'a",
  '-',
  '?',
  ':',
  'config',
  '__attribute__((',
  'packed',
  'aligned(',
  '_Static_assert(',
  '__typeof__(',
  'u8 a:',
  '(struct jailhouse_memory){',
  '__builtin_offsetof(',
  '__builtin_choose_expr(',
  '_Generic(1, ',
  '__VA_OPT__(',
  '#pragma pack(push, 1)\n',
  '_Pragma("pack(',
  '#line 5 "a.c"\n',
  '#include_next <',
  '[[gnu::',
  'L"',
  '1.5e3',
  'mode(',
  '\0',
  '\u{1f600}',
  '%:',
  '<:',
  'A(',
  '-1',
  '99999999999999999999',
  '/ 0',
  '<< 99',
];

function ids(source: string, files: Readonly<Record<string, string>> = {}): string[] {
  const { problems } = compile(inputFor('board.c', { ...files, 'board.c': source }));
  return [...new Set(problems.map(({ id }) => id))];
}

describe('The compiler on sources that somebody is typing', () => {
  it('never throws, and every problem lies inside of a file that it read', () => {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat({ max: 40 }),
      insert: fc.array(fc.constantFrom(...scraps), { maxLength: 4 }),
    });
    const property = fc.property(
      fc.constantFrom(...texts),
      fc.array(edit, { minLength: 1, maxLength: 6 }),
      (original, edits) => {
        let text = original;
        for (const { at, remove, insert } of edits) {
          const start = Math.floor(at * text.length);
          text = text.slice(0, start) + insert.join('') + text.slice(start + remove);
        }
        const input = inputFor('configs/compiler/fixtures/edited.c', {
          'configs/compiler/fixtures/edited.c': text,
        });
        const { compilation, problems } = compileAndCheck(input, [input.file]);
        for (const { range, message } of problems) {
          assert.equal(range.file, input.file);
          assert.ok(message.length > 0);
          assert.ok(range.start.line >= 0 && range.start.column >= 0 && range.end.column >= 0);
        }
        const isSound = compilation.problems.every(({ severity }) => severity !== 'error');
        assert.ok(!isSound || compilation.image !== undefined);
        compilation.definitionAt(input.file, { line: 20, column: 4 });
        compilation.fieldsAt(input.file, { line: 20, column: 4 });
        compilation.positions.pathAt(input.file, { line: 20, column: 4 });
      },
    );
    fc.assert(property, { numRuns: 250 });
  });

  it('tells one slip in a few problems: every token that can be missing', () => {
    const file = 'configs/arm64/qemu-arm64-inmate-demo.c';
    const text = readRepositoryFile(file) ?? '';
    const body = text.slice(text.indexOf('struct {'));
    const tokens = body.matchAll(/\/\*.*?\*\/|\w+|"[^"]*"|[^\s\w]/gs);
    let slips = 0;
    for (const [token, index] of [...tokens].map((match) => [match[0], match.index] as const)) {
      if (token.startsWith('/*')) continue;
      const at = text.length - body.length + index;
      const source = text.slice(0, at) + text.slice(at + token.length);
      const { problems } = compileAndCheck(inputFor(file, { [file]: source }), [file]);
      assert.ok(problems.length <= 3, `${problems.length} problems without '${token}' at ${at}`);
      if (problems.length > 0) slips++;
    }
    assert.ok(slips > 150);
  });

  it('never throws on every beginning of a configuration', () => {
    const text = texts[1] ?? '';
    for (let end = 0; end < text.length; end += 17) ids(text.slice(0, end));
  });
});

describe('The compiler on hostile sources', () => {
  const deep = (open: string, inner: string, close: string): string =>
    open.repeat(20_000) + inner + close.repeat(20_000);

  it('bounds nesting of every kind', () => {
    assert.ok(ids(`int config = ${deep('(', '1', ')')};`).includes('nested-too-deeply'));
    assert.ok(ids(`int config = ${deep('{', '1', '}')};`).includes('nested-too-deeply'));
    assert.ok(ids(`int config = ${deep('- ', '1', '')};`).includes('nested-too-deeply'));
    assert.ok(ids(`int config = 0${'+1'.repeat(20_000)};`).includes('nested-too-deeply'));
    assert.ok(ids(`int config = ${'1?'.repeat(20_000)}1;`).includes('nested-too-deeply'));
    assert.ok(ids(`int config = a${'.a'.repeat(20_000)};`).includes('nested-too-deeply'));
    assert.ok(
      ids(`${deep('struct {', 'int a;', '} b;')} config = {0};`).includes('nested-too-deeply'),
    );
    assert.ok(ids(`int ${deep('(', 'config', ')')} = 1;`).includes('nested-too-deeply'));
    assert.ok(ids(`int config = sizeof ${deep('(int[', '1', '])')};`).length > 0);
    assert.ok(ids(`#if ${deep('(', '1', ')')}\n#endif\n`).includes('directive-syntax'));
    assert.ok(ids(`int a${'[1]'.repeat(20_000)}; int config = sizeof(a);`).length > 0);
    assert.ok(ids(`int ${'*'.repeat(20_000)}a; int config = sizeof(a);`).length > 0);
    ids('#if 1\n'.repeat(20_000));
  });

  it('bounds macros that double and macros that call themselves', () => {
    const bomb = Array.from({ length: 60 }, (_, i) => `#define A${i} A${i + 1} A${i + 1}\n`).join(
      '',
    );
    assert.ok(ids(`${bomb}int config[] = { A0 };`).includes('expansion-too-large'));
    const wide = `#define F(x) x x x x x x x x\n`;
    assert.ok(
      ids(`${wide}int config = ${'F('.repeat(90)}1${')'.repeat(90)};`).includes(
        'expansion-too-large',
      ),
    );
    const nested = `#define G(x) x\n`;
    ids(`${nested}int config = ${'G('.repeat(5000)}1${')'.repeat(5000)};`);
    assert.deepEqual(ids(`#define f(x) f(x) + f\n#define g g\nint config = sizeof(int);`), [
      'file-too-short',
    ]);
  });

  it('bounds includes', () => {
    assert.ok(ids('#include "board.c"\n').includes('include-too-deep'));
    const twice = { 'twice.h': '#include "twice.h"\n#include "twice.h"\n' };
    assert.ok(ids('#include "twice.h"\n', twice).includes('include-too-deep'));
  });

  it('bounds the size of objects and what is written into them', () => {
    assert.deepEqual(ids('char config[1ull << 40] = { 1 };'), ['too-large']);
    assert.deepEqual(ids('char config[] = { [1 << 30] = 1 };'), ['index-out-of-range']);
    const kilobytes =
      'struct a { char x[1000000]; }; struct b { struct a y[1000000]; } config = { 0 };';
    assert.ok(ids(kilobytes).includes('too-large'));
    const ranges = '[0 ... 999999] = 1, '.repeat(2000);
    assert.ok(ids(`char config[1000000] = { ${ranges} };`).includes('too-large'));
    const lists = '{ [999] = 1 }, '.repeat(1000);
    ids(`char config[1000][1000] = { [0 ... 999] = { [0 ... 999] = 1 }, ${lists} };`);
    assert.ok(
      ids('struct a { char x[900000]; char y[900000]; } config = { { 1 } };').includes('too-large'),
    );
  });

  it('bounds the number of problems', () => {
    const { problems } = compile(
      inputFor('board.c', { 'board.c': 'int config = a;\n'.repeat(5000) }),
    );
    assert.ok(problems.length <= 200);
  });

  it('reports a file that can not be read', () => {
    assert.deepEqual(
      compile(inputFor('nowhere.c')).problems.map(({ id }) => id),
      ['file-not-found'],
    );
  });
});
