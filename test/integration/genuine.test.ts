// SPDX-License-Identifier: MIT
// Proof that nothing along the thread is staged: what a console shows comes
// from guest code, and that code runs behind the stage 2 of our hypervisor.
import assert from 'node:assert/strict';
import { demoImage, loadCell, startSystem, type LiveSystem } from './live-system.js';
import { changed } from './made-cells.js';
import { stage2Leaf } from './stage2-leaf.js';

const compiled = (name: string): Uint8Array => changed(`configs/arm64/${name}.c`);

/** The image with one string replaced by another of the same length. */
function withText(image: Uint8Array, from: string, to: string): Uint8Array {
  assert.equal(from.length, to.length);
  const copy = Buffer.from(image);
  const at = copy.indexOf(from);
  assert.ok(at >= 0, `the image does not contain '${from}'`);
  copy.write(to, at);
  return copy;
}

describe('A cell on the hypervisor', () => {
  let system: LiveSystem;
  beforeEach(async () => {
    system = await startSystem(compiled('qemu-arm64'));
  });
  afterEach(() => system.dispose());

  it('says what its image says: another string there is another text here', async () => {
    const image = withText(demoImage('uart-demo'), 'Hello', 'Howdy');
    const id = await loadCell(system, compiled('qemu-arm64-inmate-demo'), image);
    await system.engine.startCell(id);
    await system.waitForText('inmate-demo', 'Howdy 2 from cell!');
    assert.doesNotMatch(system.textOf('inmate-demo'), /Hello/);
  });

  it('stands on its stage 2: with one entry broken it is parked at its first instruction', async () => {
    const { engine } = system;
    const id = await loadCell(system, compiled('qemu-arm64-inmate-demo'), demoImage('uart-demo'));
    const [cell] = (await engine.listCells()).filter((candidate) => candidate.id === id);
    assert.ok(cell);
    const leaf = await stage2Leaf(engine.target, cell.vttbr, 0n);
    await engine.target.writeMemory({ kind: 'physical' }, leaf, new Uint8Array(8));

    await engine.startCell(id);
    await system.waitForCells('the cell to fail', (cells) =>
      cells.some(({ name, state }) => name === 'inmate-demo' && state === 'failed'),
    );
    const exit = (await engine.cpuInformation()).find(({ cpu }) => cpu === 1)?.lastExit;
    assert.equal(exit?.reason, 'violation');
    assert.equal(exit.fetch, true);
    assert.equal(exit.address, 0n);
    assert.equal(system.textOf('inmate-demo'), '');
  });

  it('is parked by the access that no region covers, and the others run on', async () => {
    const { engine } = system;
    const demo = await loadCell(system, compiled('qemu-arm64-inmate-demo'), demoImage('uart-demo'));
    await engine.startCell(demo);
    const bounds = await loadCell(
      system,
      compiled('qemu-arm64-bounds-demo'),
      demoImage('bounds-demo'),
    );
    await engine.startCell(bounds);
    await system.waitForCells('bounds-demo to fail', (cells) =>
      cells.some(({ name, state }) => name === 'bounds-demo' && state === 'failed'),
    );
    const exit = (await engine.cpuInformation()).find(({ cpu }) => cpu === 3)?.lastExit;
    assert.equal(exit?.reason, 'violation');
    assert.equal(exit.address, 0x50000000n);

    const before = system.textOf('inmate-demo').length;
    await system.waitForText('inmate-demo', nextHello(system.textOf('inmate-demo')));
    assert.ok(system.textOf('inmate-demo').length > before);
  });

  it('gives back what it took: after rounds of its life root has all CPUs again', async () => {
    const { engine } = system;
    const config = compiled('qemu-arm64-inmate-demo');
    assert.deepEqual(await engine.listCells().then((cells) => cells.map(({ name }) => name)), [
      'qemu-arm64',
    ]);
    for (let round = 0; round < 5; round++) {
      const id = await loadCell(system, config, demoImage('uart-demo'));
      await engine.startCell(id);
      await engine.shutdownCell(id);
      await engine.destroyCell(id);
    }
    const cells = await engine.listCells();
    assert.deepEqual(
      cells.map(({ cpus }) => cpus),
      [[0, 1, 2, 3]],
    );
    await engine.disable();
  });
});

/** The greeting after the last one that is complete. */
function nextHello(text: string): string {
  const numbers = [...text.matchAll(/Hello (\d+) from cell!/g)].map((match) => Number(match[1]));
  return `Hello ${Math.max(0, ...numbers) + 2} from cell!`;
}
