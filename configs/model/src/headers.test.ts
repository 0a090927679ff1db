// SPDX-License-Identifier: MIT
// The C headers of the ABI: they compile alone and together, wherever people
// use them, and give every name its value, its type and its meaning.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const configs = fileURLToPath(new URL('../..', import.meta.url));
const include = join(configs, 'include');

const headers = [
  'jailhouse/types.h',
  'jailhouse/console.h',
  'jailhouse/pci_defs.h',
  'jailhouse/cell-config.h',
  'jailhouse/hypercall.h',
  'asm/jailhouse_hypercall.h',
];

interface Toolchain {
  readonly name: string;
  readonly command: readonly string[];
  readonly arch: string;
  /** Instructions of a hypercall in the byte order of the target. */
  readonly calls: readonly string[];
}

const vmcall = ['0f01c1', '0f01d9'];
const clang = (
  name: string,
  target: string,
  arch: string,
  calls: readonly string[],
): Toolchain => ({
  name: `clang for ${name}`,
  command: ['clang-19', `--target=${target}`],
  arch,
  calls,
});
const host: readonly Toolchain[] = [
  { name: 'gcc', command: ['gcc'], arch: 'x86', calls: vmcall },
  { name: 'clang', command: ['clang-19'], arch: 'x86', calls: vmcall },
];
const toolchains: readonly Toolchain[] = [
  ...(process.arch === 'x64' ? host : []),
  clang('AArch64', 'aarch64-none-elf', 'arm64', ['024909d4']),
  clang('ARMv7', 'armv7-none-eabi', 'arm', ['78a444e1']),
  clang('x86-64', 'x86_64-none-elf', 'x86', vmcall),
  clang('i386', 'i386-none-elf', 'x86', vmcall),
];

const strict = ['-std=c11', '-Wall', '-Wextra', '-Wpedantic', '-Wundef', '-Wcast-qual', '-Werror'];
// Where the user's own compiler settings rule, GNU extensions included.
const relaxed = ['-std=gnu11', '-Wall', '-Wextra', '-Werror'];

interface Environment {
  readonly name: string;
  readonly flags: readonly string[];
  /** What the includer has included already. */
  readonly before: readonly string[];
  readonly hosted?: boolean;
}

const environments: readonly Environment[] = [
  { name: 'a guest', flags: [...strict, '-ffreestanding'], before: [] },
  { name: 'the hypervisor', flags: [...strict, '-ffreestanding', '-nostdinc'], before: [] },
  {
    name: 'a kernel module',
    flags: [...relaxed, '-std=gnu11', '-D__KERNEL__', '-nostdinc', '-Ikernel'],
    before: ['linux/types.h', 'linux/kernel.h'],
  },
  {
    name: 'a kernel build that has no Linux header for it',
    flags: [...relaxed, '-std=gnu89', '-D__KERNEL__', '-nostdinc'],
    before: [],
  },
  { name: 'user space', flags: strict, before: [], hosted: true },
  {
    name: 'user space beside the headers of Linux and C',
    flags: strict,
    before: ['linux/types.h', 'stdbool.h', 'stddef.h', 'stdint.h'],
    hosted: true,
  },
];

/** The types of a Linux kernel, as far as these headers meet them. */
const kernelTypes = `#ifndef _LINUX_TYPES_H
#define _LINUX_TYPES_H
${['8 char', '16 short', '32 int', '64 long long']
  .map((line) => line.split(/ (.*)/))
  .map(
    ([bits, type]) =>
      `typedef signed ${type} __s${bits};\ntypedef unsigned ${type} __u${bits};\n` +
      `typedef __s${bits} s${bits};\ntypedef __u${bits} u${bits};\n`,
  )
  .join('')}
typedef _Bool bool;
enum { false = 0, true = 1 };
#define NULL ((void *)0)
#endif
`;

const kernelMacros = `#ifndef _LINUX_KERNEL_H
#define _LINUX_KERNEL_H
#define ARRAY_SIZE(arr) (sizeof(arr) / sizeof((arr)[0]) + 0)
#endif
`;

