// SPDX-License-Identifier: MIT
// `cellblock run`: boots a system under QEMU, enables the hypervisor, runs the
// given cells beside each other and shows each console apart.
import {
  EngineFailure,
  spawnHost,
  type CellInformation,
  type CellState,
  type EngineClient,
  type LoadImage,
} from '@cellblock/engine/client';
import { TargetFailure } from '@cellblock/targets';
import { boardOf } from '../board.js';
import type { Arguments, Command } from '../command-line/command.js';
import { CommandFailure, USAGE } from '../command-failure.js';
import { readImage } from '../cell-image.js';
import { configurationFiles, loadOptionsOf, sourceOptions } from '../configuration-options.js';
import { checkTogether, configurationLoader, nameOf } from '../configuration.js';
import type { LoadedConfiguration, LoadOptions } from '../configuration.js';
import { consoleLines } from '../console-lines.js';
import { installedImages } from '../installed-images.js';
import { interrupted } from '../interrupted.js';
import { printable } from '../printable.js';
import { countText, hasErrors, problemText } from '../problem-text.js';
import { styleFor } from '../terminal-style.js';
import { describeFailedCell } from '../failed-cell.js';
import { describeFailure } from '../refused-request.js';

/** A configuration without an error, ready for the hypervisor. */
interface SoundConfiguration {
  readonly name: string;
  readonly image: Uint8Array;
  readonly loaded: LoadedConfiguration;
}

export const run: Command = {
  words: ['run'],
  summary: 'run cells on the hypervisor under QEMU; Ctrl-C shuts them down',
  details: [
    'Nothing is started while a configuration has an error. The run ends on Ctrl-C, or with ' +
      '--lines once each cell has printed so many lines, shut down or failed, by destroying the ' +
      'cells and disabling the hypervisor.',
  ],
  arguments: [
    {
      name: 'system',
      describe: "the system's configuration, .c or .cell",
      least: 1,
      most: 1,
      completion: configurationFiles,
    },
  ],
  options: [
    {
      long: 'cell',
      value: { name: 'file', completion: configurationFiles },
      repeatable: true,
      describe: "a cell's configuration, .c or .cell (repeatable)",
    },
    {
      long: 'image',
      value: {
        name: 'file[@address]',
        completion: { kind: 'file', extensions: ['.bin', '.elf'] },
      },
      repeatable: true,
      describe: 'the image of the cell before it: flat, flat at an address, or ELF (repeatable)',
    },
    ...sourceOptions,
    {
      long: 'lines',
      value: { name: 'n' },
      describe: 'end once each cell has printed n lines, shut down or failed',
    },
    { long: 'wire', describe: 'show also what crosses the UART, all consoles mixed' },
  ],
  examples: [
    {
      does: 'the UART demo until Ctrl-C',
      command:
        'cellblock run configs/arm64/qemu-arm64.c --cell configs/arm64/qemu-arm64-inmate-demo.c ' +
        '--image hypervisor/out/arm64/inmates/uart-demo.bin',
    },
  ],
  run: runSystem,
};

async function runSystem(given: Arguments): Promise<undefined> {
  const [files, imageFiles] = [given.values('cell'), given.values('image')];
  const enough = parseCount(given.value('lines'));
  if (files.length !== imageFiles.length) {
    throw new CommandFailure(
      `each --cell needs its --image: ${files.length} cells, ${imageFiles.length} images`,
      USAGE,
    );
  }
  const [system, ...cells] = loadSound([...given.positionals, ...files], loadOptionsOf(given));
  if (system === undefined) throw new CommandFailure('no system', USAGE);
  const images = imageFiles.map(readImage);

  const engine = await spawnHost().catch((error: unknown) => asCommandFailure(error));
  const lines = showConsoles(engine, system, cells, given.has('wire'));
  const end = endOfRun(engine, cells, (name) => lines.count(name), enough);
  try {
    await engine.boot({ system: system.image, images: installedImages() });
    await engine.enable();
    const ids = await runCells(engine, cells, images, end);
    lines.flush();
    await reportFailures(engine, [system, ...cells]);
    await endAll(engine, ids);
  } catch (error) {
    return asCommandFailure(error, [system, ...cells]);
  } finally {
    await engine.dispose();
    lines.flush();
  }
}

function asCommandFailure(
  error: unknown,
  configurations: readonly SoundConfiguration[] = [],
): never {
  if (error instanceof EngineFailure) {
    const members = configurations.map(({ loaded }) => loaded);
    throw new CommandFailure(describeFailure(error, members));
  }
  if (error instanceof TargetFailure) throw new CommandFailure(error.message);
  throw error;
}

