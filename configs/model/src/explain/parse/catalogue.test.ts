// SPDX-License-Identifier: MIT
// A line of every message, as hypervisors and drivers print it, and what it tells.
import { strict as assert } from 'node:assert';
import { catalogue } from './catalogue.js';
import { parseConsole } from './parse-console.js';
import { samples } from './samples.test-support.js';

describe('the catalogue of messages', () => {
  for (const [id, line, expected] of samples) {
    it(`reads ${id}: ${line.trim()}`, () => {
      const [report, ...others] = parseConsole(line);
      assert.deepEqual(others, []);
      assert.equal(report?.message, id);
      const fault: Record<string, unknown> = { ...report.fault };
      for (const [name, value] of Object.entries(expected)) {
        assert.deepEqual(fault[name], value, `${name} of ${line}`);
      }
    });

    it(`reads ${id} behind a time and a console's name`, () => {
      const [report] = parseConsole(`[   12.345678] hypervisor | ${line}\r\n`);
      const [plain] = parseConsole(line);
      assert.equal(report?.message, id);
      assert.deepEqual(report.fault, plain?.fault);
    });
  }

  it('has a sample for every message', () => {
    const sampled = new Set(samples.map(([id]) => id));
    assert.deepEqual(
      catalogue.map(({ id }) => id).filter((id) => !sampled.has(id)),
      [],
    );
  });

  it('gives every message an id of its own', () => {
    assert.equal(new Set(catalogue.map(({ id }) => id)).size, catalogue.length);
  });

  it('says nothing about other lines', () => {
    const lines = [
      'Hello 3 from cell!',
      'Timer fired, jitter: 112 ns',
      'login:',
      '',
      '\u0000\u0001',
    ];
    assert.deepEqual(parseConsole(lines.join('\n')), []);
  });
});
