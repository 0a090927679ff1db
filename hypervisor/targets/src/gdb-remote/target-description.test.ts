// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseRegisters, readTargetDescription } from './target-description.js';

function reader(documents: Record<string, string>): (name: string) => Promise<string | undefined> {
  return (name) => Promise.resolve(documents[name]);
}

describe('target description', () => {
  it('numbers registers in order, across included documents', async () => {
    const registers = await readTargetDescription(
      reader({
        'target.xml':
          '<target><xi:include href="core.xml"/><!-- <reg name="no" bitsize="8"/> -->' +
          '<xi:include href="system.xml"/></target>',
        'core.xml':
          '<feature name="core"><reg name="pc" bitsize="64"/><reg name="cpsr" bitsize="32"/></feature>',
        'system.xml':
          '<feature name="sys"><reg name="HCR_EL2" bitsize="64" regnum="68"/><reg name=\'X\' bitsize=\'32\'/></feature>',
      }),
    );
    assert.deepEqual(registers, [
      { name: 'pc', number: 0, bytes: 8, feature: 'core' },
      { name: 'cpsr', number: 1, bytes: 4, feature: 'core' },
      { name: 'HCR_EL2', number: 68, bytes: 8, feature: 'sys' },
      { name: 'X', number: 69, bytes: 4, feature: 'sys' },
    ]);
  });

  it('comes to an end when a document includes itself', async () => {
    const circle = '<xi:include href="target.xml"/><xi:include href="target.xml"/>';
    const registers = await readTargetDescription(reader({ 'target.xml': circle }));
    assert.deepEqual(registers, []);
  });

  it('leaves out registers without a name or a size', () => {
    const xml = '<reg bitsize="64"/><reg name="a"/><reg name="b" bitsize="9999999"/>';
    assert.deepEqual(parseRegisters(xml), []);
  });

  it('is read from any text without an exception', async () => {
    const piece = fc.constantFrom('<reg ', 'name="', '"', '>', '<xi:include href=', '<!--', '-->');
    const text = fc.array(fc.oneof(piece, fc.string())).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, async (xml) => {
        await readTargetDescription(() => Promise.resolve(xml));
      }),
    );
  });
});
