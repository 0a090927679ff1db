// SPDX-License-Identifier: MIT
// From nodes of a source to a device tree: references become paths and
// phandles, pieces become bytes.
import type { AddressRange } from '../../memory-regions.js';
import { readNumber } from '../byte-reader.js';
import type { DeviceNode, DeviceTree } from '../device-tree.js';
import { numberBytes } from './property-value.js';
import type { PropertyPiece, PropertyValue } from './property-value.js';
import type { SourceNode } from './source-node.js';

export function buildTree(root: SourceNode, reservations: readonly AddressRange[]): DeviceTree {
  const places = placesOf(root);
  const phandles = new Map<SourceNode, number>();
  for (const { node } of places.all) {
    const own = node.properties.get('phandle')?.[0];
    const number = own?.kind === 'bytes' ? readNumber(own.bytes, 0, 4, 'big') : undefined;
    if (number !== undefined) phandles.set(node, number);
  }
  let next = Math.max(0, ...[...phandles.values()].filter((number) => number < 0xffff)) + 1;
  const phandleOf = (node: SourceNode): number => {
    const number = phandles.get(node) ?? next++;
    phandles.set(node, number);
    return number;
  };
  const bytesOf = (piece: PropertyPiece): Uint8Array => {
    if (piece.kind === 'bytes') return piece.bytes;
    const target = places.find(piece.target);
    if (piece.kind === 'phandle') {
      return numberBytes(BigInt(target === undefined ? 0xffffffff : phandleOf(target.node)), 4);
    }
    const path = `${target?.path ?? ''}\0`;
    return Uint8Array.from(
      { length: path.length },
      (_unused, index) => path.charCodeAt(index) & 0xff,
    );
  };
  const values = new Map<PropertyValue, Uint8Array>();
  for (const { node } of places.all) {
    for (const value of node.properties.values()) values.set(value, join(value.map(bytesOf)));
  }
  return { root: built(root, undefined, { values, phandles }), reservations };
}

interface Place {
  readonly node: SourceNode;
  readonly path: string;
}

function placesOf(root: SourceNode): {
  all: readonly Place[];
  find: (target: string) => Place | undefined;
} {
  const all: Place[] = [];
  const byLabel = new Map<string, Place>();
  const byPath = new Map<string, Place>();
  const waiting: Place[] = [{ node: root, path: '/' }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { node, path } = place;
    all.push(place);
    byPath.set(path, place);
    for (const label of node.labels) byLabel.set(label, place);
    const prefix = path === '/' ? '' : path;
    waiting.push(
      ...node.children.map((child) => ({ node: child, path: `${prefix}/${child.name}` })),
    );
  }
  const find = (target: string): Place | undefined =>
    target.startsWith('&{') ? byPath.get(target.slice(2, -1)) : byLabel.get(target.slice(1));
  return { all, find };
}

interface Resolved {
  readonly values: ReadonlyMap<PropertyValue, Uint8Array>;
  readonly phandles: ReadonlyMap<SourceNode, number>;
}

function built(source: SourceNode, parent: DeviceNode | undefined, resolved: Resolved): DeviceNode {
  const properties = new Map<string, Uint8Array>();
  for (const [name, value] of source.properties) {
    properties.set(name, resolved.values.get(value) ?? new Uint8Array());
  }
  const phandle = resolved.phandles.get(source);
  if (phandle !== undefined) properties.set('phandle', numberBytes(BigInt(phandle), 4));
  const children: DeviceNode[] = [];
  const node: DeviceNode = { name: source.name, ...(parent && { parent }), properties, children };
  children.push(...source.children.map((child) => built(child, node, resolved)));
  return node;
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}
