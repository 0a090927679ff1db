// SPDX-License-Identifier: MIT
// What rules predict, the hypervisor does: their broken cells are refused for
// the reason that the rule names, or parked, and their sound ones are created.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { checks as allChecks, hasFlag } from '@cellblock/cell-config';
import type {
  Cell,
  CellConfig,
  Check,
  NamedConfig,
  Problem,
  SystemConfig,
} from '@cellblock/cell-config';
import { compile } from '@cellblock/config-compiler';
import type { Compilation } from '@cellblock/config-compiler';
import { inmateImage } from '@cellblock/engine/client';
import { startSystem, type LiveSystem } from './live-system.js';
import { program } from './made-cells.js';

/** A rule about another board says nothing of this one. */
const checks = allChecks.filter(({ needs }) => needs !== 'board');

const fixtures = 'configs/model/fixtures';
const bases = `${fixtures}/bases`;

interface CellFixture {
  readonly rule: Check;
  readonly folder: string;
  readonly cells: readonly Uint8Array[];
  /** Where the guest has to go for it to be parked: the region that is wrong. */
  readonly address?: bigint;
  /** Where a program can be loaded, if the cell starts there. */
  readonly isLoadable: boolean;
}

function compiled(file: string): Compilation {
  return compile({
    file,
    readFile: (path) => {
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return undefined;
      }
    },
    includePaths: ['configs/include', bases],
    target: 'aarch64',
  });
}

const system = compiled(`${bases}/arm64/system.c`);

const aarch32 = 0x4;

/** The live system is that of the ARM64 base; it has no IOMMU, moderates no PCI and runs 64-bit guests. */
function isOfThisMachine({ dependencies, model }: Compilation): boolean {
  const cell = model?.kind === 'system' ? model.rootCell : model?.cell;
  const isPlain = cell?.pciDevices.length === 0 && (cell.flags & aarch32) === 0;
  const units = model?.kind === 'system' ? model.system.platformInfo.iommuUnits : [];
  if (units.some(({ base, type }) => base !== 0n || type !== 0)) return false;
  return isPlain && dependencies.some((file) => basename(file) === 'arm64.h');
}

/** Fixtures of cells for this machine. */
function fixturesOf(rule: Check, kind: RegExp): CellFixture[] {
  return readdirSync(join(fixtures, rule.id))
    .filter((name) => kind.test(name))
    .flatMap((name) => {
      const folder = join(fixtures, rule.id, name);
      const files = readdirSync(folder).filter((file) => file.endsWith('.c'));
      if (files.includes('system.c')) return [];
      const compilations = files.sort().map((file) => compiled(join(folder, file)));
      const isHere = compilations.every((each) => isOfThisMachine(each));
      const cells = compilations.flatMap(({ image }) => (image ? [image] : []));
      if (!isHere || cells.length !== files.length) return [];
      return [{ rule, folder, cells, ...placesOf(rule, compilations) }];
    });
}

function placesOf(
  rule: Check,
  compilations: readonly Compilation[],
): Pick<CellFixture, 'address' | 'isLoadable'> {
  const [first] = compilations;
  const cell = first?.model?.kind === 'cell' ? first.model.cell : undefined;
  const regions = cell?.memoryRegions ?? [];
  const problem = problemsOf(rule, compilations)[0];
  const [, property, index] = problem?.at?.steps ?? [];
  const wrong = property === 'memoryRegions' ? regions[Number(index)] : undefined;
  const address = wrong?.virtStart ?? (cell && registersAt(cell, problem?.at?.steps ?? []));
  const isLoadable = regions.some(
    (region) => hasFlag(region, 'LOADABLE') && region.virtStart === 0n && region !== wrong,
  );
  return { isLoadable, ...(address !== undefined && { address }) };
}

/** The address that a field of a console names. */
function registersAt({ console }: Cell, steps: readonly unknown[]): bigint | undefined {
  const [, property, field] = steps;
  if (property !== 'console') return undefined;
  return field === 'clockReg' ? console.clockReg : console.address;
}

/** What the rule finds, where it is as severe as it can be: milder cases are no predictions. */
function problemsOf(rule: Check, compilations: readonly Compilation[]): Problem[] {
  const named = [system, ...compilations].flatMap(({ file, model }) =>
    model ? [{ name: file, config: model }] : [],
  );
  const isSystem = (member: NamedConfig): member is NamedConfig<SystemConfig> =>
    member.config.kind === 'system';
  const isCell = (member: NamedConfig): member is NamedConfig<CellConfig> =>
    member.config.kind === 'cell';
  const root = named.find(isSystem);
  const set = { ...(root && { system: root }), cells: named.filter(isCell), launchSet: true };
  return rule.run(set).filter(({ severity }) => severity === rule.severity);
}

/** Of a driver, which looks before the hypervisor does. */
const wordsOfDriver: Readonly<Record<string, RegExp>> = {
  REFUSAL_CONFIG_ARCHITECTURE: /is for architecture .* by the steward/,
  REFUSAL_CONFIG_REVISION: /revision .* by the steward/,
  REFUSAL_CONFIG_SIGNATURE: /by the steward/,
  REFUSAL_CONFIG_TOO_BIG: /bytes, more than 65536 .*by the steward/,
};

interface Outcome {
  /** Of the first cell that is refused. */
  readonly reason?: string;
  readonly message?: string;
}

/** Creates the cells in turn, and destroys those that were created. */
async function create({ engine }: LiveSystem, cells: readonly Uint8Array[]): Promise<Outcome> {
  const ids: number[] = [];
  try {
    for (const cell of cells) ids.push(await engine.createCell(cell));
    return {};
  } catch (error) {
    const { refusal, message } = error as { refusal?: { reason: string }; message: string };
    return { message, ...(refusal && { reason: refusal.reason }) };
  } finally {
    for (const id of ids) await engine.destroyCell(id);
  }
}

