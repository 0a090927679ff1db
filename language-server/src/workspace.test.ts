// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { Documents } from './documents.js';
import type { Files } from './files.js';
import { Workspace, looksLikeConfiguration } from './workspace.js';

const configuration = '#include <jailhouse/cell-config.h>\nstruct {} config = {};\n';
const system = configuration.replace('{}', '{ struct jailhouse_system header; }');

/** A workspace over files in memory. */
function workspaceOf(disk: Readonly<Record<string, string>>): {
  workspace: Workspace;
  documents: Documents;
} {
  const read = (path: string): string | undefined => disk[path];
  const files: Files = {
    read,
    list: (folder) => {
      const below = Object.keys(disk).filter((path) => path.startsWith(`${folder}/`));
      const names = new Set(below.map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''));
      return [...names].map((name) => ({
        path: `${folder}/${name}`,
        isFolder: !below.some((path) => path === `${folder}/${name}`),
      }));
    },
  };
  const documents = new Documents(read);
  const workspace = new Workspace(documents, files, '/opt/cellblock/dist');
  workspace.folders = ['/w'];
  return { workspace, documents };
}

describe('A workspace', () => {
  it('finds the C files that include the format and define config', () => {
    const { workspace } = workspaceOf({
      '/w/configs/board.c': configuration,
      '/w/configs/board-demo.c': configuration,
      '/w/core/cell.c': '#include <jailhouse/cell-config.h>\nint config_size(void);\n',
      '/w/notes.md': configuration,
      '/w/node_modules/x/board.c': configuration,
    });
    assert.deepEqual(workspace.configurations(), ['/w/configs/board-demo.c', '/w/configs/board.c']);
  });

  it('finds a configuration that is being typed', () => {
    const { workspace, documents } = workspaceOf({});
    documents.set('/elsewhere/board.c', configuration);
    assert.deepEqual(workspace.configurations(), ['/elsewhere/board.c']);
  });

  it('knows the system of a cell and the cells of a system', () => {
    const { workspace } = workspaceOf({
      '/w/board.c': system,
      '/w/board-demo.c': configuration,
      '/w/board-linux-demo.c': configuration,
      '/w/board-linux.c': configuration,
      '/w/board-v2.c': system,
      '/w/board-notes.c': 'int x;',
      '/w/other.c': configuration,
    });
    assert.equal(workspace.systemOf('/w/board-linux-demo.c'), '/w/board.c');
    assert.equal(workspace.systemOf('/w/board.c'), undefined);
    assert.equal(workspace.systemOf('/w/board-v2.c'), undefined);
    assert.deepEqual(workspace.cellsOf('/w/board.c'), [
      '/w/board-demo.c',
      '/w/board-linux-demo.c',
      '/w/board-linux.c',
    ]);
  });

  it('looks for headers in settings, above the configuration, then beside itself', () => {
    const { workspace } = workspaceOf({
      '/w/configs/include/jailhouse/cell-config.h': '',
      '/opt/cellblock/configs/include/jailhouse/cell-config.h': '',
    });
    workspace.settings = {
      ...workspace.settings,
      includePaths: ['mine', '/yours'],
      installation: '',
    };
    assert.deepEqual(workspace.includePathsFor('/w/configs/arm64/board.c'), [
      '/w/mine',
      '/yours',
      '/w/configs/include',
      '/opt/cellblock/configs/include',
    ]);
    assert.deepEqual(workspace.includePathsFor('/tmp/board.c').slice(2), [
      '/opt/cellblock/configs/include',
    ]);
  });

  it('finds the headers of a tree that keeps them in include', () => {
    const tree = '/w/include/jailhouse/cell-config.h';
    const { workspace } = workspaceOf({ [tree]: '' });
    const [first] = workspace.includePathsFor('/w/configs/arm64/board.c');
    assert.equal(first, dirname(dirname(tree)));
  });
});

describe('A text', () => {
  it('is a configuration however the include is spaced', () => {
    assert.ok(looksLikeConfiguration(' #  include "jailhouse/cell-config.h"\nconfig={'));
  });

  it('is none if the include is only spoken of', () => {
    assert.ok(!looksLikeConfiguration('/* #include <jailhouse/cell-config.h> */ int config = 1;'));
  });
});
