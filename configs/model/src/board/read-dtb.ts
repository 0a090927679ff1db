// SPDX-License-Identifier: MIT
// Flattened device trees, .dtb (Devicetree Specification, version 0.4,
// chapter 5). A file that is cut off gives what stands in front of the cut.
import type { AddressRange } from '../memory-regions.js';
import { damaged } from './board-problem.js';
import type { BoardProblem } from './board-problem.js';
import { readLong, readNumber, readText } from './byte-reader.js';
import type { DeviceNode, DeviceTree } from './device-tree.js';

const magic = 0xd00dfeed;

const tokens = { beginNode: 1, endNode: 2, property: 3, nothing: 4, end: 9 } as const;

/** Trees of boards have at most eight levels. */
const deepest = 64;

export interface TreeRead {
  readonly tree?: DeviceTree;
  readonly problems: readonly BoardProblem[];
}

export function isDtb(bytes: Uint8Array): boolean {
  return readNumber(bytes, 0, 4, 'big') === magic;
}

export function readDtb(bytes: Uint8Array): TreeRead {
  if (!isDtb(bytes))
    return { problems: [damaged('It does not start as a device tree blob does.')] };
  const field = (offset: number): number => readNumber(bytes, offset, 4, 'big') ?? 0;
  const problems: BoardProblem[] = [];
  if (field(4) > bytes.length) {
    problems.push(
      damaged(`The file is cut off: it has ${bytes.length} bytes of ${field(4)}. Copy it again.`),
    );
  }
  const root = readNodes(bytes, field(8), field(12), problems);
  if (root === undefined) {
    return { problems: [...problems, damaged('No node can be read in it.')] };
  }
  return { tree: { root, reservations: reservationsAt(bytes, field(16)) }, problems };
}

interface GrowingNode extends DeviceNode {
  readonly properties: Map<string, Uint8Array>;
  readonly children: DeviceNode[];
}

/** The root and everything in it, as far as it makes sense. */
function readNodes(
  bytes: Uint8Array,
  structure: number,
  strings: number,
  problems: BoardProblem[],
): DeviceNode | undefined {
  let root: GrowingNode | undefined;
  const open: GrowingNode[] = [];
  for (let offset = structure; ;) {
    const token = readNumber(bytes, offset, 4, 'big');
    const node = open.at(-1);
    offset += 4;
    if (token === tokens.nothing) continue;
    if (token === tokens.beginNode && open.length < deepest) {
      const name = readText(bytes, offset);
      const opened: GrowingNode = {
        name,
        ...(node && { parent: node }),
        properties: new Map(),
        children: [],
      };
      node?.children.push(opened);
      root ??= opened;
      open.push(opened);
      offset += Math.ceil((name.length + 1) / 4) * 4;
    } else if (token === tokens.property && node !== undefined) {
      const length = readNumber(bytes, offset, 4, 'big') ?? 0;
      const name = readText(bytes, strings + (readNumber(bytes, offset + 4, 4, 'big') ?? 0));
      const start = offset + 8;
      if (start + length <= bytes.length)
        node.properties.set(name, bytes.slice(start, start + length));
      offset = start + Math.ceil(length / 4) * 4;
    } else if (token === tokens.endNode && node !== undefined) {
      open.pop();
    } else {
      const isWhole = token === tokens.end && open.length === 0;
      if (!isWhole) problems.push(damaged('Its nodes end too early: the rest is not read.'));
      return root;
    }
  }
}

/** Pairs of address and size up to one that is all zero. */
function reservationsAt(bytes: Uint8Array, from: number): AddressRange[] {
  const found: AddressRange[] = [];
  for (let offset = from; offset >= 40; offset += 16) {
    const start = readLong(bytes, offset, 'big');
    const size = readLong(bytes, offset + 8, 'big');
    if (start === undefined || size === undefined || (start | size) === 0n) break;
    found.push({ start, end: start + size });
  }
  return found;
}
