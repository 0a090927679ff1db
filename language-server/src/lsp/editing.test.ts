// SPDX-License-Identifier: MIT
// What an editor asks while somebody reads and writes, over standard input and
// output, by a client that knows the standard only.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CancellationTokenSource,
  type CodeLens,
  type DocumentHighlight,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type InlayHint,
  LSPErrorCodes,
  type Location,
  type SelectionRange,
  type SemanticTokens,
  type SignatureHelp,
  type SymbolInformation,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { LspClient, positionOf, uriOf } from './lsp-client.test-support.js';

const configs = fileURLToPath(new URL('../../../configs', import.meta.url));

describe('The language server, for whoever reads and writes,', () => {
  let folder: string;
  let system: string;
  let cell: string;
  let systemText: string;
  let cellText: string;
  let client: LspClient;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cellblock-lsp-'));
    mkdirSync(join(folder, 'configs'));
    for (const part of ['arm64', 'include']) {
      cpSync(join(configs, part), join(folder, 'configs', part), { recursive: true });
    }
    system = join(folder, 'configs/arm64/qemu-arm64.c');
    cell = join(folder, 'configs/arm64/qemu-arm64-inmate-demo.c');
    systemText = readFileSync(system, 'utf8');
    cellText = readFileSync(cell, 'utf8');
    client = await LspClient.start(folder, {
      textDocument: {
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        rename: { prepareSupport: true },
      },
    });
    await client.open(system, systemText);
    await client.open(cell, cellText);
  });

  after(async () => {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = <Result>(method: string, path: string, more: object = {}): Promise<Result> =>
    client.connection.sendRequest(`textDocument/${method}`, {
      textDocument: { uri: uriOf(path) },
      ...more,
    });

  it('has an outline with regions by their names', async () => {
    const symbols = await ask<DocumentSymbol[]>('documentSymbol', cell);
    const regions = symbols.find(({ name }) => name === 'memory regions');
    assert.deepEqual(
      regions?.children?.map(({ name }) => name),
      ['UART', 'RAM', 'COMM_REGION'],
    );
  });

  it('finds cells, systems and macros of the workspace', async () => {
    const symbols: SymbolInformation[] = await client.connection.sendRequest('workspace/symbol', {
      query: 'inmate-demo',
    });
    assert.deepEqual(
      symbols.map(({ location }) => location.uri).filter((uri) => uri === uriOf(cell)),
      [uriOf(cell)],
    );
  });

  it('folds, selects and links', async () => {
    const folds = await ask<FoldingRange[]>('foldingRange', cell);
    assert.ok(folds.some(({ kind }) => kind === 'comment'));
    const [selection] = await ask<SelectionRange[]>('selectionRange', cell, {
      positions: [positionOf(cellText, '0x7fa00000')],
    });
    assert.equal(selection?.parent?.range.start.line, selection?.range.start.line);
    const links = await ask<DocumentLink[]>('documentLink', system);
    assert.ok(links.some(({ target }) => target?.endsWith('/qemu-arm64.h')));
  });

  it('tells words apart, of a file and of a part of it', async () => {
    const { data } = await ask<SemanticTokens>('semanticTokens/full', cell);
    assert.ok(data.length > 250 && data.length % 5 === 0);
    const part = await ask<SemanticTokens>('semanticTokens/range', cell, {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    });
    assert.deepEqual(part.data, data.slice(0, 5));
  });

  it('shows hints and lenses', async () => {
    const hints = await ask<InlayHint[]>('inlayHint', cell, {
      range: { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } },
    });
    assert.ok(hints.some(({ label }) => label === 'CPU 1'));
    const lenses = await ask<CodeLens[]>('codeLens', cell);
    // This client has no commands: there is only something to read.
    assert.deepEqual(
      lenses.map(({ command }) => [command?.title, command?.command]),
      [['compiled: 236 bytes', '']],
    );
  });

  it('helps with the parameters of a macro', async () => {
    const help = await ask<SignatureHelp>('signatureHelp', system, {
      position: positionOf(systemText, 'UART_SIZE)'),
    });
    assert.equal(help.signatures[0]?.label, 'MMIO(start, length)');
    assert.deepEqual(help.signatures[0].parameters?.[1]?.label, [12, 18]);
    assert.equal(help.activeParameter, 1);
  });

  it('finds and renames a name everywhere', async () => {
    const position = positionOf(systemText, 'DEMO_LINK_BDF');
    const references = await ask<Location[]>('references', system, {
      position,
      context: { includeDeclaration: true },
    });
    assert.ok(new Set(references.map(({ uri }) => uri)).size >= 3);
    const highlights = await ask<DocumentHighlight[]>('documentHighlight', system, { position });
    assert.equal(highlights.length, 1);
    const prepared = await ask<{ placeholder: string }>('prepareRename', system, { position });
    assert.equal(prepared.placeholder, 'DEMO_LINK_BDF');
    const edit = await ask<WorkspaceEdit>('rename', system, { position, newName: 'LINK_AT' });
    assert.equal(Object.values(edit.changes ?? {}).flat().length, references.length);
  });

  it('gives a search up that is cancelled', async () => {
    const source = new CancellationTokenSource();
    const answer = client.connection.sendRequest(
      'textDocument/references',
      {
        textDocument: { uri: uriOf(system) },
        position: positionOf(systemText, 'JAILHOUSE_MEM_READ'),
        context: { includeDeclaration: true },
      },
      source.token,
    );
    source.cancel();
    await assert.rejects(answer, { code: LSPErrorCodes.RequestCancelled });
  });

  it('says why a name cannot be changed', async () => {
    const position = positionOf(cellText, 'JAILHOUSE_MEM_DMA');
    await assert.rejects(
      ask('rename', cell, { position, newName: 'X' }),
      /belongs to the configuration format/,
    );
  });

  it('formats, and says what is wrong with a style', async () => {
    const options = { tabSize: 8, insertSpaces: false };
    const loose = cellText.replace('\t\t0b0010,', '  0b0010 ,');
    await client.change(cell, loose);
    const edits = await ask<TextEdit[]>('formatting', cell, { options });
    assert.ok(edits.some(({ newText }) => newText.includes('\t\t0b0010,')));
    const { line } = positionOf(loose, '0b0010 ,');
    const range = { start: { line, character: 0 }, end: { line, character: 3 } };
    assert.equal((await ask<TextEdit[]>('rangeFormatting', cell, { options, range })).length, 1);
    writeFileSync(join(folder, '.clang-format'), 'IndentWidth: [');
    await assert.rejects(ask('formatting', cell, { options }), /clang-format/);
    rmSync(join(folder, '.clang-format'));
    await client.change(cell, cellText);
  });

  it('completes without snippets where the client knows none', async () => {
    const text = cellText.replace('.size = 0x00010000,', '.');
    await client.change(cell, text);
    const { line, character } = positionOf(text, '.\n\t\t\t.flags', 0);
    const items = await client.completion(cell, { line, character: character + 1 });
    assert.equal(items[0]?.label, 'size');
    assert.equal(items[0].insertText, 'size = ,');
    await client.change(cell, cellText);
  });
});
