// SPDX-License-Identifier: MIT
// Console text to faults. Total: any text gives a list, an empty one if need be.
import type { Fault, FaultReport } from '../fault.js';
import { catalogue } from './catalogue.js';
import { continuationOf, endOf, physicalCpuOf } from './continue-fault.js';
import type { Message } from './message.js';
import { readRegisters } from './registers.js';

/** A console tells no more faults than these; what is behind repeats itself. */
const FAULT_LIMIT = 256;
const LINE_LIMIT = 200_000;
/** No message is longer; what is cut off could only be noise. */
const LONGEST_LINE = 1024;

/** So many lines may lie between two words on one access. */
const SAME_EVENT_LINES = 4;

interface Open {
  report: FaultReport;
  readonly isFatal: boolean;
  hasRegisters: boolean;
  isOver: boolean;
}

/** Everything that a console tells, in its order: faults, warnings and good news. */
export function parseConsole(text: string): FaultReport[] {
  const found: Open[] = [];
  let begin = 0;
  for (let line = 0; line < LINE_LIMIT && begin <= text.length; line++) {
    const newline = text.indexOf('\n', begin);
    const end = newline < 0 ? text.length : newline;
    readLine(text.slice(begin, Math.min(end, begin + LONGEST_LINE)).trimEnd(), line, found);
    if (found.length >= FAULT_LIMIT) break;
    begin = end + 1;
  }
  return found.map(({ report }) => report);
}

function readLine(text: string, line: number, found: Open[]): void {
  if (text === '') return;
  const open = found.findLast(({ isFatal, isOver }) => isFatal && !isOver);
  const end = endOf(text);
  if (end) {
    endReport(found, open, { ...end, text, line });
    return;
  }
  const match = messageOf(text);
  if (match) {
    addMessage(found, open, { ...match, text, line });
    return;
  }
  addDetail(text, open, found.at(-1));
}

interface Match {
  readonly message: Message;
  readonly fault: Fault;
}

export function messageOf(text: string): Match | undefined {
  for (const message of catalogue) {
    const match = message.pattern.exec(text);
    if (match) return { message, fault: message.read((group) => match[group] ?? '') };
  }
  return undefined;
}

interface Told {
  readonly text: string;
  readonly line: number;
}

function addMessage(found: Open[], open: Open | undefined, told: Match & Told): void {
  const { message, fault, text, line } = told;
  const isFatal = message.isFatal === true;
  if (isFatal && open && isSameEvent(open, line)) {
    const further = [...(open.report.further ?? []), fault];
    open.report = { ...open.report, further };
    return;
  }
  const report = { fault, message: message.id, text, line };
  found.push({ report, isFatal, hasRegisters: false, isOver: false });
}

function isSameEvent({ report, hasRegisters }: Open, line: number): boolean {
  return !hasRegisters && line - (report.line ?? 0) <= SAME_EVENT_LINES;
}

function endReport(
  found: Open[],
  open: Open | undefined,
  { cpu, outcome, cell, text, line }: NonNullable<ReturnType<typeof endOf>> & Told,
): void {
  const ending = { cpu, outcome, ...(cell !== undefined && { cell }) };
  if (open) {
    open.report = { ...open.report, ...ending };
    open.isOver = true;
    return;
  }
  const report: FaultReport = { fault: { kind: 'cpu-lost' }, text, line, ...ending };
  found.push({ report, isFatal: true, hasRegisters: false, isOver: true });
}

/** Registers belong to the dump that is open; other details to the last line that said something. */
function addDetail(text: string, open: Open | undefined, last: Open | undefined): void {
  const subject = open ?? last;
  if (!subject) return;
  const fault = continuationOf(text, subject.report.fault);
  if (fault) subject.report = { ...subject.report, fault };
  const cpu = physicalCpuOf(text);
  if (cpu !== undefined) subject.report = { ...subject.report, cpu };
  if (!open) return;
  const dump = readRegisters(text);
  if (!dump) return;
  open.hasRegisters = true;
  open.report = {
    ...open.report,
    registers: { ...open.report.registers, ...dump.registers },
    ...(dump.syndrome !== undefined && { syndrome: dump.syndrome }),
  };
}
