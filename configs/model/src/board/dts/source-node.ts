// SPDX-License-Identifier: MIT
// A node as a device tree source spells it; overrides have already been made.
import type { PropertyValue } from './property-value.js';

export interface SourceNode {
  readonly name: string;
  readonly labels: string[];
  readonly properties: Map<string, PropertyValue>;
  readonly children: SourceNode[];
}