/** Prints every problem; with an error among them nothing is run. */
function loadSound(files: readonly string[], options: LoadOptions): SoundConfiguration[] {
  const loader = configurationLoader(options);
  const members = files.map(loader.load);
  const board = boardOf(
    members.find(({ config }) => config?.kind === 'system'),
    [],
  );
  const problems = [
    ...members.flatMap((member) => member.problems),
    ...checkTogether(members, { launchSet: true, ...(board && { board: board.facts }) }),
  ];
  const style = styleFor(process.stderr);
  for (const problem of problems) {
    console.error(problemText(problem, { style, textOf: loader.textOf }).join('\n'));
  }
  if (hasErrors(problems)) {
    throw new CommandFailure(`not run: ${countText(problems) ?? ''} in the configurations`);
  }
  return members.map((member, index) => {
    const kind = index === 0 ? 'system' : 'cell';
    if (member.config?.kind !== kind || member.image === undefined) {
      throw new CommandFailure(
        `${member.file} is not the configuration of a ${kind}; give one system first, then its cells by --cell`,
        USAGE,
      );
    }
    return { name: nameOf(member), image: member.image, loaded: member };
  });
}

function showConsoles(
  engine: EngineClient,
  system: SoundConfiguration,
  cells: readonly SoundConfiguration[],
  wire: boolean,
): ReturnType<typeof consoleLines> {
  const names = ['hypervisor', ...[system, ...cells].map(({ name }) => name)];
  const lines = consoleLines(Math.max(...names.map((name) => name.length)), (line) => {
    process.stdout.write(`${line}\n`);
  });
  engine.onConsole(({ console: name, cellId, bytes }) => {
    if (wire || cellId !== undefined || name !== 'uart0') lines.write(name, bytes);
  });
  return lines;
}

/** Starts the cells and returns their ids at the end of the run, or on Ctrl-C. */
async function runCells(
  engine: EngineClient,
  cells: readonly SoundConfiguration[],
  images: readonly (readonly LoadImage[])[],
  end: EndOfRun,
): Promise<number[]> {
  const interruption = interrupted();
  const stopping = interruption.promise.then(() => {
    console.error('cellblock: shutting down; Ctrl-C again ends the machine at once');
  });
  try {
    const ids: number[] = [];
    for (const [index, cell] of cells.entries()) {
      const id = await engine.createCell(cell.image);
      ids.push(id);
      await engine.loadCell(id, images[index] ?? []);
      await engine.startCell(id);
      end.started(cell.name);
    }
    const failure = await Promise.race([end.reached, stopping]);
    if (failure) throw failure;
    return ids;
  } finally {
    interruption.dispose();
  }
}

interface EndOfRun {
  /** Once every cell has shown enough or is over; a failure when the machine ends. */
  readonly reached: Promise<CommandFailure | undefined>;
  /** This cell runs from now on: before, every cell is shut down. */
  started(name: string): void;
}

/** Watches from the start: a cell may be done before the last one has been started. */
function endOfRun(
  engine: EngineClient,
  cells: readonly SoundConfiguration[],
  linesOf: (name: string) => number,
  enough: number | undefined,
): EndOfRun {
  const waiting = new Set(cells.map(({ name }) => name));
  const started = new Set<string>();
  let known: readonly CellInformation[] = [];
  let resolve: (failure: CommandFailure | undefined) => void = () => undefined;
  const reached = new Promise<CommandFailure | undefined>((settle) => (resolve = settle));
  const check = (): void => {
    const over = known.filter(({ name, state }) => started.has(name) && isOver(state));
    for (const { name } of over) waiting.delete(name);
    for (const name of waiting) {
      if (linesOf(name) >= (enough ?? Infinity)) waiting.delete(name);
    }
    if (enough !== undefined && waiting.size === 0) resolve(undefined);
  };
  engine.onEnded((detail) => {
    resolve(new CommandFailure(`the machine ended: ${detail}`));
  });
  engine.onConsole(check);
  engine.onCellsChanged((list) => {
    known = list;
    check();
  });
  return {
    reached,
    started(name) {
      started.add(name);
      check();
    },
  };
}

function isOver(state: CellState): boolean {
  return state === 'failed' || state === 'comm ABI mismatch' || state === 'shut down';
}

async function reportFailures(
  engine: EngineClient,
  configurations: readonly SoundConfiguration[],
): Promise<void> {
  const members = configurations.map(({ loaded }) => loaded);
  const cpus = await engine.cpuInformation();
  for (const cell of await engine.listCells()) {
    for (const text of describeFailedCell(cell, cpus, members)) console.log(printable(text));
  }
}

/** The orderly end: cells in reverse, then the hypervisor itself. */
async function endAll(engine: EngineClient, ids: readonly number[]): Promise<void> {
  for (const id of [...ids].reverse()) await engine.destroyCell(id);
  await engine.disable();
}

function parseCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9][0-9]{0,8}$/.test(text)) {
    throw new CommandFailure(`--lines wants a number from 1, not '${text}'`, USAGE);
  }
  return Number(text);
}
