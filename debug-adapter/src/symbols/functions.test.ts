// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import { readDebugInfo, sourceFrames, type DebugInfo } from './debug-info.js';
import { compileFixture, symbolize, variants } from './fixtures/compile.test-support.js';
import { variablesAt, type FunctionCode } from './functions.js';
import { typeOf } from './types.js';

function codeAddresses({ elf }: DebugInfo): bigint[] {
  const addresses: bigint[] = [];
  for (const { flags, address, size } of elf.sections) {
    if ((flags & 4n) === 0n) continue;
    for (let at = address; at < address + size; at += 4n) addresses.push(at);
  }
  return addresses;
}

/** "function variable: type" of every variable of every function, from the oracle's tree. */
function oracleVariables(text: string): string[] {
  const found: string[] = [];
  const nesting: string[] = [];
  for (const entry of text.split(/\n(?=0x[0-9a-f]+: )/)) {
    const head = /^0x[0-9a-f]+: ( *)(DW_TAG_\w+)/.exec(entry);
    if (!head) continue;
    const [, indent = '', tag = ''] = head;
    const depth = indent.length / 2;
    const name = /DW_AT_(?:name|abstract_origin)\s+\((?:0x[0-9a-f]+ )?"([^"]*)"\)/.exec(entry)?.[1];
    nesting.length = depth;
    const isCode = entry.includes('DW_AT_low_pc') || entry.includes('DW_AT_ranges');
    nesting[depth] =
      tag === 'DW_TAG_subprogram'
        ? isCode
          ? (name ?? '')
          : '-'
        : tag === 'DW_TAG_lexical_block'
          ? (nesting[depth - 1] ?? '')
          : '-';
    const owner = nesting[depth - 1] ?? '-';
    if (
      (tag === 'DW_TAG_variable' || tag === 'DW_TAG_formal_parameter') &&
      owner !== '-' &&
      depth > 1
    )
      found.push(`${owner} ${name}`);
  }
  return found;
}

function ourVariables(info: DebugInfo, code: FunctionCode): Set<string> {
  const names = new Set<string>();
  for (const { start, end } of code.ranges) {
    for (let at = start; at < end; at += 4n) {
      for (const entry of variablesAt(info.attributes, code, at))
        names.add(`${code.name} ${info.attributes.name(entry)}`);
    }
  }
  return names;
}

/** Types by the names that llvm-dwarfdump gives them, which have no struct or enum. */
function oracleTypes(text: string): Map<string, string> {
  const types = new Map<string, string>();
  for (const entry of text.split(/\n(?=0x[0-9a-f]+: )/)) {
    const name = /DW_AT_name\s+\("([^"]*)"\)/.exec(entry)?.[1];
    const type = /DW_AT_type\s+\(0x[0-9a-f]+ "([^"]*)"\)/.exec(entry)?.[1];
    const offset = /^(0x[0-9a-f]+): +DW_TAG_(?:variable|formal_parameter|member|typedef)/.exec(
      entry,
    );
    if (name !== undefined && type !== undefined && offset) types.set(offset[1] ?? '', type);
  }
  return types;
}

describe('functions', () => {
  for (const options of variants) {
    const compiled = compileFixture(options);
    const { info } = readDebugInfo(compiled.bytes);
    assert.ok(info);

    it(`and inlined calls are those of llvm-symbolizer at every instruction: ${compiled.title}`, () => {
      const addresses = codeAddresses(info);
      assert.ok(addresses.length > 50);
      const last = new Map<string, number>();
      for (const { Address, Symbol } of symbolize(compiled.bytes, addresses)) {
        const oracle = Symbol.map(({ FunctionName, FileName, Line }, depth) => {
          const line = depth === 0 && Line === 0 ? last.get(FunctionName) : Line;
          return `${FunctionName} ${FileName}:${line}`;
        });
        const ours: string[] = sourceFrames(info, BigInt(Address)).map(
          ({ name, path = Symbol[0]?.FileName, line = 0 }) => `${name} ${path}:${line}`,
        );
        assert.deepEqual(ours, oracle, Address);
        // Line 0 stands for the function's line before it.
        const [innermost] = Symbol;
        if (innermost && innermost.Line > 0) last.set(innermost.FunctionName, innermost.Line);
      }
    });

    it(`have the variables that llvm-dwarfdump finds: ${compiled.title}`, () => {
      const ours = info.functions.flatMap((code) => [...ourVariables(info, code)]);
      const oracle = oracleVariables(compiled.dump('--debug-info'));
      assert.ok(oracle.length >= 8);
      assert.deepEqual(ours.toSorted(), [...new Set(oracle)].toSorted());
    });

    it(`have types that are named as llvm-dwarfdump names them: ${compiled.title}`, () => {
      const oracle = oracleTypes(compiled.dump('--debug-info'));
      assert.ok(oracle.size >= 15);
      for (const [offset, name] of oracle) {
        const entry = info.attributes.entries.get(Number(offset));
        assert.ok(entry, offset);
        const ours: string = typeOf(info.attributes, entry).name.replaceAll(
          /\b(?:struct|union|enum) /g,
          '',
        );
        const plain = name.replace(/^(?:\w+::)?(?:struct|union|enum) $/, '{...}');
        if (entry.tag !== 0x16) assert.equal(ours, plain, offset);
      }
    });
  }
});
