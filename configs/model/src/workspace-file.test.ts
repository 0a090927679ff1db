// SPDX-License-Identifier: MIT
// What cellblock.json can say, and that no text makes its reader stumble.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { boardFilesOf, parseWorkspaceFile } from './workspace-file.js';

const whole = `{
  // Comments are welcome.
  "board": { "qemu-arm64.c": ["virt.dtb", "iomem.txt"] },
  "launchSets": [
    { "name": "pair", "system": "qemu-arm64.c", "cells": ["a.c", "b.c"] },
    { "cells": ["c.c"] },
  ],
  "rules": { "region-over-iommu": "off" }
}`;

describe('cellblock.json', () => {
  it('names board files, launch sets and the strictness of rules', () => {
    const { file, problems } = parseWorkspaceFile(whole);
    assert.deepEqual(problems, []);
    assert.deepEqual(boardFilesOf(file, '/boards/qemu-arm64.c'), ['virt.dtb', 'iomem.txt']);
    assert.deepEqual(boardFilesOf(file, 'hikey.c'), []);
    assert.deepEqual(
      file.launchSets.map(({ name, system, cells }) => [name, system, cells]),
      [
        ['pair', 'qemu-arm64.c', ['a.c', 'b.c']],
        ['launch set 2', undefined, ['c.c']],
      ],
    );
    assert.deepEqual([...file.rules], [['region-over-iommu', 'off']]);
  });

  it('gives one list of board files to every system of the folder', () => {
    const { file } = parseWorkspaceFile('{ "board": ["board.dts", "cmdline.txt"] }');
    assert.deepEqual(boardFilesOf(file, 'anything.c'), ['board.dts', 'cmdline.txt']);
  });

  const wrong: readonly (readonly [string, string, string])[] = [
    ['{ "board": "x.dts" }', '"x.dts"', '"board" has to be a list in brackets.'],
    ['{ "board": [3] }', '3', 'The path of a file has to be text in double quotes.'],
    ['{ "boards": [] }', '"boards"', '"boards" means nothing here'],
    ['{ "launchSets": [{ "name": "x" }] }', '{ "name": "x" }', 'A launch set needs "cells"'],
    ['{ "launchSets": [{ "cells": ["x"], "cpu": 1 }] }', '"cpu"', 'means nothing in a launch set'],
    ['{ "rules": { "x": "loud" } }', '"loud"', 'A rule is "off", "error"'],
    ['[]', '[]', 'The file has to be an object in braces.'],
    ['{ "board": ["x"', '', 'A comma or the closing ] is missing here.'],
    ['{ "board" ["x"] }', '[', 'A colon is missing here.'],
    ['{ "board": ["x] }', '"', 'This text has no closing quote.'],
    ['{ board: [] }', 'b', 'A name in double quotes is expected.'],
    ['{} {}', '{', 'Nothing may follow the closing brace.'],
  ];
  for (const [text, place, message] of wrong) {
    it(`tells what is wrong with ${text}`, () => {
      const { problems } = parseWorkspaceFile(text);
      assert.equal(problems.length, 1, JSON.stringify(problems));
      const [{ at, message: told } = { at: { start: 0, end: 0 }, message: '' }] = problems;
      assert.ok(told.includes(message), told);
      assert.equal(text.slice(at.start, at.end), place);
    });
  }

  it('keeps what was read in front of a mistake', () => {
    const { file, problems } = parseWorkspaceFile('{ "board": ["a.dts", "b.dts" "c.dts"] }');
    assert.deepEqual(boardFilesOf(file, 'x.c'), ['a.dts', 'b.dts']);
    assert.equal(problems.length, 1);
  });

  it('is read to the end or to its first mistake, whatever is in it', () => {
    const cut = fc.record({
      from: fc.nat(whole.length),
      length: fc.nat(20),
      put: fc.string({ maxLength: 8 }),
    });
    fc.assert(
      fc.property(cut, ({ from, length, put }) => {
        const text = whole.slice(0, from) + put + whole.slice(from + length);
        for (const { at } of parseWorkspaceFile(text).problems) {
          assert.ok(at.start <= at.end && at.end <= text.length);
        }
      }),
    );
    parseWorkspaceFile('['.repeat(100_000));
  });
});
