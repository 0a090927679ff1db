// SPDX-License-Identifier: MIT
// The C headers stand alone: each one compiles without any other, hosted and
// freestanding, and in assembly; hypercalls are the instruction that they say.
// cspell:ignore Werror
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const include = fileURLToPath(new URL('../../../include', import.meta.url));
const headers = [
  'jailhouse/types.h',
  'jailhouse/cell-config.h',
  'jailhouse/console.h',
  'jailhouse/hypercall.h',
  'jailhouse/pci_defs.h',
  'asm/jailhouse_hypercall.h',
];
const aarch64 = ['clang-19', '--target=aarch64-none-elf', '-ffreestanding'];
const languages: readonly (readonly string[])[] = [
  ['gcc', '-std=gnu11', '-x', 'c'],
  ['gcc', '-std=c11', '-x', 'c'],
  ['clang-19', '-std=c11', '-x', 'c'],
  [...aarch64, '-std=c11', '-x', 'c'],
  [...aarch64, '-x', 'assembler-with-cpp'],
];

function run(command: readonly string[], source: string): string {
  const [program = '', ...flags] = command;
  const folders = ['', '/arch/arm64', '/arch/arm-common'].map((folder) => `-I${include}${folder}`);
  const all = [...flags, ...folders, '-Wall', '-Wextra', '-Werror', '-o', '-', '-'];
  const result = spawnSync(program, all, { input: source, encoding: 'utf8' });
  assert.equal(result.error, undefined, `${program} is needed for this test: install it`);
  assert.equal(result.status, 0, result.stderr);
  return result.stdout;
}

describe('Each C header stands alone', () => {
  for (const language of languages) {
    it(`for ${language.join(' ')}`, () => {
      for (const header of headers) run([...language, '-S'], `#include <${header}>\n`);
    });
  }

  it('beside the headers of Linux and of the C library', () => {
    const others = ['linux/types.h', 'stdbool.h', 'stddef.h', 'stdint.h', 'sys/types.h'];
    const first = [...others, ...headers].map((name) => `#include <${name}>\n`).join('');
    const last = [...headers, ...others].map((name) => `#include <${name}>\n`).join('');
    run(['gcc', '-x', 'c', '-S'], first);
    run(['gcc', '-x', 'c', '-S'], last);
  });
});

describe('A hypercall', () => {
  it('puts number and arguments into x0 to x2 and executes hvc #0x4a48', () => {
    const source =
      '#include <jailhouse/hypercall.h>\n' +
      '__u64 call(void);\n__u64 call(void) { return jailhouse_call_arg2(7, 0x123, 0x456); }\n';
    const assembly = run([...aarch64, '-O2', '-x', 'c', '-S'], source);
    const body = assembly.slice(assembly.indexOf('call:'));
    assert.match(body, /mov\s+[wx]0, #7\b/);
    assert.match(body, /mov\s+[wx]1, #291\b/);
    assert.match(body, /mov\s+[wx]2, #1110\b/);
    assert.match(body, /hvc\s+#(0x4a48|19016)\b/);
  });
});
