// SPDX-License-Identifier: MIT
// C compilers as the judges: every configuration of the repository and every
// fixture must give the very bytes that gcc and clang give.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from './compile.js';
import { inputFor, repository } from './sources.test-support.js';

interface Toolchain {
  readonly name: string;
  readonly compiler: string;
  readonly flags: readonly string[];
  readonly objcopy: string;
  readonly packages: string;
}

const toolchains: readonly Toolchain[] = [
  { name: 'gcc', compiler: 'gcc', flags: [], objcopy: 'objcopy', packages: 'gcc binutils' },
  {
    name: 'clang for AArch64',
    compiler: 'clang-19',
    flags: ['--target=aarch64-none-elf'],
    objcopy: 'llvm-objcopy-19',
    packages: 'clang-19 llvm-19',
  },
];

function sourcesIn(folder: string): string[] {
  const files = readdirSync(join(repository, folder)).filter((name) => name.endsWith('.c'));
  assert.ok(files.length > 0, `no sources in ${folder}`);
  return files.map((name) => `${folder}/${name}`);
}

/** Every system and cell of the repository, of all architectures. */
const configurations = ['configs/arm64', 'configs/arm', 'configs/x86']
  .filter((folder) => existsSync(join(repository, folder)))
  .flatMap(sourcesIn);

/** The bytes that a toolchain makes of a source; statics are dropped as in a real build. */
function build(file: string, { compiler, flags, objcopy }: Toolchain, folder: string): Uint8Array {
  const object = join(folder, 'config.o');
  const image = join(folder, 'config.cell');
  const includes = inputFor(file).includePaths.map((path) => `-I${path}`);
  const options = { cwd: repository, stdio: ['ignore', 'ignore', 'pipe'] as const };
  execFileSync(compiler, [...flags, '-O2', '-w', ...includes, '-c', file, '-o', object], {
    ...options,
    stdio: [...options.stdio],
  });
  execFileSync(objcopy, ['-O', 'binary', '--remove-section=.note.gnu.property', object, image]);
  return new Uint8Array(readFileSync(image));
}

function requireTool(command: string, packages: string): void {
  const isThere = spawnSync(command, ['--version']).status === 0;
  assert.ok(isThere, `${command} is needed as the judge of this test: install ${packages}`);
}

describe('The image', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'config-compiler-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  for (const toolchain of toolchains) {
    describe(`equals that of ${toolchain.name}`, () => {
      before(() => {
        requireTool(toolchain.compiler, toolchain.packages);
        requireTool(toolchain.objcopy, toolchain.packages);
      });
      for (const source of [...configurations, ...sourcesIn('configs/compiler/fixtures')]) {
        it(`for ${source}`, () => {
          const { image, problems } = compile(inputFor(source));
          assert.ok(image, problems.map(({ message }) => message).join('\n'));
          assert.deepEqual([...image], [...build(source, toolchain, folder)]);
        });
      }
    });
  }
});

describe('The configurations of this repository', () => {
  for (const source of configurations) {
    it(`have no problem: ${source}`, () => {
      assert.deepEqual(compile(inputFor(source)).problems, []);
    });
  }
});
