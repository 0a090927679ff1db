// SPDX-License-Identifier: MIT
// Entry of the language server's process: LSP on standard input and output.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveOnStdio } from './lsp/server.js';

serveOnStdio(dirname(fileURLToPath(import.meta.url)));
