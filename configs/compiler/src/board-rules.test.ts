// SPDX-License-Identifier: MIT
// Rules about boards over configurations and facts that have nothing to do
// with each other: whatever is said of a board, they say something or nothing.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checks, readBoard } from '@cellblock/cell-config';
import { checkTogether } from './check-sources.js';
import { compile } from './compile.js';
import { inputFor, readRepositoryFile, repository } from './sources.test-support.js';

const fixtures = 'configs/model/fixtures';

/** Every file about a board that a fixture has. */
function boardFiles(): string[] {
  return checks
    .filter(({ needs }) => needs === 'board')
    .flatMap(({ id }) => {
      const folder = join(fixtures, id);
      return readdirSync(join(repository, folder)).flatMap((kind) =>
        readdirSync(join(repository, folder, kind))
          .filter((name) => !/\.[ch]$/.test(name))
          .map((name) => join(folder, kind, name)),
      );
    });
}

describe('Rules about boards', () => {
  it('judge any configuration by any board', () => {
    const systems = ['arm64/qemu-arm64.c', 'arm/bananapi.c', 'x86/qemu-x86.c'];
    const sets = systems.map((name) => {
      const cell = name.replace('.c', name.startsWith('x86') ? '-pci-demo.c' : '-linux-demo.c');
      return [name, cell].map((file) => compile(inputFor(`configs/${file}`)));
    });
    let found = 0;
    for (const path of boardFiles()) {
      const { facts } = readBoard([path], {
        bytesOf: (file) => new Uint8Array(readFileSync(join(repository, file))),
        textOf: readRepositoryFile,
      });
      for (const set of sets) {
        for (const problems of checkTogether(set, { board: facts }).values()) {
          for (const { message, range } of problems) {
            assert.ok(message !== '' && range.start.line >= 0);
            assert.ok(!/undefined|NaN|\[object/.test(message), message);
            found++;
          }
        }
      }
    }
    assert.ok(found > 0);
  });
});
