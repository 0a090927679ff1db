// SPDX-License-Identifier: MIT
// Device tree sources, .dts (Devicetree Specification, version 0.4, chapter
// 6). What can't be understood is left out and told; the rest is read.
import type { AddressRange } from '../../memory-regions.js';
import { damaged, leftOut } from '../board-problem.js';
import type { BoardProblem } from '../board-problem.js';
import type { TreeRead } from '../read-dtb.js';
import { preprocess } from './preprocess.js';
import type { ReadInclude } from './preprocess.js';
import { buildTree } from './build-tree.js';
import { readPropertyValue } from './property-value.js';
import type { SourceNode } from './source-node.js';
import { SourceText } from './source-text.js';

export interface DtsRead extends TreeRead {
  /** Files that it includes. */
  readonly included: readonly string[];
}

const deepest = 64;

/** `path` is the file's own, for files that it includes. */
export function readDts(text: string, path: string, readInclude: ReadInclude): DtsRead {
  const { lines, problems, included } = preprocess(text, path, readInclude);
  const reader: Reader = {
    source: new SourceText(lines),
    root: newNode(''),
    labels: new Map(),
    reservations: [],
    problems: [...problems],
    unknown: new Set(),
  };
  readTop(reader);
  if (reader.unknown.size > 0) reader.problems.push(unknownNames(reader.unknown));
  const tree = buildTree(reader.root, reader.reservations);
  return { tree, problems: reader.problems, included };
}

interface Reader {
  readonly source: SourceText;
  readonly root: SourceNode;
  readonly labels: Map<string, SourceNode>;
  readonly reservations: AddressRange[];
  readonly problems: BoardProblem[];
  /** Names in expressions that nobody defines. */
  readonly unknown: Set<string>;
}

function newNode(name: string): SourceNode {
  return { name, labels: [], properties: new Map(), children: [] };
}

function unknownNames(unknown: ReadonlySet<string>): BoardProblem {
  const names = [...unknown];
  const more = names.length > 4 ? ` and ${names.length - 4} more` : '';
  return leftOut(
    `Macros without a definition: ${names.slice(0, 4).join(', ')}${more}. ` +
      'Properties that need them are not read. A .dtb has them all.',
  );
}

function wrong(reader: Reader, message: string): void {
  if (reader.problems.length < 16) {
    reader.problems.push(damaged(`${message} The rest of it is left out.`, reader.source.line()));
  }
}

