// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { namesIn, placeAt } from './braces.js';
import type { Place } from './braces.js';
import { SourceText } from './source-text.js';

/** The place of the '@' in a text, which is taken out. */
function placeIn(marked: string): Place {
  const offset = marked.indexOf('@');
  return placeAt(new SourceText(marked.replace('@', '')), offset);
}

describe('A text in pieces', () => {
  it('has comments, strings, numbers, words and directives', () => {
    const { pieces } = new SourceText(
      '#include <a/b.h> // c\n#define X(a) \\\n\t"s" 0x1f\n/* d\n # */ x = \'c\'; y',
    );
    assert.deepEqual(
      pieces.map(
        ({ kind, text, directive }) => `${kind} ${text}${directive === undefined ? '' : ' #'}`,
      ),
      [
        'punctuator # #',
        'directive include #',
        'string <a/b.h> #',
        'comment // c #',
        'punctuator # #',
        'directive define #',
        'word X #',
        'punctuator ( #',
        'word a #',
        'punctuator ) #',
        'string "s" #',
        'number 0x1f #',
        'comment /* d\n # */',
        'word x',
        'punctuator =',
        "string 'c'",
        'punctuator ;',
        'word y',
      ],
    );
  });

  it('leads from positions to offsets and back', () => {
    const source = new SourceText('ab\ncd\n\nend');
    for (let offset = 0; offset <= source.text.length; offset++) {
      assert.equal(source.offsetAt(source.positionAt(offset)), offset);
    }
    assert.equal(source.offsetAt({ line: 0, column: 99 }), 2);
    assert.equal(source.offsetAt({ line: 99, column: 0 }), source.text.length);
  });

  it('has the word at a cursor, be it behind it', () => {
    const source = new SourceText('a.bc = d');
    const words = [0, 1, 2, 4, 5, 7, 8].map((column) => source.wordAt({ line: 0, column })?.text);
    assert.deepEqual(words, ['a', 'a', 'bc', 'bc', undefined, 'd', 'd']);
  });

  it('is taken apart whatever it is', () => {
    const characters = fc.constantFrom(
      ...'a 0 # " \' / * \\ { } [ ] ( ) . , = < >'.split(' '),
      ' ',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 60 }), (list) => {
        const text = list.join('');
        const source = new SourceText(text);
        let end = 0;
        for (const piece of source.pieces) {
          assert.ok(piece.start >= end && piece.end > piece.start);
          assert.equal(text.slice(piece.start, piece.end), piece.text);
          end = piece.end;
        }
        for (let offset = 0; offset <= text.length; offset++) placeAt(source, offset);
      }),
    );
  });
});

describe('A place in an initialiser', () => {
  it('is told by the fields and elements around it', () => {
    const { frames, item } = placeIn('x config = { .regions = { [RAM] = { .size = 4 * @ } } };');
    assert.deepEqual(
      frames.map(({ field, element }) => field ?? element),
      ['config', 'regions', 'RAM'],
    );
    assert.deepEqual(item.fields, ['size']);
    assert.equal(item.isValue, true);
  });

  it('knows which fields are written, before and behind it', () => {
    const { frames, item } = placeIn(
      '{ .a = 1, /* .c = 2 */ .b = { .d = F(.x, 1), .e.f = 2 }, @ .g = 3 }',
    );
    assert.deepEqual(frames.map(namesIn), [['a', 'b', 'g']]);
    assert.deepEqual(item.fields, []);
    assert.equal(item.isValue, false);
  });

  it('is found in text that is half typed', () => {
    const { frames, item } = placeIn('config = { .a = { .fla@');
    assert.deepEqual(
      frames.map(({ field }) => field),
      ['config', 'a'],
    );
    assert.deepEqual(item.fields, ['fla']);
    assert.deepEqual(placeIn('c = { .arm.@ }').item.fields, ['arm']);
    assert.deepEqual(
      placeIn('c = { [RA@ }').item.before.map(({ text }) => text),
      ['[', 'RA'],
    );
  });

  it('in a directive has no braces outside of it', () => {
    const { frames } = placeIn('x = {\n#define A { .b = @ }\n .c = 1 }');
    assert.deepEqual(frames.length, 1);
    assert.deepEqual(frames.map(namesIn), [['b']]);
  });
});
