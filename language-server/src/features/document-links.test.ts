// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { editorWith, pathOf } from '../editor.test-support.js';
import { linksOf } from './document-links.js';

describe('Document links', () => {
  it('lead from #include to the files', () => {
    const { analysis, documents } = editorWith();
    const links = linksOf(analysis, documents, pathOf('configs/arm64/qemu-arm64.c'));
    assert.deepEqual(
      links.map(({ target }) => target),
      ['include/jailhouse/types.h', 'include/jailhouse/cell-config.h', 'arm64/qemu-arm64.h'].map(
        (file) => pathOf(`configs/${file}`),
      ),
    );
    const [first] = links;
    assert.ok(first);
    assert.equal(first.range.end.column - first.range.start.column, 'jailhouse/types.h'.length);
  });

  it('lead nowhere from headers that are not there', () => {
    const file = 'configs/arm64/new.c';
    const text =
      '#include <jailhouse/cell-config.h>\n#include "gone.h"\nstruct { int a; } config = { 1 };';
    const { analysis, documents } = editorWith({ [file]: text });
    assert.equal(linksOf(analysis, documents, pathOf(file)).length, 1);
  });
});
