// SPDX-License-Identifier: MIT
// C compilers as the judges: every configuration of the repository and every
// fixture must give the very bytes that gcc and clang give, for every target.
// cspell:ignore fmacro idirafter
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { compile } from './compile.js';
import { inputFor, repository } from './sources.test-support.js';
import type { TargetName } from './target.js';

interface Toolchain {
  readonly name: string;
  readonly target: TargetName;
  readonly compiler: readonly string[];
  readonly objcopy: string;
  readonly packages: string;
}

const clang = { objcopy: 'llvm-objcopy-19', packages: 'clang-19 llvm-19' };

const toolchains: readonly Toolchain[] = [
  {
    name: 'gcc',
    target: 'x86_64',
    compiler: ['gcc'],
    objcopy: 'objcopy',
    packages: 'gcc binutils',
  },
  {
    name: 'clang for AArch64',
    target: 'aarch64',
    compiler: ['clang-19', '--target=aarch64-none-elf'],
    ...clang,
  },
  {
    name: 'clang for ARM',
    target: 'arm',
    compiler: ['clang-19', '--target=armv7a-none-eabi'],
    ...clang,
  },
];

const fixtures = 'configs/compiler/fixtures';

function sourcesIn(folder: string): string[] {
  const files = readdirSync(join(repository, folder)).filter((name) => name.endsWith('.c'));
  assert.ok(files.length > 0, `no sources in ${folder}`);
  return files.map((name) => `${folder}/${name}`);
}

/** Every system and cell of the repository, of all architectures. */
const configurations = ['configs/arm64', 'configs/arm', 'configs/x86']
  .filter((folder) => existsSync(join(repository, folder)))
  .flatMap(sourcesIn);

/** Sources over headers of their own, whose structs are not those of the repository. */
const forks = readdirSync(join(repository, fixtures, 'forks')).map((name) => {
  const folder = `${fixtures}/forks/${name}`;
  return { sources: sourcesIn(folder), includePaths: [`${folder}/include`] };
});

const groups: readonly { readonly sources: string[]; readonly includePaths: string[] }[] = [
  { sources: configurations, includePaths: [] },
  { sources: sourcesIn(fixtures), includePaths: [] },
  ...forks,
];

function includePathsOf(source: string, first: readonly string[]): string[] {
  return [...first, ...inputFor(source).includePaths];
}

/** The bytes that a toolchain makes of sources, by source; undefined where it refuses one. */
function build(
  { compiler: [command = '', ...flags], objcopy }: Toolchain,
  { sources, includePaths }: (typeof groups)[number],
): Map<string, Uint8Array | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'config-compiler-'));
  const paths = includePathsOf(sources[0] ?? '', includePaths);
  spawnSync(
    command,
    [
      ...flags,
      ...['-O2', '-w', '-c', `-fmacro-prefix-map=${repository}=`],
      ...paths.map((path) => `-I${join(repository, path)}`),
      ...['-idirafter', join(repository, fixtures, 'toolchain-include')],
      ...sources.map((source) => join(repository, source)),
    ],
    { cwd: folder, stdio: 'ignore' },
  );
  const images = sources.map((source): [string, Uint8Array | undefined] => {
    const object = join(folder, basename(source, '.c'));
    if (!existsSync(`${object}.o`)) return [source, undefined];
    const drop = ['.note.gnu.property', '.ARM.attributes'].map(
      (name) => `--remove-section=${name}`,
    );
    execFileSync(objcopy, ['-O', 'binary', ...drop, `${object}.o`, `${object}.cell`]);
    return [source, new Uint8Array(readFileSync(`${object}.cell`))];
  });
  rmSync(folder, { recursive: true });
  return new Map(images);
}

function requireTool(command: string, packages: string): void {
  const isThere = spawnSync(command, ['--version']).status === 0;
  assert.ok(isThere, `${command} is needed as the judge of this test: install ${packages}`);
}

describe('The image', () => {
  for (const toolchain of toolchains) {
    describe(`equals that of ${toolchain.name}`, () => {
      const images = new Map<string, Uint8Array | undefined>();
      before(function () {
        this.timeout(120_000);
        requireTool(toolchain.compiler[0] ?? '', toolchain.packages);
        requireTool(toolchain.objcopy, toolchain.packages);
        for (const group of groups) {
          for (const [source, image] of build(toolchain, group)) images.set(source, image);
        }
      });
      for (const { sources, includePaths } of groups) {
        for (const source of sources) {
          it(`for ${source}`, () => {
            const input = { ...inputFor(source), target: toolchain.target };
            const paths = includePathsOf(source, includePaths);
            const { image, problems } = compile({ ...input, includePaths: paths });
            const wanted = images.get(source);
            if (wanted === undefined) {
              assert.ok(problems.some(({ severity }) => severity === 'error'));
              return;
            }
            assert.ok(image, problems.map(({ message }) => message).join('\n'));
            assert.deepEqual([...image], [...wanted]);
          });
        }
      }
      it('for nearly all of them: few are for 64 bits only', () => {
        const refused = [...images].filter(([, image]) => image === undefined);
        const allowed = toolchain.target === 'arm' ? [`${fixtures}/kernel-style.c`] : [];
        assert.deepEqual(
          refused.map(([source]) => source),
          allowed,
        );
      });
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
