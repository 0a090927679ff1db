// SPDX-License-Identifier: MIT
// Half-typed text is normal: every request has an answer to it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { LspClient } from './lsp-client.test-support.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const cell = `${root}configs/arm64/qemu-arm64-inmate-demo.c`;
const text = readFileSync(cell, 'utf8');

describe('The language server, while one types,', () => {
  it('answers hover, definition, completion, diagnostics and compile on any cut of a configuration', async () => {
    const client = await LspClient.start(root, { textDocument: { diagnostic: {} } });
    const logged: unknown[] = [];
    client.connection.onNotification('window/logMessage', (message) => void logged.push(message));
    await client.open(cell, text);
    const cut = fc.tuple(
      fc.nat(text.length),
      fc.nat(40),
      fc.constantFrom('', '{', '"', '(', '/*', '#'),
    );
    await fc.assert(
      fc.asyncProperty(cut, async ([start, length, inserted]) => {
        await client.change(cell, text.slice(0, start) + inserted + text.slice(start + length));
        const line = text.slice(0, start).split('\n').length - 1;
        await client.hover(cell, { line, character: 4 });
        await client.definition(cell, { line, character: 4 });
        await client.completion(cell, { line, character: 9 });
        assert.ok(Array.isArray(await client.pull(cell)));
        assert.ok(Array.isArray((await client.compile(cell)).problems));
      }),
      { numRuns: 150 },
    );
    await client.stop();
    assert.deepEqual(logged, []);
  });
});
