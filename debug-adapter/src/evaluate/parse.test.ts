// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { parseExpression, type Ast } from './parse.js';

/** The tree with all its parentheses, or the problem. */
function parsed(text: string): string {
  const { ast, problem } = parseExpression(text);
  return ast ? shown(ast) : (problem ?? '');
}

function shown(ast: Ast): string {
  switch (ast.kind) {
    case 'number':
      return ast.value.toString();
    case 'name':
      return ast.name;
    case 'register':
      return `$${ast.name}`;
    case 'member':
      return `${shown(ast.of)}${ast.arrow ? '->' : '.'}${ast.name}`;
    case 'index':
      return `${shown(ast.of)}[${shown(ast.index)}]`;
    case 'unary':
      return `(${ast.operator}${shown(ast.of)})`;
    case 'binary':
      return `(${shown(ast.left)} ${ast.operator} ${shown(ast.right)})`;
  }
}

describe('expressions', () => {
  it('bind as in C', () => {
    assert.equal(parsed('a + b * 2'), '(a + (b * 2))');
    assert.equal(parsed('a - b - c'), '((a - b) - c)');
    assert.equal(parsed('a & 1 == 0 || b'), '((a & (1 == 0)) || b)');
    assert.equal(parsed('*p->next[3].value'), '(*p->next[3].value)');
    assert.equal(parsed('(*p).value << 4'), '((*p).value << 4)');
    assert.equal(parsed('-$x0 + 0xffUL'), '((-$x0) + 255)');
  });

  it('say what is wrong with them', () => {
    assert.equal(parsed(''), 'it ends too early');
    assert.equal(parsed('a +'), 'it ends too early');
    assert.equal(parsed('a b'), '"b" is unexpected');
    assert.equal(parsed('a = 1'), '"=" is unexpected');
    assert.equal(parsed('(a'), '")" is missing');
    assert.equal(parsed('a[1'), '"]" is missing');
    assert.equal(parsed('a.1'), 'a member\'s name is missing behind "."');
  });

  it('hold numbers of up to 64 bits', () => {
    assert.equal(parsed('0xffffffffffffffff'), '18446744073709551615');
    assert.equal(parsed('0x10000000000000000'), '0x10000000000000000 has more than 64 bits');
  });

  it('are answered whatever the text is', () => {
    const pieces = fc.constantFrom('a', '1', '$x', '(', ')', '*', '[', ']', '->', '+', ' ', '"');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 200 }), (text) => {
        const { ast, problem } = parseExpression(text.join(''));
        assert.notEqual(ast === undefined, problem === undefined);
      }),
    );
  });
});