describe('The C headers', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cell-config-'));
    mkdirSync(join(folder, 'kernel/linux'), { recursive: true });
    writeFileSync(join(folder, 'kernel/linux/types.h'), kernelTypes);
    writeFileSync(join(folder, 'kernel/linux/kernel.h'), kernelMacros);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function run(command: string, args: readonly string[]): string {
    const result = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
    assert.equal(
      result.error,
      undefined,
      `${command} is needed: install gcc, clang-19 and llvm-19`,
    );
    assert.equal(
      result.status,
      0,
      `${command} ${args.join(' ')}\n${result.stderr}${result.stdout}`,
    );
    return result.stdout;
  }

  function compile({ command, arch }: Toolchain, args: readonly string[]): void {
    const [compiler = '', ...target] = command;
    run(compiler, [...target, `-I${include}`, `-I${include}/arch/${arch}`, ...args]);
  }

  /** A translation unit that is not empty, whatever the headers hold. */
  function unit(name: string, included: readonly string[]): string {
    const text = included.map((header) => `#include <${header}>\n`).join('');
    writeFileSync(join(folder, name), `${text}extern int not_empty;\n`);
    return name;
  }

  for (const toolchain of toolchains) {
    describe(`with ${toolchain.name}`, () => {
      for (const { name, flags, before, hosted } of environments) {
        if (hosted && toolchain.command.length > 1) continue;
        it(`compile alone and in any order in ${name}`, () => {
          const orders = headers.flatMap((first, i) => {
            const others = [...headers.slice(i + 1), ...headers.slice(0, i)];
            return [[first], [first, ...others.reverse()]];
          });
          for (const order of before.length > 0 ? orders : []) {
            compile(toolchain, [...flags, '-fsyntax-only', unit('order.c', [...before, ...order])]);
          }
          for (const order of orders) {
            compile(toolchain, [...flags, '-fsyntax-only', unit('order.c', [...order, ...before])]);
          }
        });
      }

      it('can be included by assembly', () => {
        for (const header of headers) {
          writeFileSync(join(folder, 'entry.S'), `#include <${header}>\n`);
          compile(toolchain, ['-c', 'entry.S', '-o', 'entry.o']);
        }
        const constants =
          '#include <asm/jailhouse_hypercall.h>\n.long JAILHOUSE_HC_CPU_GET_INFO, JAILHOUSE_NUM_CPU_STATS\n';
        writeFileSync(join(folder, 'entry.S'), constants);
        compile(toolchain, ['-c', 'entry.S', '-o', 'entry.o']);
      });

      it('give every name its value and its type', () => {
        const source = join(include, 'tests/abi-names.c');
        compile(toolchain, [...relaxed, '-ffreestanding', '-fsyntax-only', source]);
      });

      it('make hypercalls by the instruction of the architecture', () => {
        const source = join(include, 'tests/calls.c');
        compile(toolchain, [...strict, '-ffreestanding', '-O2', '-c', source, '-o', 'calls.o']);
        run('llvm-objcopy-19', ['-O', 'binary', '-j', '.text', 'calls.o', 'calls.bin']);
        const code = readFileSync(join(folder, 'calls.bin')).toString('hex');
        for (const call of toolchain.calls) assert.equal(code.split(call).length - 1, 3, code);
      });
    });
  }

  for (const toolchain of host) {
    it(`find arrays, build regions and test flags as documented, with ${toolchain.name}`, function () {
      if (process.arch !== 'x64') this.skip();
      const source = join(include, 'tests/functions.c');
      compile(toolchain, [...relaxed, source, '-o', 'functions']);
      assert.equal(run(join(folder, 'functions'), []), '');
    });
  }

  it('lend the configurations only names of the ABI', () => {
    const words = (text: string): string[] => text.match(/[A-Za-z_]\w*/g) ?? [];
    const uncommented = (file: string): string =>
      readFileSync(file, 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*|"[^"\n]*"/g, ' ');
    const abi = new Set(
      ['abi-names.c', 'functions.c'].flatMap((name) =>
        words(uncommented(join(include, 'tests', name))),
      ),
    );
    const ours = headers
      .map((header) => join(include, header.startsWith('asm/') ? `arch/x86/${header}` : header))
      .flatMap((file) =>
        [...uncommented(file).matchAll(/#define\s+(\w+)/g)].map(([, name]) => name),
      );
    const foreign = new Set(ours.filter((name) => name !== undefined && !abi.has(name)));
    assert.ok(foreign.has('JAILHOUSE_ABI_SIZE'), 'the headers have a name of their own');

    const files = ['arm64', 'arm', 'x86']
      .map((folderName) => join(configs, folderName))
      .filter((path) => existsSync(path))
      .flatMap(sourcesOf)
      .map((file) => ({ file, names: words(uncommented(file)) }));
    assert.ok(files.length > 0, 'no configurations');
    for (const { file, names } of files) {
      const used = names.filter((name) => foreign.has(name));
      assert.deepEqual(used, [], `${file} uses names that only these headers have`);
      const unknown = names.filter((name) => /^_*jailhouse_/i.test(name) && !abi.has(name));
      assert.deepEqual(unknown, [], `${file} uses names that the ABI has not`);
    }
  });
});

function sourcesOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /\.[ch]$/.test(name))
    .map((name) => join(folder, name));
}
