// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { consoleTypes } from './constants.js';
import {
  areCovered,
  formatPorts,
  piecesOf,
  portsOfConsole,
  sharePorts,
  sharerOf,
} from './port-ranges.js';
import type { PortRange } from './port-ranges.js';

const covered = (ports: PortRange, others: PortRange[]) => areCovered(ports, piecesOf(others));

const range = (first: number, last: number) => ({ first, last });

describe('A range of I/O ports', () => {
  it('is covered by ranges that follow each other in any order', () => {
    const pieces = [range(0x2fc, 0x2ff), range(0x2f8, 0x2fb)];
    assert.ok(covered(range(0x2f8, 0x2ff), pieces));
    assert.ok(covered(range(0x2fb, 0x2fc), pieces));
  });

  it('is not covered where one port is missing, at either end or between', () => {
    assert.ok(!covered(range(0x2f7, 0x2ff), [range(0x2f8, 0x2ff)]));
    assert.ok(!covered(range(0x2f8, 0x300), [range(0x2f8, 0x2ff)]));
    assert.ok(!covered(range(0x2f8, 0x2ff), [range(0x2f8, 0x2fa), range(0x2fc, 0x2ff)]));
    assert.ok(!covered(range(0, 0), []));
  });

  it('shares its first and its last port with others', () => {
    assert.ok(sharePorts(range(8, 15), range(15, 20)));
    assert.ok(sharePorts(range(8, 15), range(0, 8)));
    assert.ok(!sharePorts(range(8, 15), range(16, 20)));
  });

  it('is found by any port of it, among as many as there may be', () => {
    const ranges = Array.from({ length: 1000 }, (_, n) => range(n * 16, n * 16 + 7));
    const pieces = piecesOf(ranges.toReversed());
    assert.equal(sharerOf(range(0x107, 0x10f), pieces), ranges[16]);
    assert.equal(sharerOf(range(0x10f, 0x110), pieces), ranges[17]);
    assert.equal(sharerOf(range(0x108, 0x10f), pieces), undefined);
    assert.equal(sharerOf(range(0xffff, 0xffff), pieces), undefined);
  });

  it('is written by its ends, or as one number', () => {
    assert.equal(formatPorts(range(0x3f8, 0x3ff)), '0x3f8-0x3ff');
    assert.equal(formatPorts(range(0x64, 0x64)), '0x64');
  });
});

describe('The ports of a console', () => {
  const line = { size: 0, divider: 0, gateNr: 0, clockReg: 0n, flags: 0 };

  it('are eight, of an 8250 that is reached by ports', () => {
    const console = { ...line, type: consoleTypes['8250'], address: 0x3f8n };
    assert.deepEqual(portsOfConsole(console), [range(0x3f8, 0x3ff)]);
    assert.deepEqual(portsOfConsole({ ...console, flags: 1 }), []);
    assert.deepEqual(portsOfConsole({ ...console, address: 0n }), []);
    assert.deepEqual(portsOfConsole({ ...console, address: 0x1_0000n }), []);
    assert.deepEqual(portsOfConsole({ ...console, type: consoleTypes.NONE }), []);
  });
});
