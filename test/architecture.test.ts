// SPDX-License-Identifier: MIT
// The rules of ARCHITECTURE.md as data: who may import whom, no cycles, no
// bags, no giant files. Each failure names the file and the rule.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import {
  cIncludes,
  findCycles,
  importsOf,
  packageOf,
  resolveImport,
  trackedFiles,
} from './source-tree.js';

interface PackageRule {
  readonly folder: string;
  readonly name: string;
  /** Specifiers of our own packages, or of libraries, that may be imported. */
  readonly mayImport: readonly string[];
  /** Built-in Node modules; tests may always use them. */
  readonly node: boolean;
  /** A library only these files may import. */
  readonly onlyIn?: Readonly<Record<string, RegExp>>;
}

const packages: readonly PackageRule[] = [
  { folder: 'configs/model', name: '@cellblock/cell-config', mayImport: [], node: false },
  {
    folder: 'configs/compiler',
    name: '@cellblock/config-compiler',
    mayImport: ['@cellblock/cell-config'],
    node: false,
  },
  {
    folder: 'language-server',
    name: '@cellblock/language-server',
    mayImport: [
      '@cellblock/cell-config',
      '@cellblock/config-compiler',
      '@wasm-fmt/clang-format',
      'vscode-languageserver',
      'vscode-languageserver-protocol',
      'vscode-languageserver-textdocument',
      'vscode-uri',
    ],
    node: true,
    onlyIn: {
      'vscode-languageserver': /^language-server\/src\/lsp\//,
      '@wasm-fmt/clang-format': /^language-server\/src\/clang-format\.ts$/,
    },
  },
  {
    folder: 'hypervisor/targets',
    name: '@cellblock/targets',
    mayImport: ['valibot', 'vscode-jsonrpc'],
    node: true,
    onlyIn: {
      valibot: /^hypervisor\/targets\/src\/hosted\//,
      'vscode-jsonrpc': /^hypervisor\/targets\/src\/hosted\//,
    },
  },
  {
    folder: 'hypervisor/engine',
    name: '@cellblock/engine',
    mayImport: ['@cellblock/cell-config', '@cellblock/targets', 'valibot'],
    node: true,
    onlyIn: { valibot: /^hypervisor\/engine\/src\/(host\/|protocol)/ },
  },
  {
    folder: 'hypervisor/cli',
    name: '@cellblock/cli',
    mayImport: [
      '@cellblock/cell-config',
      '@cellblock/config-compiler',
      '@cellblock/engine',
      '@cellblock/targets',
    ],
    node: true,
  },
  {
    folder: 'debug-adapter',
    name: '@cellblock/debug-adapter',
    mayImport: [
      '@cellblock/cell-config',
      '@cellblock/config-compiler',
      '@cellblock/engine',
      '@cellblock/targets',
      '@vscode/debugadapter',
      '@vscode/debugprotocol',
      'valibot',
    ],
    node: true,
    onlyIn: { '@vscode/debugadapter': /^debug-adapter\/src\/session\.ts$/ },
  },
  {
    folder: 'extension',
    name: 'cellblock',
    mayImport: [
      '@cellblock/cell-config',
      '@cellblock/engine/client',
      'vscode',
      'vscode-languageclient',
    ],
    node: true,
  },
];

/** What tests may import on top of their package's list. */
const testLibraries = [
  'mocha',
  'fast-check',
  '@vscode/debugadapter-testsupport',
  'vscode-languageserver-protocol',
  'vscode-jsonrpc',
];

/** Programs that measure a package; they read disks and start processes. */
const benches = ['configs/compiler/bench/'];

const forbiddenNames = /^(utils?|helpers?|common|misc|manager)(\.|$)/;
const topLevelFolders = [
  'configs',
  'language-server',
  'hypervisor',
  'debug-adapter',
  'extension',
  'test',
];

const lineLimits: readonly { readonly pattern: RegExp; readonly lines: number }[] = [
  { pattern: /\.ts$/, lines: 400 },
  { pattern: /\.[chS]$/, lines: 600 },
];

const isTest = (file: string): boolean => /\.test(-support)?\.ts$/.test(file);
const isTypeScript = (file: string): boolean => file.endsWith('.ts') && !file.endsWith('.d.ts');

function importProblem(rule: PackageRule, file: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) {
    const target = resolveImport(file, specifier);
    return target.startsWith(`${rule.folder}/src/`) || target === `${rule.folder}/package.json`
      ? undefined
      : `${file} leaves its package with '${specifier}'`;
  }
  if (specifier.startsWith('node:')) {
    return rule.node || isTest(file) ? undefined : `${file} may not import '${specifier}'`;
  }
  const name = packageOf(specifier);
  const allowed = [...rule.mayImport, ...(isTest(file) ? testLibraries : [])];
  if (!allowed.includes(name) && !allowed.includes(specifier)) {
    return `${file} may not import '${specifier}'; ${rule.name} may import: ${rule.mayImport.join(', ') || 'nothing'}`;
  }
  const onlyIn = rule.onlyIn?.[name];
  return onlyIn !== undefined && !onlyIn.test(file) && !isTest(file)
    ? `${file} may not import '${specifier}': only ${onlyIn.source} may`
    : undefined;
}

