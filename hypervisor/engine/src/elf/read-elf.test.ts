// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { findSymbol, readElf, sectionBytes, symbolAt, type Elf } from './index.js';

const SOURCE = `
int counter = 7;
static int hidden[4];
const char greeting[] = "hello";
int *touch(int n) { hidden[n & 3]++; return &hidden[0]; }
int _start(void) { return *touch(counter) + greeting[0]; }
`;

describe('ELF reader', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'cellblock-elf-'))));
  after(() => rmSync(folder, { recursive: true }));

  function build(target: string, link = true): { path: string; elf: Elf; bytes: Uint8Array } {
    const source = join(folder, 'sample.c');
    const path = join(folder, `${target}${link ? '.elf' : '.o'}`);
    writeFileSync(source, SOURCE);
    const compile = [`--target=${target}`, '-g', '-O1', '-ffreestanding', '-fno-pic', source];
    const finish = link ? ['-nostdlib', '-static', '-fuse-ld=lld-19'] : ['-c'];
    execFileSync('clang-19', [...compile, ...finish, '-o', path]);
    const bytes = readFileSync(path);
    const { elf, problems } = readElf(bytes);
    assert.deepEqual(problems, []);
    assert.ok(elf);
    return { path, elf, bytes };
  }

  const targets = ['aarch64-none-elf', 'aarch64_be-none-elf', 'armv7-none-eabi', 'i686-linux-gnu'];
  for (const target of targets) {
    // Only an object file, so that no linker for the target is needed.
    it(`agrees with llvm-readelf about a file for ${target}`, () => {
      const { path, elf } = build(target, target === 'aarch64-none-elf');
      assert.deepEqual(sectionsOf(elf), sectionsOfReadelf(path));
      assert.deepEqual(symbolsOf(elf), symbolsOfReadelf(path));
    });
  }

  it('reads segments with their addresses and content', () => {
    const { elf } = build('aarch64-none-elf');
    const code = elf.segments.find((segment) => segment.type === 1 && segment.flags & 1);
    assert.ok(code);
    assert.ok(elf.entry >= code.virtualAddress);
    assert.ok(elf.entry < code.virtualAddress + code.memorySize);
  });

  it('finds symbols by name and by address', () => {
    const { elf } = build('aarch64-none-elf');
    const touch = findSymbol(elf, 'touch');
    assert.ok(touch);
    assert.equal(touch.kind, 'function');
    assert.equal(symbolAt(elf, touch.address + 4n)?.name, 'touch');
    assert.equal(symbolAt(elf, touch.address + touch.size)?.name, '_start');
    assert.equal(findSymbol(elf, 'absent'), undefined);
    assert.ok((sectionBytes(elf, '.debug_info')?.length ?? 0) > 0);
  });

  it('says what is wrong with a file that is cut off', () => {
    const { bytes } = build('aarch64-none-elf');
    const { elf, problems } = readElf(bytes.subarray(0, bytes.length - 100));
    assert.ok(elf);
    assert.match(problems[0]?.message ?? '', /section table is cut off: \d+ of \d+ records/);
  });

  it('says that something else is no ELF file', () => {
    const { elf, problems } = readElf(new TextEncoder().encode('#!/bin/sh\necho hello world\n'));
    assert.equal(elf, undefined);
    assert.match(problems[0]?.message ?? '', /no ELF file/);
  });

  it('never throws, whatever the bytes are', () => {
    const { bytes } = build('aarch64-none-elf');
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), fc.nat(bytes.length), (changes, end) => {
        const broken = Uint8Array.from(bytes);
        for (const [at, value] of changes) broken[at % 64] = value;
        for (const [at, value] of changes) broken[at] = value;
        readElf(broken.subarray(0, end));
      }),
    );
    fc.assert(fc.property(fc.uint8Array(), (noise) => void readElf(noise)));
  });
});

function sectionsOf(elf: Elf): string[] {
  return elf.sections
    .slice(1)
    .map(({ name, address, size }) => `${name} ${address.toString(16)} ${size.toString(16)}`);
}

function sectionsOfReadelf(path: string): string[] {
  const output = execFileSync('llvm-readelf-19', ['-SW', path], { encoding: 'utf8' });
  const row = /^ +\[ *(\d+)\] (\S+) +\S+ +([0-9a-f]+) [0-9a-f]+ ([0-9a-f]+) /gm;
  return [...output.matchAll(row)]
    .filter((match) => match[1] !== '0')
    .map((match) => `${match[2] ?? ''} ${trim(match[3])} ${trim(match[4])}`);
}

function symbolsOf(elf: Elf): string[] {
  const named = elf.symbols.filter((symbol) => symbol.kind !== 'section');
  return named.map(
    ({ name, address, size, binding }) => `${name} ${address.toString(16)} ${size} ${binding}`,
  );
}

function symbolsOfReadelf(path: string): string[] {
  const output = execFileSync('llvm-readelf-19', ['-sW', path], { encoding: 'utf8' });
  const row = /^ +[1-9]\d*: ([0-9a-f]+) +(\d+) (\S+) +(\S+) +\S+ +\S+(?: (.*))?$/gm;
  return [...output.matchAll(row)]
    .filter((match) => match[3] !== 'SECTION')
    .map(
      (match) =>
        `${match[5] ?? ''} ${trim(match[1])} ${match[2] ?? ''} ${(match[4] ?? '').toLowerCase()}`,
    );
}

function trim(hex: string | undefined): string {
  return (hex ?? '').replace(/^0+(?=.)/, '');
}
