// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findInstallation } from './installation.js';

describe('installation', () => {
  let root: string;
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'cellblock-root-'));
    mkdirSync(join(root, 'hypervisor/out/arm64'), { recursive: true });
    mkdirSync(join(root, 'configs/arm64'), { recursive: true });
    writeFileSync(join(root, 'hypervisor/out/arm64/hypervisor.bin'), '');
  });
  after(() => rmSync(root, { recursive: true }));

  it('is the nearest folder above with built images', () => {
    const found = findInstallation(join(root, 'configs/arm64/qemu-arm64.c'), {});
    assert.ok('root' in found);
    assert.equal(found.root, root);
    assert.equal(found.images.steward, join(root, 'hypervisor/out/arm64/steward.elf'));
  });

  it('is the folder that CELLBLOCK_ROOT names, and no other', () => {
    const found = findInstallation('/', { CELLBLOCK_ROOT: root });
    assert.ok('root' in found && found.root === root);
    const wrong = findInstallation(root, { CELLBLOCK_ROOT: '/nowhere' });
    assert.ok('failure' in wrong);
    assert.match(wrong.failure.message, /in \/nowhere, which CELLBLOCK_ROOT names/);
  });

  it('says what to do when there is none', () => {
    const missing = findInstallation('/', {});
    assert.ok('failure' in missing);
    assert.equal(missing.failure.code, 'image-missing');
    assert.match(missing.failure.message, /npm run build/);
  });
});