describe('The architecture', () => {
  const files = trackedFiles();
  const sources = files.filter(isTypeScript);

  for (const rule of packages) {
    it(`lets ${rule.folder} import ${rule.mayImport.join(', ') || 'nothing'}`, () => {
      const own = sources.filter((file) => file.startsWith(`${rule.folder}/src/`));
      assert.ok(own.length > 0, `${rule.folder}/src holds no source; is the table out of date?`);
      const problems = own.flatMap((file) =>
        importsOf(file).map((specifier) => importProblem(rule, file, specifier)),
      );
      assert.deepEqual(problems.filter((problem) => problem !== undefined).sort(), []);
    });
  }

  it('has no source outside the packages of the table', () => {
    const homes = [...packages.map((rule) => `${rule.folder}/src/`), ...benches, 'test/'];
    const strays = sources.filter((file) => !homes.some((home) => file.startsWith(home)));
    assert.deepEqual(strays, []);
  });

  it('has no import cycle', () => {
    assert.deepEqual(findCycles(sources), []);
  });

  it('adds no top-level folder', () => {
    const folders = new Set(
      files
        .filter((file) => file.includes('/') && !file.startsWith('.'))
        .map((file) => file.split('/')[0] ?? ''),
    );
    assert.deepEqual([...folders].sort(), [...topLevelFolders].sort());
  });

  it('names no file or folder utils, helpers, common, misc or manager', () => {
    const bags = files.filter((file) => file.split('/').some((part) => forbiddenNames.test(part)));
    assert.deepEqual(bags, []);
  });

  it('names TypeScript files in kebab-case', () => {
    const odd = sources.filter((file) => !/^[a-z0-9.-]+$/.test(basename(file)));
    assert.deepEqual(odd, []);
  });

  it('keeps files small', () => {
    const large = files.flatMap((file) => {
      const limit = lineLimits.find(({ pattern }) => pattern.test(file));
      if (limit === undefined) return [];
      const lines = readFileSync(file, 'utf8').split('\n').length - 1;
      return lines > limit.lines ? [`${file}: ${lines} lines, at most ${limit.lines}`] : [];
    });
    assert.deepEqual(large, []);
  });

  it('starts every source with its licence', () => {
    const bare = files.filter(
      (file) =>
        /\.(ts|mjs|[chS]|lds)$/.test(file) &&
        !file.includes('/fixtures/') &&
        !readFileSync(file, 'utf8').slice(0, 200).includes('SPDX-License-Identifier: '),
    );
    assert.deepEqual(bare, []);
  });

  describe('in C', () => {
    const core = files.filter((file) => /^hypervisor\/core\/.*\.[chS]$/.test(file));

    it('gives core/ only include/ and the contract of arch/', () => {
      assert.ok(core.length > 0, 'hypervisor/core holds no source');
      const problems = core.flatMap((file) =>
        cIncludes(file)
          .filter(
            (path) => !/^(jailhouse|cellblock)\/[a-z0-9-_]+\.h$|^asm\/[a-z0-9-_]+\.h$/.test(path),
          )
          .map((path) => `${file} includes ${path}`),
      );
      assert.deepEqual(problems, []);
    });

    it('keeps core/ free of conditionals on architecture or feature', () => {
      const problems = core.flatMap((file) =>
        readFileSync(file, 'utf8')
          .split('\n')
          .flatMap((line, index) =>
            /^\s*#\s*(if|ifdef|elif|ifndef)\b/.test(line) && !/_H\s*$/.test(line)
              ? [`${file}:${index + 1}: ${line}`]
              : [],
          ),
      );
      assert.deepEqual(problems, []);
    });

    it('lets no architecture include another', () => {
      const arch = files.filter((file) => /^hypervisor\/arch\/.*\.[chS]$/.test(file));
      const problems = arch.flatMap((file) =>
        cIncludes(file)
          .filter((path) => path.includes('..') || /(^|\/)arch\//.test(path))
          .map((path) => `${file} includes ${path}`),
      );
      assert.deepEqual(problems, []);
    });

    it('keeps inmates and steward out of the hypervisor', () => {
      const guests = files.filter((file) =>
        /^hypervisor\/(inmates|steward)\/.*\.[chS]$/.test(file),
      );
      const problems = guests.flatMap((file) =>
        cIncludes(file)
          .filter((path) => /(^|\/)(core|arch|uart)\//.test(path))
          .map((path) => `${file} includes ${path}`),
      );
      assert.deepEqual(problems, []);
    });
  });
});
