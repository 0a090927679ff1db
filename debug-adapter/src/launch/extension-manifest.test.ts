// SPDX-License-Identifier: MIT
// The extension's manifest describes launch.json to people; it is the same.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { exitFilters } from '../exits/exit-filters.js';
import { readLaunchArguments } from './launch-arguments.js';

interface Property {
  readonly default?: unknown;
  readonly items?: { readonly enum?: readonly string[] };
}

interface Manifest {
  readonly contributes: {
    readonly debuggers: readonly {
      readonly configurationAttributes: {
        readonly launch: {
          readonly required: readonly string[];
          readonly properties: Readonly<Record<string, Property>>;
        };
      };
    }[];
  };
}

const url = new URL('../../../extension/package.json', import.meta.url);
const manifest = JSON.parse(readFileSync(url, 'utf8')) as Manifest;
const [debuggerType] = manifest.contributes.debuggers;
assert.ok(debuggerType);
const { required, properties } = debuggerType.configurationAttributes.launch;
const given = Object.fromEntries(required.map((name) => [name, 'board.c']));

describe("the extension's description of launch.json", () => {
  it('requires what the adapter requires', () => {
    const problems = readLaunchArguments({}).problems ?? [];
    assert.deepEqual([...problems].sort(), required.map((name) => `"${name}" is missing`).sort());
  });

  it('describes nothing that the adapter does not read', () => {
    for (const name of Object.keys(properties)) {
      const reading = readLaunchArguments({ ...given, [name]: { wrong: true } });
      assert.ok(
        reading.problems?.some((text) => text.includes(`"${name}"`)),
        name,
      );
    }
  });

  it('tells the defaults that the adapter takes', () => {
    for (const [name, property] of Object.entries(properties)) {
      if (property.default === undefined) continue;
      const reading = readLaunchArguments({ ...given, [name]: property.default });
      assert.equal(reading.problems, undefined, name);
    }
  });

  it('offers the exits that there are', () => {
    assert.deepEqual(
      properties['exits']?.items?.enum,
      exitFilters.map(({ id }) => id),
    );
  });
});
