// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { editorWith } from '../editor.test-support.js';
import { workspaceSymbols } from './workspace-symbols.js';

function found(query: string): string[] {
  const { workspace, documents } = editorWith();
  return workspaceSymbols(workspace, documents, query).map(({ kind, name }) => `${kind} ${name}`);
}

describe('Symbols of the workspace', () => {
  it('are cells and systems by the names in their texts', () => {
    assert.ok(found('gic-demo').includes('cell gic-demo'));
    assert.ok(found('qemu-arm64').includes('system qemu-arm64'));
  });

  it('are macros, those of headers beside the configurations as well', () => {
    assert.ok(found('DEMO_LINK_BDF').includes('macro DEMO_LINK_BDF'));
    assert.ok(found('mmio').includes('macro MMIO'));
  });

  it('are found by letters in their order', () => {
    assert.ok(found('DLBDF').includes('macro DEMO_LINK_BDF'));
    assert.deepEqual(found('no such name at all'), []);
  });
});
