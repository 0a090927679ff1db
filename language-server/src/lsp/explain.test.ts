// SPDX-License-Identifier: MIT
// `cellblock/explain` of the built server, over the configurations of an editor.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LspClient, positionOf, uriOf } from './lsp-client.test-support.js';

const configs = fileURLToPath(new URL('../../../configs', import.meta.url));
const dump = [
  'Unhandled data read at 0x7fa10010(8)',
  'FATAL: unhandled trap (exception class 0x24)',
  'Cell state before exception:',
  ' pc: 0000000040080000   lr: 0000000040080010 spsr: 600003c5     EL1',
  'Parking CPU 0 (Cell: "qemu-arm64")',
].join('\n');

describe('An explanation by the language server', () => {
  let folder: string;
  let client: LspClient;
  const file = (name: string): string => join(folder, 'configs/arm64', `${name}.c`);

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cellblock-explain-'));
    mkdirSync(join(folder, 'configs'));
    for (const part of ['arm64', 'include']) {
      cpSync(join(configs, part), join(folder, 'configs', part), { recursive: true });
    }
    client = await LspClient.start(folder, {});
  });

  after(async () => {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('finds the cells that a console names, though none is open', async () => {
    const [explanation, ...others] = await client.explain({ text: `boot\n${dump}\nlogin:` });
    assert.deepEqual(others, []);
    assert.equal(explanation?.line, 1);
    assert.equal(explanation.cell, 'qemu-arm64');
    const [cause] = explanation.causes;
    assert.match(cause?.title ?? '', /cell "gic-demo" took it from the root cell/);
    assert.equal(cause?.likelihood, 'certain');
    assert.equal(cause.location?.uri, uriOf(file('qemu-arm64-gic-demo')));
  });

  it('goes by the text in the editor, and offers an edit of it', async () => {
    const cell = file('qemu-arm64-inmate-demo');
    const text = readFileSync(cell, 'utf8');
    const moved = `// A line more.\n${text}`;
    await client.open(cell, moved);
    const [explanation] = await client.explain({
      text: 'FATAL: instruction abort at 0x9000000',
      uris: [uriOf(cell)],
    });
    const [cause] = explanation?.causes ?? [];
    assert.match(cause?.title ?? '', /but not EXECUTE/);
    const edits = cause?.fix?.edit.changes?.[uriOf(cell)];
    assert.match(edits?.[0]?.newText ?? '', /JAILHOUSE_MEM_EXECUTE/);
    assert.ok((edits?.[0]?.range.start.line ?? 0) > positionOf(moved, '.mem_regions').line);
    await client.close(cell);
  });

  it('takes an error number together with the operation', async () => {
    const [explanation] = await client.explain({
      text: 'hypervisor/control.c:480: returning error -EBUSY',
      uris: [uriOf(file('qemu-arm64-inmate-demo'))],
      operation: 'create',
    });
    assert.match(explanation?.happened[0] ?? '', /Creating the cell failed with EBUSY/);
    assert.ok(explanation?.causes.some(({ title }) => title.includes('CPU')));
  });

  it('has nothing to say about other text', async () => {
    assert.deepEqual(await client.explain({ text: 'Hello 1 from cell!\n\u0000' }), []);
    const none = await client.explain({ text: dump, uris: ['file:///none.c'] });
    assert.equal(none.length, 1);
  });
});
