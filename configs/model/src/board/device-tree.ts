// SPDX-License-Identifier: MIT
// A device tree as data, and how its properties are read (Devicetree
// Specification, version 0.4, chapter 2).
import type { AddressRange } from '../memory-regions.js';
import { readNumber, readText } from './byte-reader.js';

export interface DeviceNode {
  /** With the unit address; the root's is empty. */
  readonly name: string;
  readonly parent?: DeviceNode;
  readonly properties: ReadonlyMap<string, Uint8Array>;
  readonly children: readonly DeviceNode[];
}

export interface DeviceTree {
  readonly root: DeviceNode;
  /** Memory that the header or /memreserve/ keeps. */
  readonly reservations: readonly AddressRange[];
}

/** Every node, parents before their children. */
export function nodesOf(tree: DeviceTree): readonly DeviceNode[] {
  const found: DeviceNode[] = [];
  const waiting: DeviceNode[] = [tree.root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    found.push(node);
    waiting.push(...[...node.children].reverse());
  }
  return found;
}

export function pathOf(node: DeviceNode): string {
  const names: string[] = [];
  for (let at: DeviceNode = node; at.parent !== undefined; at = at.parent) names.push(at.name);
  return `/${names.reverse().join('/')}`;
}

/** By its path, or by an alias that the path starts with. */
export function nodeAt(tree: DeviceTree, path: string, isAlias = false): DeviceNode | undefined {
  if (!path.startsWith('/') && !isAlias) {
    const [alias = '', ...rest] = path.split('/');
    const aliases = tree.root.children.find(({ name }) => name === 'aliases');
    const target = aliases && textOf(aliases, alias);
    return target === undefined ? undefined : nodeAt(tree, [target, ...rest].join('/'), true);
  }
  let node: DeviceNode | undefined = tree.root;
  for (const step of path.split('/').filter((name) => name !== '')) {
    node = node?.children.find(({ name }) => name === step || name.split('@')[0] === step);
  }
  return node;
}

export function has(node: DeviceNode, property: string): boolean {
  return node.properties.has(property);
}

export function textOf(node: DeviceNode, property: string): string | undefined {
  const bytes = node.properties.get(property);
  return bytes && readText(bytes, 0);
}

/** Strings, each ended by a NUL. */
export function textsOf(node: DeviceNode, property: string): readonly string[] {
  const bytes = node.properties.get(property) ?? new Uint8Array();
  const texts: string[] = [];
  for (let start = 0; start < bytes.length;) {
    const text = readText(bytes, start);
    if (text !== '') texts.push(text);
    start += text.length + 1;
  }
  return texts;
}

/** Numbers of four bytes; a rest is left out. */
export function cellsOf(node: DeviceNode, property: string): readonly number[] {
  const bytes = node.properties.get(property) ?? new Uint8Array();
  const cells: number[] = [];
  for (let offset = 0; ; offset += 4) {
    const cell = readNumber(bytes, offset, 4, 'big');
    if (cell === undefined) return cells;
    cells.push(cell);
  }
}

export function cellOf(node: DeviceNode, property: string): number | undefined {
  return cellsOf(node, property)[0];
}

/** A number of as many cells as are given, the highest first. */
export function joinCells(cells: readonly number[]): bigint {
  return cells.reduce((value, cell) => (value << 32n) | BigInt(cell), 0n);
}

export function compatibleWith(node: DeviceNode, ...names: readonly string[]): boolean {
  return textsOf(node, 'compatible').some((name) => names.includes(name));
}

/** A node is in use unless it, or one that it lies in, says otherwise. */
export function isEnabled(node: DeviceNode): boolean {
  for (let at: DeviceNode | undefined = node; at !== undefined; at = at.parent) {
    const status = textOf(at, 'status');
    if (status !== undefined && status !== 'okay' && status !== 'ok') return false;
  }
  return true;
}

/** By the number in its `phandle`. */
export function phandlesOf(nodes: readonly DeviceNode[]): ReadonlyMap<number, DeviceNode> {
  const found = new Map<number, DeviceNode>();
  for (const node of nodes) {
    const phandle = cellOf(node, 'phandle') ?? cellOf(node, 'linux,phandle');
    if (phandle !== undefined) found.set(phandle, node);
  }
  return found;
}
