// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { readLaunchArguments } from './launch-arguments.js';

const least = { system: 's.c', cell: 'c.c', image: 'i.elf' };

function problems(given: unknown): string {
  return (readLaunchArguments(given).problems ?? []).join('; ');
}

describe('launch arguments', () => {
  it('need three paths and have defaults for the rest', () => {
    const { arguments: read } = readLaunchArguments(least) as { arguments: object };
    const { system, cell, image } = least;
    assert.deepEqual(read, {
      ...{ system, cell, image, imageAddress: 0n, stopOnEntry: false },
      ...{ includePaths: [], consoles: true },
    });
  });

  it('name what is missing or wrong', () => {
    assert.equal(problems({ ...least, cell: undefined }), '"cell" is missing');
    assert.match(problems({ ...least, image: '  ' }), /"image": must not be empty/);
    assert.match(
      problems({ ...least, imageAddress: 'high' }),
      /"imageAddress": must be an address/,
    );
    assert.match(problems({ ...least, exits: ['interrupts'] }), /"exits\.0"/);
    assert.match(problems({ ...least, stopOnEntry: 'yes' }), /"stopOnEntry"/);
    assert.notEqual(problems(undefined), '');
  });

  it('take addresses as numbers and as text', () => {
    const addressOf = (imageAddress: unknown): unknown => {
      const reading = readLaunchArguments({ ...least, imageAddress });
      return reading.problems ?? reading.arguments.imageAddress;
    };
    assert.equal(addressOf(4096), 4096n);
    assert.equal(addressOf('0x40000000'), 0x40000000n);
    assert.equal(addressOf('0xffffffffffffffff'), 0xffffffffffffffffn);
  });

  it('pass over what belongs to the client', () => {
    assert.equal(problems({ ...least, type: 'cellblock', __sessionId: 'x' }), '');
  });

  it('are read whatever is given', () => {
    fc.assert(
      fc.property(fc.anything(), (given) => {
        const reading = readLaunchArguments(given);
        assert.ok(reading.problems ? reading.problems.length > 0 : reading.arguments.system !== '');
      }),
    );
  });
});
