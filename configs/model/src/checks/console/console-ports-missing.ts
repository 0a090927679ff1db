// SPDX-License-Identifier: MIT
// A console in I/O ports that the cell does not have.
import { consoleCheck, hasVirtualConsole } from '../../console-check.js';
import { insertElement } from '../../fix.js';
import { formatHex } from '../../format.js';
import { isX86 } from '../../member-check.js';
import { areCovered, formatPorts, piecesOf, portsOf, portsOfConsole } from '../../port-ranges.js';

export const consolePortsMissing = consoleCheck(
  {
    id: 'console-ports-missing',
    severity: 'warning',
    describe: 'A cell is told of a console whose I/O ports it does not have.',
    consequence:
      'A guest that prints there, as all do that use the library of inmates, ends with "Invalid PIO write", and its CPU is parked.',
    remedy: 'Add the ports to the cell, or let it use the virtual console.',
    evidence: 'Seen on the mailing list.',
    predicts: { outcome: 'parked' },
  },
  ({ console, isDebug, cell, title, at }) => {
    if (isDebug || !isX86(cell) || hasVirtualConsole(cell)) return undefined;
    const [ports] = portsOfConsole(console);
    if (ports === undefined || areCovered(ports, piecesOf(portsOf(cell)))) return undefined;
    const into = cell.path('pioRegions');
    const fields = { base: formatHex(BigInt(ports.first)), length: 8n };
    const edit = insertElement(into, cell.cell.pioRegions.length, fields, 'console');
    return {
      wrong: `${title} has the ports ${formatPorts(ports)}, and the cell has not.`,
      at: at('address'),
      fix: { title: 'Add the ports', edits: [edit] },
    };
  },
);