/** Reads and writes a word, then does nothing for ever. */
function touching(address: bigint): Uint8Array {
  const part = (n: bigint): number => Number((address >> (16n * n)) & 0xffffn) << 5;
  return program(
    0xd2800000 | part(0n), // mov x0, #...
    0xf2a00000 | part(1n), // movk x0, #..., lsl #16
    0xf2c00000 | part(2n), // movk x0, #..., lsl #32
    0xb9400001, // ldr w1, [x0]
    0xb9000001, // str w1, [x0]
    0xd503207f, // wfi
    0x17ffffff, // b to the wfi
  );
}

/** Starts the cell, with a program that goes where it must not, until it is parked. */
async function park(live: LiveSystem, fixture: CellFixture): Promise<void> {
  const [cell] = fixture.cells;
  assert.ok(cell);
  const { engine } = live;
  const id = await engine.createCell(cell);
  try {
    if (fixture.isLoadable && fixture.address !== undefined) {
      await engine.loadCell(id, inmateImage(touching(fixture.address)).images);
    }
    await engine.startCell(id);
    await live.waitForCells(`the cell of ${fixture.folder} to fail`, (cells) =>
      cells.some((each) => each.id === id && each.state === 'failed'),
    );
  } finally {
    await engine.destroyCell(id);
  }
}

describe('What rules predict', () => {
  let live: LiveSystem;
  before(async () => {
    assert.ok(system.image);
    live = await startSystem(system.image);
  });
  after(() => live.dispose());

  const broken = checks
    .flatMap((check) => fixturesOf(check, /^fails/))
    .filter(({ rule, folder, cells }) => {
      const files =
        cells.length > 0 ? readdirSync(folder).filter((name) => name.endsWith('.c')) : [];
      return (
        problemsOf(
          rule,
          files.sort().map((name) => compiled(join(folder, name))),
        ).length > 0
      );
    });

  for (const fixture of broken.filter(({ rule }) => rule.predicts?.reason !== undefined)) {
    const { rule, folder, cells } = fixture;
    const reason = rule.predicts?.reason ?? '';
    it(`is what the hypervisor does: ${rule.id}/${basename(folder)} is refused`, async () => {
      const outcome = await create(live, cells);
      const isDrivers = wordsOfDriver[reason]?.test(outcome.message ?? '') === true;
      if (!isDrivers) assert.equal(outcome.reason, reason, outcome.message);
    });
  }

  for (const fixture of broken.filter(({ rule }) => rule.predicts?.outcome === 'parked')) {
    const { rule, folder } = fixture;
    it(`is what the hypervisor does: ${rule.id}/${basename(folder)} is parked`, () =>
      park(live, fixture));
  }

  it('leaves what rules accept, and the hypervisor creates it', async () => {
    for (const { rule, folder, cells } of checks.flatMap((each) => fixturesOf(each, /^passes/))) {
      const outcome = await create(live, cells);
      // Which CPU will ask, no configuration tells.
      if (outcome.reason === 'REFUSAL_CPU_IS_CALLER') continue;
      assert.deepEqual(outcome, {}, `${rule.id}, ${folder}`);
    }
  });
});

describe('What rules predict of a system', () => {
  const systems = checks
    .filter(({ predicts }) => predicts?.outcome === 'refused')
    .flatMap((rule) => systemFixturesOf(rule));

  for (const { rule, folder, system: own, cells } of systems) {
    it(`is what the hypervisor does: ${rule.id}/${basename(folder)} is refused`, async () => {
      const failure = await enableAndLoad(own, cells).catch((error: unknown) => error as Refused);
      assert.ok(failure, 'nothing is refused');
      // Some machines cannot even be built.
      if (/cannot be this machine|is no arm64 system configuration/.test(failure.message)) return;
      assert.match(failure.message, /was refused/);
      const reason = rule.predicts?.reason;
      const isDrivers = reason !== undefined && wordsOfDriver[reason]?.test(failure.message);
      if (reason === undefined || isDrivers === true) return;
      assert.equal(failure.refusal?.reason, reason, failure.message);
    });
  }
});

interface Refused {
  readonly message: string;
  readonly refusal?: { readonly reason: string };
}

interface SystemFixture {
  readonly rule: Check;
  readonly folder: string;
  readonly system: Uint8Array;
  readonly cells: readonly Uint8Array[];
}

function systemFixturesOf(rule: Check): SystemFixture[] {
  return readdirSync(join(fixtures, rule.id))
    .filter((name) => name.startsWith('fails'))
    .flatMap((name) => {
      const folder = join(fixtures, rule.id, name);
      const files = readdirSync(folder).filter((file) => file.endsWith('.c'));
      if (!files.includes('system.c')) return [];
      const own = compiled(join(folder, 'system.c'));
      const others = files.filter((file) => file !== 'system.c').sort();
      const all = [own, ...others.map((file) => compiled(join(folder, file)))];
      if (!all.every((each) => isOfThisMachine(each))) return [];
      const cells = others.flatMap((file) => {
        const { image } = compiled(join(folder, file));
        return image ? [image] : [];
      });
      return own.image ? [{ rule, folder, system: own.image, cells }] : [];
    });
}

/** The life of cells up to the point where they would be started. */
async function enableAndLoad(own: Uint8Array, cells: readonly Uint8Array[]): Promise<undefined> {
  const live = await startSystem(own);
  try {
    for (const cell of cells) {
      const id = await live.engine.createCell(cell);
      await live.engine.loadCell(id, inmateImage(touching(0n)).images);
    }
  } finally {
    await live.dispose();
  }
  return undefined;
}
