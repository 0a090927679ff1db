// SPDX-License-Identifier: MIT
// Which registers a stub has, from its target description ("Target
// Descriptions" in gdb's manual): target.xml and what it includes. Total:
// damaged XML gives fewer registers, never an exception.

export interface RegisterDescription {
  readonly name: string;
  /** In the p and P packets. */
  readonly number: number;
  readonly bytes: number;
  /** Name of the feature that it belongs to, e.g. org.gnu.gdb.aarch64.core. */
  readonly feature: string;
}

/** Gives a document of the description by its name. */
export type ReadDocument = (name: string) => Promise<string | undefined>;

const MOST_DOCUMENTS = 64;
const DEEPEST_INCLUDE = 8;
const WIDEST_REGISTER_BITS = 4096;

export async function readTargetDescription(read: ReadDocument): Promise<RegisterDescription[]> {
  const budget = { documents: MOST_DOCUMENTS };
  return parseRegisters(await withIncludes(read, 'target.xml', budget, 0));
}

/** The document with every xi:include replaced by what it names. */
async function withIncludes(
  read: ReadDocument,
  name: string,
  budget: { documents: number },
  depth: number,
): Promise<string> {
  if (depth > DEEPEST_INCLUDE || budget.documents-- <= 0) return '';
  const xml = ((await read(name)) ?? '').replace(/<!--[^]*?-->/g, '');
  const parts: string[] = [];
  let rest = 0;
  for (const match of xml.matchAll(/<xi:include\b([^>]*)>/g)) {
    parts.push(xml.slice(rest, match.index));
    rest = match.index + match[0].length;
    const href = attributes(match[1] ?? '').get('href');
    if (href) parts.push(await withIncludes(read, href, budget, depth + 1));
  }
  return [...parts, xml.slice(rest)].join('');
}

export function parseRegisters(xml: string): RegisterDescription[] {
  const registers: RegisterDescription[] = [];
  let feature = '';
  let next = 0;
  for (const match of xml.matchAll(/<(feature|reg)\b([^>]*)>/g)) {
    const found = attributes(match[2] ?? '');
    if (match[1] === 'feature') {
      feature = found.get('name') ?? '';
      continue;
    }
    // Without a number of its own a register follows the one before it.
    const number = decimal(found.get('regnum')) ?? next;
    next = number + 1;
    const name = found.get('name');
    const bits = decimal(found.get('bitsize'));
    if (!name || !bits || bits > WIDEST_REGISTER_BITS) continue;
    registers.push({ name, number, bytes: Math.ceil(bits / 8), feature });
  }
  return registers;
}

function attributes(text: string): Map<string, string> {
  const pairs = text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return new Map([...pairs].map((pair) => [pair[1] ?? '', pair[2] ?? pair[3] ?? '']));
}

function decimal(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : undefined;
}
