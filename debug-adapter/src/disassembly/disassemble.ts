// SPDX-License-Identifier: MIT
// Lines of a disassembly view: AArch64 instructions have four bytes each, so
// that counting backwards is as good as forwards.
import { basename } from 'node:path';
import type { SymbolContext } from '../contexts/symbol-contexts.js';
import type { Debuggee } from '../debuggee.js';
import { functionsAt } from '../symbols/functions.js';
import { spanAt } from '../symbols/line-table.js';
import { memoryReader } from '../stack/stack-trace.js';
import { parseReference } from '../variables/read-memory.js';
import { loadDisassembler } from './disassembler.js';
import { expressionWrong } from '../failures.js';

export interface DisassembledLine {
  readonly address: string;
  readonly instruction: string;
  readonly instructionBytes?: string;
  readonly symbol?: string;
  readonly location?: { readonly name: string; readonly path?: string };
  readonly line?: number;
}

export interface DisassembleRequest {
  readonly memoryReference: string;
  /** Bytes, then instructions, from the reference to the first line. */
  readonly offset: number;
  readonly instructionOffset: number;
  readonly instructionCount: number;
}

const INSTRUCTION_BYTES = 4;
const PAGE = 4096n;
const MOST_LINES = 4000;

export async function disassemble(
  debuggee: Debuggee,
  request: DisassembleRequest,
): Promise<readonly DisassembledLine[]> {
  const place = parseReference(request.memoryReference);
  if (!place) throw expressionWrong(request.memoryReference, 'it is no address of this session');
  const count = Math.min(request.instructionCount, MOST_LINES);
  const distance = BigInt(request.offset) + BigInt(request.instructionOffset * INSTRUCTION_BYTES);
  const start = (place.address + distance) & ~3n;
  const context = 'cpu' in place.space ? await contextOf(debuggee, place.space) : undefined;
  const words = new PagedWords(memoryReader(debuggee.run.target, place.space));
  const show = await loadDisassembler();
  const lines: DisassembledLine[] = [];
  for (let index = 0; index < count; index++) {
    const at = start + BigInt(index * INSTRUCTION_BYTES);
    const address = `0x${BigInt.asUintN(64, at).toString(16).padStart(16, '0')}`;
    const word = at < 0n ? undefined : await words.at(at);
    if (!word) {
      lines.push({ address, instruction: '(no memory)' });
      continue;
    }
    const instructionBytes = Buffer.from(word).toString('hex');
    lines.push({
      address,
      instruction: show(word, at),
      instructionBytes,
      ...sourceOf(debuggee, context, at),
    });
  }
  return lines;
}

/** Whose code an address of a CPU's space is. */
export async function contextOf(
  debuggee: Debuggee,
  { kind, cpu }: { readonly kind: string; readonly cpu: number },
): Promise<SymbolContext | undefined> {
  const position = await debuggee.view.position(cpu);
  return kind === 'guest'
    ? debuggee.parts.contexts.ofCell(position.cell?.id)
    : debuggee.view.contextAt(position);
}

function sourceOf(
  { parts }: Debuggee,
  context: SymbolContext | undefined,
  address: bigint,
): Pick<DisassembledLine, 'symbol' | 'location' | 'line'> {
  if (!context) return {};
  const [code] = functionsAt(context.info.functions, address);
  const symbol = code ? { symbol: code.name } : {};
  const span = spanAt(context.info.lines, address);
  if (!span || span.line === 0) return symbol;
  const local = parts.sources.toLocal(span.path);
  return { ...symbol, location: { ...local, name: basename(span.path) }, line: span.line };
}

/** Instruction words, read a page at a time. */
class PagedWords {
  private readonly pages = new Map<bigint, Promise<Uint8Array | undefined>>();

  constructor(
    private readonly memory: (address: bigint, length: number) => Promise<Uint8Array | undefined>,
  ) {}

  async at(address: bigint): Promise<Uint8Array | undefined> {
    const page = address & ~(PAGE - 1n);
    let bytes = this.pages.get(page);
    if (!bytes) {
      bytes = this.memory(page, Number(PAGE));
      this.pages.set(page, bytes);
    }
    const offset = Number(address - page);
    return (await bytes)?.subarray(offset, offset + INSTRUCTION_BYTES);
  }
}
