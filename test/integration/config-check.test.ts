// SPDX-License-Identifier: MIT
// `cellblock config check` for people, scripts and code scanning services.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cellblock } from './run-process.js';

const SYSTEM = 'configs/arm64/qemu-arm64.c';
const CELL = 'configs/arm64/qemu-arm64-inmate-demo.c';

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region?: Region;
  };
  readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
}

interface SarifRun {
  readonly tool: {
    readonly driver: {
      readonly rules: readonly {
        readonly id: string;
        readonly shortDescription: { readonly text: string };
      }[];
    };
  };
  readonly results: readonly {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly level: string;
    readonly message: { readonly text: string };
    readonly locations: readonly Location[];
    readonly relatedLocations?: readonly Location[];
    readonly fixes?: readonly {
      readonly artifactChanges: readonly {
        readonly replacements: readonly {
          readonly deletedRegion: Region;
          readonly insertedContent: { readonly text: string };
        }[];
      }[];
    }[];
  }[];
}

describe('cellblock config check', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cellblock-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** The demo cell, moved over the hypervisor's memory. */
  function misplaced(name: string): string {
    const file = join(folder, name);
    const source = readFileSync(CELL, 'utf8').replace(
      'phys_start = 0x7fa00000',
      'phys_start = 0x7fc00000',
    );
    writeFileSync(file, source.replace(/"(qemu-arm64\.h)"/, `"${process.cwd()}/configs/arm64/$1"`));
    return file;
  }

  function textAt(file: string, region: Region | undefined): string {
    assert.ok(region && region.startLine === region.endLine);
    const line = readFileSync(file, 'utf8').split('\n')[region.startLine - 1] ?? '';
    return line.slice(region.startColumn - 1, region.endColumn - 1);
  }

  async function sarif(files: readonly string[]): Promise<SarifRun> {
    const { stdout } = await cellblock(['config', 'check', ...files, '--sarif']);
    const log = JSON.parse(stdout) as {
      readonly version: string;
      readonly runs: readonly SarifRun[];
    };
    assert.equal(log.version, '2.1.0');
    assert.equal(log.runs.length, 1);
    return log.runs[0] ?? assert.fail();
  }

  it('finds nothing in the boards that come with us', async () => {
    const { status, stdout } = await cellblock([
      'config',
      'check',
      SYSTEM,
      CELL,
      '--fail-on',
      'warning',
    ]);
    assert.equal(status, 0, stdout);
  });

  it('says with which system a cell was checked that was given alone', async () => {
    const { stdout } = await cellblock(['config', 'check', CELL]);
    assert.match(stdout, /^checked with configs\/arm64\/qemu-arm64\.c$/m);
  });

  it('takes .cell files, and names the field as C does', async () => {
    const binary = join(folder, 'bad.cell');
    assert.equal(
      (await cellblock(['config', 'compile', misplaced('bad.c'), '-o', binary])).status,
      0,
    );
    const { status, stdout } = await cellblock(['config', 'check', SYSTEM, binary]);
    assert.equal(status, 1);
    assert.match(
      stdout,
      /bad\.cell: memory_regions\[1\]\.phys_start: error: .*\[region-over-hypervisor-memory\]/,
    );
    assert.match(stdout, /qemu-arm64\.c: system\.hypervisor_memory\.phys_start: note: /);
  });

  it('prints JSON with places, related places and a summary', async () => {
    const file = misplaced('bad.c');
    const { status, stdout } = await cellblock(['config', 'check', SYSTEM, file, '--json']);
    assert.equal(status, 1);
    const { summary, problems } = JSON.parse(stdout) as {
      readonly summary: { readonly errors: number };
      readonly problems: readonly {
        readonly id: string;
        readonly file: string;
        readonly start: { readonly line: number; readonly column: number };
        readonly related: readonly { readonly file: string }[];
      }[];
    };
    assert.equal(summary.errors, problems.length);
    const problem = problems.find(({ id }) => id === 'region-over-hypervisor-memory');
    assert.equal(problem?.file, file);
    assert.match(
      readFileSync(file, 'utf8').split('\n')[problem.start.line - 1] ?? '',
      /0x7fc00000/,
    );
    assert.equal(problem.related[0]?.file, SYSTEM);
  });

  it('prints a SARIF log whose results name their rules and their places', async () => {
    const file = misplaced('bad.c');
    const { tool, results } = await sarif([SYSTEM, file]);
    assert.ok(results.length > 0);
    for (const { ruleId, ruleIndex, level, message, locations } of results) {
      assert.equal(tool.driver.rules[ruleIndex]?.id, ruleId);
      assert.ok(['error', 'warning', 'note'].includes(level));
      assert.ok(message.text.length > 0 && locations.length === 1);
    }
    const result = results.find(({ ruleId }) => ruleId === 'region-over-hypervisor-memory');
    const [place] = result?.locations ?? [];
    assert.equal(place?.physicalLocation.artifactLocation.uri, `file://${file}`);
    assert.equal(textAt(file, place.physicalLocation.region), '0x7fc00000');
    const [related] = result?.relatedLocations ?? [];
    assert.deepEqual(related?.physicalLocation.artifactLocation, {
      uri: SYSTEM,
      uriBaseId: '%SRCROOT%',
    });
    assert.equal(textAt(SYSTEM, related.physicalLocation.region), '0x7fc00000');
    const [rule] = tool.driver.rules.filter(({ id }) => id === 'region-over-hypervisor-memory');
    assert.match(rule?.shortDescription.text ?? '', /memory of the hypervisor/);
  });

  it('puts fixes into the SARIF log that mend the source', async () => {
    const file = join(folder, 'typo.c');
    const source = readFileSync(CELL, 'utf8')
      .replace('phys_start = 0x7fa00000', 'phys_start = 0x7fbf8000')
      .replace(/"(qemu-arm64\.h)"/, `"${process.cwd()}/configs/arm64/$1"`);
    writeFileSync(file, source);
    const { results } = await sarif([SYSTEM, file]);
    const fix = results.flatMap(({ fixes = [] }) => fixes)[0];
    const replacement = fix?.artifactChanges[0]?.replacements[0];
    assert.ok(replacement, JSON.stringify(results));
    const { startLine, startColumn, endColumn } = replacement.deletedRegion;
    const lines = source.split('\n');
    const line = lines[startLine - 1] ?? '';
    lines[startLine - 1] =
      line.slice(0, startColumn - 1) + replacement.insertedContent.text + line.slice(endColumn - 1);
    writeFileSync(file, lines.join('\n'));
    const mended = await cellblock(['config', 'check', SYSTEM, file]);
    assert.equal(mended.status, 0, mended.stdout);
  });

  it('has places in .cell files without lines', async () => {
    const binary = join(folder, 'bad.cell');
    await cellblock(['config', 'compile', misplaced('bad.c'), '-o', binary]);
    const { results } = await sarif([SYSTEM, binary]);
    const place = results[0]?.locations[0];
    assert.equal(place?.physicalLocation.region, undefined);
    assert.equal(place?.logicalLocations?.[0]?.fullyQualifiedName, 'memory_regions[1].phys_start');
  });

  it('holds cells against each other only if they are to run together', async () => {
    const twin = join(folder, 'twin.cell');
    assert.equal((await cellblock(['config', 'compile', CELL, '-o', twin])).status, 0);
    const args = ['config', 'check', SYSTEM, CELL, twin];
    assert.doesNotMatch((await cellblock(args)).stdout, /cpu-in-two-cells/);
    const { stdout } = await cellblock([...args, '--together']);
    assert.match(stdout, /twin\.cell: cpu_set\[0\]: warning: .*\[cpu-in-two-cells\]/);
  });

  it('does not repeat by its checks what could not be compiled', async () => {
    const file = join(folder, 'broken.c');
    const source = readFileSync(misplaced('bad.c'), 'utf8');
    writeFileSync(file, source.replace('0x7fc00000', 'NO_SUCH_ADDRESS'));
    const { stdout } = await cellblock(['config', 'check', SYSTEM, file]);
    assert.equal(stdout.match(/: error: /g)?.length, 1, stdout);
  });
});
