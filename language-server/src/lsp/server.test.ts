// SPDX-License-Identifier: MIT
// The built server, driven over standard input and output.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type ClientCapabilities,
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentDiagnosticReport,
  FileChangeType,
} from 'vscode-languageserver-protocol/node';
import { watchedFiles } from './server.js';
import { LspClient, positionOf, uriOf } from './lsp-client.test-support.js';

const configs = fileURLToPath(new URL('../../../configs', import.meta.url));
const pulls: ClientCapabilities = {
  textDocument: { diagnostic: {} },
  workspace: { diagnostics: { refreshSupport: true } },
};

function messageOf(diagnostic: Diagnostic | undefined): string {
  return typeof diagnostic?.message === 'string' ? diagnostic.message : '';
}

describe('The language server', () => {
  let folder: string;
  let system: string;
  let cell: string;
  let systemText: string;
  let cellText: string;
  let client: LspClient;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cellblock-lsp-'));
    mkdirSync(join(folder, 'configs'));
    for (const part of ['arm64', 'include']) {
      cpSync(join(configs, part), join(folder, 'configs', part), { recursive: true });
    }
    system = join(folder, 'configs/arm64/qemu-arm64.c');
    cell = join(folder, 'configs/arm64/qemu-arm64-inmate-demo.c');
    systemText = readFileSync(system, 'utf8');
    cellText = readFileSync(cell, 'utf8');
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  const start = async (capabilities: ClientCapabilities = pulls): Promise<void> => {
    client = await LspClient.start(folder, capabilities);
  };
  afterEach(() => client.stop());

  describe('finds mistakes', () => {
    it('none in the configurations that come with it', async () => {
      await start();
      await client.open(system, systemText);
      await client.open(cell, cellText);
      assert.deepEqual(await client.pull(system), []);
      assert.deepEqual(await client.pull(cell), []);
    });

    it('at the very name that does not exist, and no longer once it is mended', async () => {
      await start();
      const wrong = cellText.replace('JAILHOUSE_MEM_LOADABLE', 'JAILHOUSE_MEM_LOADABEL');
      await client.open(cell, wrong);
      const [diagnostic, ...others] = await client.pull(cell);
      assert.deepEqual(others, []);
      assert.match(messageOf(diagnostic), /JAILHOUSE_MEM_LOADABEL/);
      assert.deepEqual(diagnostic?.range.start, positionOf(wrong, 'JAILHOUSE_MEM_LOADABEL'));
      await client.change(cell, cellText);
      assert.deepEqual(await client.pull(cell), []);
    });

    it('and does not send again what the client has already', async () => {
      await start();
      const textDocument = { uri: uriOf(cell) };
      const pull = async (previousResultId?: string): Promise<DocumentDiagnosticReport> =>
        client.connection.sendRequest('textDocument/diagnostic', {
          textDocument,
          ...(previousResultId !== undefined && { previousResultId }),
        });
      const wrong = cellText.replace('JAILHOUSE_MEM_LOADABLE', 'JAILHOUSE_MEM_LOADABEL');
      await client.open(cell, wrong);
      const first = await pull();
      assert.ok(first.kind === 'full' && first.items.length === 1);
      assert.deepEqual(await pull(first.resultId), { kind: 'unchanged', resultId: first.resultId });
      await client.change(cell, cellText);
      const mended = await pull(first.resultId);
      assert.ok(mended.kind === 'full' && mended.resultId !== first.resultId);
      assert.deepEqual(mended.items, []);
    });

    it('between two regions of one cell, and says where the other one is', async () => {
      await start();
      const wrong = cellText.replace('.virt_start = 0,', '.virt_start = 0x80000000,');
      await client.open(cell, wrong);
      const diagnostics = await client.pull(cell);
      const overlap = diagnostics.find(({ code }) => code === 'region-overlap-in-cell');
      assert.ok(overlap, JSON.stringify(diagnostics));
      assert.equal(overlap.relatedInformation?.[0]?.location.uri, uriOf(cell));
    });

    it('of what C compilers only warn of, with the macros on the way', async () => {
      await start();
      const wrong = cellText
        .replace('struct {', '#define UNUSED 1\n#define BASE 0x1000\n\nstruct {')
        .replace(
          '.type = JAILHOUSE_CON_TYPE_PL011',
          '.divider = BASE,\n\t\t\t.divider = 0x1ffffffff & ~BASE,\n\t\t\t$&',
        );
      await client.open(cell, wrong);
      const diagnostics = await client.pull(cell);
      assert.deepEqual(
        diagnostics.map(({ code, severity }) => [code, severity]),
        ['value-overridden', 'value-truncated', 'unused-macro'].map((code) => [
          code,
          DiagnosticSeverity.Warning,
        ]),
      );
      const [overridden, , unused] = diagnostics;
      assert.equal(overridden?.relatedInformation?.length, 1);
      assert.ok(unused);
      const actions = await client.codeActions(cell, unused.range);
      assert.deepEqual(
        actions.map(({ title }) => title),
        ["Remove macro 'UNUSED'"],
      );
    });

    it('of an included file, at the line that includes it', async () => {
      await start();
      const part = join(folder, 'configs/arm64/part.h');
      writeFileSync(part, '#define TWICE(x) x * missing\n');
      const text = cellText
        .replace('struct {', '#include "part.h"\n\nstruct {')
        .replace('.name = "inmate-demo"', '.id = TWICE(2),\n\t\t$&');
      await client.open(cell, text);
      const [diagnostic, ...others] = await client.pull(cell);
      assert.deepEqual(others, []);
      assert.deepEqual(diagnostic?.range.start, positionOf(text, 'TWICE(2)'));
      assert.equal(diagnostic.relatedInformation?.[0]?.location.uri, uriOf(part));
      writeFileSync(part, 'struct part { missing a; };\n');
      await client.change(cell, text.replace('.id = TWICE(2),', ''));
      const [inHeader] = await client.pull(cell);
      assert.deepEqual(inHeader?.range.start, positionOf(text, '"part.h"'));
      assert.equal(inHeader.relatedInformation?.[0]?.location.uri, uriOf(part));
    });

    it('of a cell in the unsaved text of its system', async () => {
      await start();
      await client.open(cell, cellText);
      await client.open(system, systemText);
      assert.deepEqual(await client.pull(cell), []);
      const refreshes = client.refreshes;
      await client.change(system, systemText.replace('0b1111', '0b1101'));
      await client.until(() => client.refreshes > refreshes);
      const codes = (await client.pull(cell)).map(({ code }) => code);
      assert.deepEqual(codes, ['cpu-not-in-root-cell']);
    });

    it('when the system changes outside the editor', async () => {
      await start({
        ...pulls,
        workspace: { ...pulls.workspace, didChangeWatchedFiles: { dynamicRegistration: true } },
      });
      const watch = 'workspace/didChangeWatchedFiles';
      await client.until(() => client.registrations.some(({ method }) => method === watch));
      const registration = client.registrations.find(({ method }) => method === watch);
      assert.deepEqual(registration?.registerOptions, {
        watchers: watchedFiles.map((globPattern) => ({ globPattern })),
      });
      await client.open(cell, cellText);
      assert.deepEqual(await client.pull(cell), []);
      const { refreshes } = client;
      writeFileSync(system, systemText.replace('0b1111', '0b0001'));
      try {
        const changes = [{ uri: uriOf(system), type: FileChangeType.Changed }];
        await client.connection.sendNotification(watch, { changes });
        await client.until(() => client.refreshes > refreshes);
        const [diagnostic] = await client.pull(cell);
        assert.equal(diagnostic?.code, 'cpu-not-in-root-cell');
      } finally {
        writeFileSync(system, systemText);
      }
    });

    it('and pushes them to a client that cannot pull', async () => {
      await start({});
      await client.open(cell, cellText.replace('.size = 0x00010000', '.size = SIZE_OF_RAM'));
      await client.until(() => (client.pushed(cell)?.length ?? 0) > 0);
      assert.match(messageOf(client.pushed(cell)?.[0]), /SIZE_OF_RAM/);
      await client.change(cell, cellText);
      await client.until(() => client.pushed(cell)?.length === 0);
    });

    it('and pushes nothing to a client that pulls', async () => {
      await start();
      await client.open(cell, cellText.replace('.name', '.nmae'));
      assert.ok((await client.pull(cell)).length > 0);
      assert.equal(client.pushed(cell), undefined);
    });

    it('in no other C file', async () => {
      await start();
      const other = join(folder, 'configs/arm64/other.c');
      await client.open(other, '#include <jailhouse/cell-config.h>\nint x = nothing;\n');
      assert.deepEqual(await client.pull(other), []);
    });
  });

  describe('explains', () => {
    it('a memory region, wherever in its braces the cursor is', async () => {
      await start();
      await client.open(cell, cellText);
      for (const piece of ['[RAM] = {', '.phys_start = 0x7fa00000', '.size = 0x00010000']) {
        const at = positionOf(cellText, piece);
        at.character += piece.length - 1;
        const hover = await client.hover(cell, at);
        const { value } = hover?.contents as { value: string };
        assert.match(value, /Memory region 1 of "inmate-demo": RAM/, piece);
        assert.match(value, /0x7fa00000-0x7fa0ffff/);
        assert.match(value, /READ · WRITE · EXECUTE · DMA · LOADABLE/);
      }
    });

    it('a macro by its replacement and its value', async () => {
      await start();
      const text = cellText.replace('JAILHOUSE_MEM_IO |', 'JAILHOUSE_MEM_IO_16 |');
      await client.open(cell, text);
      const hover = await client.hover(cell, positionOf(text, 'JAILHOUSE_MEM_IO_16'));
      const { value } = hover?.contents as { value: string };
      assert.match(value, /#define JAILHOUSE_MEM_IO_16 \(2 << JAILHOUSE_MEM_IO_WIDTH_SHIFT\)/);
      assert.match(value, /= 131072 = 0x20000/);
      assert.match(value, /Memory region 0 of "inmate-demo"/);
    });

    it('nothing where nothing is', async () => {
      await start();
      await client.open(cell, cellText);
      assert.equal(await client.hover(cell, { line: 0, character: 0 }), null);
      assert.equal(await client.hover(cell, { line: 9999, character: 99 }), null);
    });
  });

  describe('finds the definition', () => {
    const header = (): string => join(folder, 'configs/include/jailhouse/cell-config.h');

    it('of a macro', async () => {
      await start();
      await client.open(cell, cellText);
      const found = await client.definition(cell, positionOf(cellText, 'JAILHOUSE_MEM_READ'));
      assert.equal(found?.uri, uriOf(header()));
      const text = readFileSync(header(), 'utf8');
      assert.equal(found.range.start.line, positionOf(text, '#define JAILHOUSE_MEM_READ').line);
    });

    it('of a field', async () => {
      await start();
      await client.open(cell, cellText);
      const at = positionOf(cellText, '.virt_start');
      const found = await client.definition(cell, { ...at, character: at.character + 1 });
      assert.equal(found?.uri, uriOf(header()));
    });

    it('of an included file', async () => {
      await start();
      await client.open(cell, cellText);
      const at = positionOf(cellText, 'jailhouse/cell-config.h');
      assert.equal((await client.definition(cell, at))?.uri, uriOf(header()));
    });
  });

  describe('helps to write', () => {
    it('the fields that are left in the braces around the cursor', async () => {
      await start();
      const typed = cellText.replace('.virt_start = 0,', '.');
      await client.open(cell, typed);
      const at = positionOf(typed, '.\n\t\t\t.size = 0x00010000');
      const items = await client.completion(cell, { ...at, character: at.character + 1 });
      const labels = items.map(({ label }) => label);
      assert.ok(labels.includes('virt_start'), labels.join());
      assert.ok(!labels.includes('console'), labels.join());
    });

    it('the names of constants', async () => {
      await start();
      const typed = cellText.replace('JAILHOUSE_MEM_LOADABLE', 'JAILHOUSE_MEM_LO');
      await client.open(cell, typed);
      const at = positionOf(typed, 'JAILHOUSE_MEM_LO,');
      const items = await client.completion(cell, { ...at, character: at.character + 16 });
      assert.ok(items.some(({ label }) => label === 'JAILHOUSE_MEM_LOADABLE'));
    });

    it('nothing where it has nothing to say', async () => {
      await start();
      await client.open(cell, cellText);
      const at = positionOf(cellText, 'inmate-demo"');
      assert.deepEqual(await client.completion(cell, at), []);
    });

    it('the name that was meant', async () => {
      await start();
      const wrong = cellText.replace('JAILHOUSE_MEM_LOADABLE', 'JAILHOUSE_MEM_LOADABEL');
      await client.open(cell, wrong);
      const at = positionOf(wrong, 'JAILHOUSE_MEM_LOADABEL');
      const [action] = await client.codeActions(cell, { start: at, end: at });
      const [edit] = action?.edit?.changes?.[uriOf(cell)] ?? [];
      assert.equal(edit?.newText, 'JAILHOUSE_MEM_LOADABLE');
      assert.deepEqual(edit.range.start, at);
    });
  });

  describe('compiles', () => {
    it('what the editor holds, with the system beside it', async () => {
      await start();
      await client.open(cell, cellText.replace('"inmate-demo"', '"renamed"'));
      const answer = await client.compile(cell);
      assert.equal(answer.kind, 'cell');
      assert.equal(answer.name, 'renamed');
      assert.equal(answer.system, uriOf(system));
      assert.deepEqual(answer.problems, []);
      const image = Buffer.from(answer.image ?? '', 'base64');
      assert.equal(image.subarray(0, 5).toString(), 'JHCLL');
      assert.ok(image.includes('renamed\0'));
      assert.equal(answer.dependencies[0], uriOf(cell));
      const answerOfSystem = await client.compile(system);
      assert.equal(answerOfSystem.kind, 'system');
      assert.equal(
        Buffer.from(answerOfSystem.image ?? '', 'base64').toString('latin1', 0, 5),
        'JHSYS',
      );
    });

    it('no image of what has errors', async () => {
      await start();
      await client.open(cell, cellText.replace('0b0010', '0b10000'));
      const answer = await client.compile(cell);
      assert.equal(answer.image, undefined);
      assert.equal(answer.problems[0]?.id, 'cpu-not-in-root-cell');
      assert.equal(answer.problems[0].severity, 'error');
    });

    it('nothing of a file that is not there, but answers', async () => {
      await start();
      const answer = await client.compile(join(folder, 'gone.c'));
      assert.equal(answer.image, undefined);
      assert.ok(answer.problems.length > 0);
    });

    it('and lists what there is to launch', async () => {
      await start();
      const found = await client.configurations();
      const names = found.map(({ name, kind }) => `${kind} ${name}`);
      assert.ok(names.includes('system qemu-arm64'), names.join());
      assert.ok(names.includes('cell qemu-arm64-inmate-demo'), names.join());
    });
  });
});
