// SPDX-License-Identifier: MIT
// Random sources, thousands of them, give the very bytes that C compilers give.
// What fails is shown with its seed, the first byte that differs and a small source.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { campaign } from './campaign.test-support.js';
import type { CampaignOptions } from './campaign.test-support.js';
import { judges } from './judge.test-support.js';
import { mutantCampaign } from './mutants.test-support.js';

const seed = 20_240_601;

function requireCompiler(command: string): void {
  const isThere = spawnSync(command, ['--version']).status === 0;
  assert.ok(isThere, `${command} is needed as the judge of this test: install it`);
}

function assertSame(options: Omit<CampaignOptions, 'seed' | 'shownOfKind'>): void {
  requireCompiler(options.judge.compiler);
  const { judged, refused, failures } = campaign({ ...options, seed, shownOfKind: 1 });
  assert.deepEqual(failures, [], failures.join('\n\n'));
  assert.equal(judged, options.count);
  assert.ok(refused < judged / 20, `${refused} of ${judged} sources are not valid`);
}

describe('A random configuration', () => {
  it('has the bytes of gcc', () => {
    assertSame({ judge: judges.gcc, abi: 'any', count: 3000 });
  }).timeout(600_000);

  it('has the bytes of clang for AArch64', () => {
    assertSame({ judge: judges.clangAarch64, abi: 'aarch64', count: 300 });
  }).timeout(600_000);

  it('has the bytes of clang for x86-64', () => {
    assertSame({ judge: judges.clangX86, abi: 'any', count: 300 });
  }).timeout(600_000);
});

describe('A random configuration with a mistake', () => {
  it('gets no image if gcc refuses it, and its bytes if gcc takes it', () => {
    const judge = judges.gcc;
    requireCompiler(judge.compiler);
    const { judged, accepted, failures } = mutantCampaign({ judge, seed, count: 250 });
    assert.deepEqual(failures, [], failures.join('\n\n'));
    assert.ok(accepted < judged / 2, `${accepted} of ${judged} mutants are still valid`);
  }).timeout(600_000);
});