/** `/ { };`, `&label { };` and the directives beside them. */
function readTop(reader: Reader): void {
  const { source } = reader;
  while (!source.atEnd()) {
    if (source.accept(/[;}]|\/dts-v1\/|\/plugin\//y) !== undefined) continue;
    if (source.accept(/\/memreserve\//y) !== undefined) {
      readReservation(reader);
      continue;
    }
    const deleted = source.accept(/\/delete-node\/\s*&\{?[^;\s}]+\}?/y);
    if (deleted !== undefined) {
      const node = referenced(reader, deleted.slice(deleted.indexOf('&')));
      if (node !== undefined) removeNode(reader.root, node);
      continue;
    }
    const labels = readLabels(source);
    const target = source.accept(/\/omit-if-no-ref\/|\/(?=\s*\{)|&\{[^}]*\}|&[\w-]+/y);
    if (target === '/omit-if-no-ref/') continue;
    if (target === undefined || !source.skip('{')) {
      wrong(reader, `This is no node: ${source.sample()}`);
      source.skipStatement();
      continue;
    }
    // What belongs to a node of a file that is not at hand is read and dropped.
    const into = (target === '/' ? reader.root : referenced(reader, target)) ?? newNode('');
    addLabels(reader, into, labels);
    readBody(reader, into, 1);
    source.skip(';');
  }
}

function readReservation(reader: Reader): void {
  const { source } = reader;
  const start = source.accept(/0x[0-9a-fA-F]{1,16}|\d{1,20}/y);
  const size = source.accept(/0x[0-9a-fA-F]{1,16}|\d{1,20}/y);
  if (start !== undefined && size !== undefined) {
    reader.reservations.push({ start: BigInt(start), end: BigInt(start) + BigInt(size) });
  }
  source.skipStatement();
}

/** Everything up to and with the closing brace. */
function readBody(reader: Reader, node: SourceNode, depth: number): void {
  const { source } = reader;
  while (!source.skip('}')) {
    if (source.atEnd()) {
      wrong(reader, 'A closing brace is missing at the end.');
      return;
    }
    if (source.skip(';') || source.accept(/\/omit-if-no-ref\//y) !== undefined) continue;
    const deleted = source.accept(/\/delete-(node|property)\/\s*&?[\w,.+?#@-]+/y);
    if (deleted !== undefined) {
      remove(reader, node, deleted);
      continue;
    }
    readMember(reader, node, depth);
  }
}

function readMember(reader: Reader, node: SourceNode, depth: number): void {
  const { source } = reader;
  const labels = readLabels(source);
  const name = source.accept(/[\w,.+?#@-]+/y);
  if (name === undefined) {
    wrong(reader, `This is neither a property nor a node: ${source.sample()}`);
    source.skipStatement();
    return;
  }
  if (source.skip('{')) {
    const known = node.children.find((child) => child.name === name);
    const child = known ?? newNode(name);
    if (known === undefined) node.children.push(child);
    addLabels(reader, child, labels);
    if (depth < deepest) {
      readBody(reader, child, depth + 1);
    } else {
      wrong(reader, 'Nodes are nested too deeply.');
      source.skipAll();
    }
    return;
  }
  if (source.skip('=')) {
    const { value, unknown, isWhole } = readPropertyValue(source);
    if (telling.test(name)) unknown.forEach((each) => reader.unknown.add(each));
    if (unknown.length === 0 && isWhole) node.properties.set(name, value);
    // A value that is only half known would be wrong rather than missing.
    else node.properties.delete(name);
    if (!isWhole) {
      wrong(reader, `The value of ${name} can't be read: ${source.sample()}`);
      source.skipStatement();
      return;
    }
  } else {
    node.properties.set(name, []);
  }
  if (!source.skip(';')) {
    wrong(reader, `A semicolon is missing behind ${name}.`);
    source.skipStatement();
  }
}

/** Properties that facts about a board come from; others may stay unread without a word. */
const telling =
  /^(reg|ranges|#\w+-cells|interrupts|interrupts-extended|interrupt-parent|iommus|bus-range|status|compatible)$/;

function readLabels(source: SourceText): string[] {
  const labels: string[] = [];
  for (;;) {
    const label = source.accept(/[A-Za-z_]\w*\s*:(?!:)/y);
    if (label === undefined) return labels;
    labels.push(label.slice(0, -1).trim());
  }
}

function addLabels(reader: Reader, node: SourceNode, labels: readonly string[]): void {
  for (const label of labels) {
    node.labels.push(label);
    reader.labels.set(label, node);
  }
}

/** `&label` or `&{/path}`. */
function referenced(reader: Reader, reference: string): SourceNode | undefined {
  if (!reference.startsWith('&{')) return reader.labels.get(reference.slice(1));
  let node: SourceNode | undefined = reader.root;
  for (const step of reference.slice(2, -1).split('/')) {
    if (step !== '') node = node?.children.find(({ name }) => name === step);
  }
  return node;
}

function remove(reader: Reader, node: SourceNode, text: string): void {
  const name = text.slice(text.lastIndexOf('/') + 1).trim();
  if (text.startsWith('/delete-property/')) {
    node.properties.delete(name);
    return;
  }
  const child = name.startsWith('&')
    ? reader.labels.get(name.slice(1))
    : node.children.find((each) => each.name === name);
  if (child !== undefined) removeNode(reader.root, child);
}

function removeNode(root: SourceNode, gone: SourceNode): void {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const index = node.children.indexOf(gone);
    if (index >= 0) node.children.splice(index, 1);
    waiting.push(...node.children);
  }
}
