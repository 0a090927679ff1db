// SPDX-License-Identifier: MIT
// What a cell says of itself in its communication region is what clients see.
import { changed, PASSIVE, program } from './made-cells.js';
import { loadCell, startSystem, type LiveSystem } from './live-system.js';

/** Writes a state into the communication region and sleeps. */
const saying = (state: number): Uint8Array =>
  program(
    0xd2b00000, // mov x0, #0x80000000
    0x52800001 | (state << 5), // mov w1, #state
    0xb9000801, // str w1, [x0, #8]
    0xd503207f, // wfi
    0x17ffffff, // b to the wfi
  );

describe('The state of a cell', () => {
  let system: LiveSystem;
  beforeEach(async () => {
    system = await startSystem(changed('configs/arm64/qemu-arm64.c'));
  });
  afterEach(() => system.dispose());

  for (const [word, state] of [
    [1, 'running/locked'],
    [2, 'shut down'],
  ] as const) {
    it(`is '${state}' once the cell itself has said so`, async () => {
      const config = changed('configs/arm64/qemu-arm64-inmate-demo.c', PASSIVE);
      const id = await loadCell(system, config, saying(word));
      await system.engine.startCell(id);
      await system.waitForCells(`the cell to be ${state}`, (cells) =>
        cells.some((cell) => cell.id === id && cell.state === state),
      );
    });
  }
});
