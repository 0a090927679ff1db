// SPDX-License-Identifier: MIT
// A rule that predicts a refusal is what the refusal is explained by.
import { strict as assert } from 'node:assert';
import { checks, explainReport, refusals } from '@cellblock/cell-config';
import { systemSetOf } from './explain-sources.js';
import { checkFixture, fixturesOf } from './rule-fixtures.test-support.js';

describe('a refusal that a rule predicts', () => {
  for (const check of checks) {
    const { id, predicts } = check;
    if (predicts?.reason === undefined || check.needs === 'board') continue;
    const { reason } = predicts;
    it(`is explained by ${id}`, () => {
      const broken = fixturesOf(id).filter(({ isBroken }) => isBroken);
      assert.ok(broken.length > 0);
      for (const fixture of broken) {
        const { compilations } = checkFixture(fixture, check);
        const launchSet = check.needs === 'launch-set';
        const set = systemSetOf(compilations, { ...(launchSet && { launchSet }) });
        const { causes } = explainReport({ fault: { kind: 'refusal', reason } }, set);
        const own = causes.find(({ rule }) => rule === id);
        assert.equal(own?.likelihood, 'certain', `${fixture.folder}: ${reason}`);
        const errno = refusals[reason]?.errno ?? 'EINVAL';
        const byNumber = (['enable', 'create'] as const).flatMap(
          (operation) => explainReport({ fault: { kind: 'errno', errno, operation } }, set).causes,
        );
        const byErrno = byNumber.find(({ rule }) => rule === id);
        assert.equal(byErrno?.likelihood, 'certain', `${fixture.folder}: ${errno}`);
      }
    });
  }
});
