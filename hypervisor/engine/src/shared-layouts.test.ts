// SPDX-License-Identifier: MIT
// The C headers are the truth: a program made from them by the C compiler of
// this machine prints what the TypeScript tables must say.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as block from './debug-block/layout.js';
import { ERROR_NUMBERS } from './errno.js';
import {
  Command,
  mailbox,
  mailboxImage,
  MAILBOX_READY,
  MAILBOX_VERSION,
} from './mailbox/layout.js';
import type { FieldTypes, MemoryRecord } from './memory-record.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** What C makes of each expression. */
function evaluateInC(expressions: readonly string[]): Map<string, bigint> {
  const folder = mkdtempSync(join(tmpdir(), 'cellblock-layout-'));
  try {
    const source = [
      '#include <stdio.h>',
      '#include <stddef.h>',
      '#include <errno.h>',
      '#include <jailhouse/hypercall.h>',
      '#include <cellblock/debug-block.h>',
      '#include <cellblock/mailbox.h>',
      '#include <cellblock/refusal.h>',
      'int main(void) {',
      ...expressions.map((text) => `printf("%llu\\n", (unsigned long long)(${text}));`),
      '}',
    ].join('\n');
    writeFileSync(join(folder, 'print.c'), source);
    const includes = ['configs/include', 'configs/include/arch/arm64', 'hypervisor/include'];
    const flags = includes.map((path) => `-I${join(ROOT, path)}`);
    const program = join(folder, 'print');
    execFileSync('gcc', [...flags, join(folder, 'print.c'), '-o', program]);
    const lines = execFileSync(program, { encoding: 'utf8' }).trim().split('\n');
    return new Map(expressions.map((text, i) => [text, BigInt(lines[i] ?? '')]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function expectInC(expected: Readonly<Record<string, number>>): void {
  const actual = evaluateInC(Object.keys(expected));
  for (const [text, value] of Object.entries(expected)) {
    assert.equal(actual.get(text), BigInt(value), text);
  }
}

function layoutOf(record: MemoryRecord<FieldTypes>, whole = true): Record<string, number> {
  const { name, offsets, size } = record;
  const fields = Object.entries(offsets).map(([field, offset]): [string, number] => [
    `offsetof(${name}, ${field})`,
    offset,
  ]);
  return Object.fromEntries(whole ? [...fields, [`sizeof(${name})`, size]] : fields);
}

describe('layouts shared with C', () => {
  it('of the debug block are those of debug-block.h', () => {
    expectInC({
      ...layoutOf(block.debugCell),
      ...layoutOf(block.debugExit),
      ...layoutOf(block.debugCpuHead, false),
      ...layoutOf(block.debugConsoleRecord),
      ...layoutOf(block.debugRefusal),
      ...layoutOf(block.debugHeader, false),
      'offsetof(struct debug_cpu, last_exit)': block.LAST_EXIT_OFFSET,
      'offsetof(struct debug_block, cells)': block.debugHeader.size,
      'sizeof(DEBUG_BLOCK_MAGIC)': block.DEBUG_BLOCK_MAGIC.length + 1,
      DEBUG_BLOCK_VERSION: block.DEBUG_BLOCK_VERSION,
      DEBUG_CELL_NONE: block.NO_CELL,
      DEBUG_CONSOLE_HYPERVISOR: block.CONSOLE_HYPERVISOR,
    });
  });

  it('of the mailbox are those of mailbox.h', () => {
    const commands = Object.entries(Command).map(([name, value]) => [`MAILBOX_${name}`, value]);
    expectInC({
      ...layoutOf(mailbox),
      ...layoutOf(mailboxImage),
      ...(Object.fromEntries(commands) as Record<string, number>),
      MAILBOX_VERSION,
      MAILBOX_READY,
    });
  });

  it('number exits, states and flags as the headers do', () => {
    const reasons: Record<string, string> = {
      'virtual-interrupt': 'VIRQ',
      'virtual-sgi': 'VSGI',
    };
    const expected: Record<string, number> = {
      DEBUG_EXIT_WRITE: block.ExitFlag.write,
      DEBUG_EXIT_FETCH: block.ExitFlag.fetch,
      DEBUG_EXIT_SIZE_VALID: block.ExitFlag.sizeValid,
    };
    for (const [number, name] of Object.entries(block.EXIT_REASONS)) {
      expected[`DEBUG_EXIT_${reasons[name] ?? name.toUpperCase()}`] = Number(number);
    }
    block.CPU_STATES.forEach((name, i) => (expected[`DEBUG_CPU_${name.toUpperCase()}`] = i));
    const cellStates = ['RUNNING', 'RUNNING_LOCKED', 'SHUT_DOWN', 'FAILED', 'FAILED_COMM_REV'];
    assert.equal(cellStates.length, block.CELL_STATES.length);
    cellStates.forEach((name, i) => (expected[`JAILHOUSE_CELL_${name}`] = i));
    expectInC(expected);
  });

  it('name error numbers as errno.h does', () => {
    expectInC(ERROR_NUMBERS);
  });
});
