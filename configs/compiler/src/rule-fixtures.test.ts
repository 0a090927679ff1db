// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { checks, rulePage } from '@cellblock/cell-config';
import type { Check } from '@cellblock/cell-config';
import type { SourceProblem } from './compilation.js';
import { applied, checkFixture, fixturesOf, ruleFolders } from './rule-fixtures.test-support.js';
import type { Fixture } from './rule-fixtures.test-support.js';

const rules = new Set(checks.map(({ id }) => id));
const severities = ['error', 'warning', 'information'];

function texts(problems: readonly SourceProblem[]): string {
  return problems
    .map(({ id, severity, range, message }) => {
      return `${range.file}:${range.start.line + 1}: ${severity} ${id}: ${message}`;
    })
    .join('\n');
}

/** Problems of the compiler that keep a fixture from being what it is meant to be. */
function assertCompiles(problems: readonly SourceProblem[]): void {
  const broken = problems.filter(({ id, severity }) => severity === 'error' && !rules.has(id));
  assert.equal(texts(broken), '');
}

function assertFails(check: Check, fixture: Fixture): void {
  const { problems } = checkFixture(fixture, check);
  assertCompiles(problems);
  const found = problems.filter(({ id }) => id === check.id);
  assert.notDeepEqual(found, [], `nothing found among\n${texts(problems)}`);
  for (const problem of found) {
    assert.ok(problem.range.file.startsWith(fixture.folder), `${problem.range.file} is elsewhere`);
    assert.ok(severities.indexOf(problem.severity) >= severities.indexOf(check.severity));
    assertMends(check, fixture, problem, found.length);
  }
}

/** One fix mends at least its own problem and brings no new one of the compiler's. */
function assertMends(check: Check, fixture: Fixture, problem: SourceProblem, before: number): void {
  if (problem.fix === undefined) return;
  const edited = applied(problem.fix);
  const { problems } = checkFixture(fixture, check, edited);
  const shown = [...edited.values()].join('\n');
  const broken = problems.filter(({ id, severity }) => severity === 'error' && !rules.has(id));
  assert.equal(texts(broken), '', `"${problem.fix.title}" gives\n${shown}`);
  const left = problems.filter(({ id }) => id === check.id);
  assert.ok(left.length < before, `"${problem.fix.title}" leaves\n${texts(left)}\nin\n${shown}`);
}

function assertPasses(check: Check, fixture: Fixture): void {
  const { problems } = checkFixture(fixture, check);
  const wrong = problems.filter(({ id, severity }) => severity === 'error' || id === check.id);
  assert.equal(texts(wrong), '');
}

describe('The fixtures', () => {
  it('are those of rules that there are', () => {
    assert.deepEqual(
      ruleFolders().filter((name) => !rules.has(name)),
      [],
    );
  });

  it('stand on bases in which no rule finds anything', () => {
    for (const base of ['arm64', 'arm64-gicv2', 'arm', 'x86']) {
      const folder = `configs/model/fixtures/bases/${base}`;
      const { problems } = checkFixture({ folder, isBroken: false }, {});
      assert.equal(texts(problems), '');
    }
  });
});

for (const check of checks) {
  describe(`The rule ${check.id}`, () => {
    const fixtures = fixturesOf(check.id);
    const broken = fixtures.filter(({ isBroken }) => isBroken);
    const sound = fixtures.filter(({ isBroken }) => !isBroken);

    it('has fixtures that fail and fixtures that pass', () => {
      assert.ok(broken.length > 0 && sound.length > 0);
    });

    it('finds what is wrong in those that fail, and its fixes mend it', () => {
      for (const fixture of broken) assertFails(check, fixture);
    });

    it('finds nothing in those that pass', () => {
      for (const fixture of sound) assertPasses(check, fixture);
    });

    it('tells on its page what happens, what to do and how we know', () => {
      const page = rulePage(check.id) ?? '';
      for (const text of [check.describe, check.consequence, check.remedy, check.evidence]) {
        assert.ok(text.endsWith('.') && page.includes(text));
      }
    });
  });
}
