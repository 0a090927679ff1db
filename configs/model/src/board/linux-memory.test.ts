// SPDX-License-Identifier: MIT
// Which memory Linux uses, and the very words that keep it away from a range.
import assert from 'node:assert/strict';
import { runChecks } from '../checks/index.js';
import { architectures } from '../constants.js';
import type { Problem } from '../problem.js';
import { sampleCell, sampleSystem } from '../sample-config.test-support.js';
import { mergeFacts } from './board-facts.js';
import { readBoardFile } from './read-board-file.js';

const MiB = 1n << 20n;
const RAM = 0xfn;

function problemsWith(files: Readonly<Record<string, string>>, architecture: number): Problem[] {
  const base = architecture === architectures.X86 ? 0n : 0x40000000n;
  const facts = Object.entries(files).map(([name, text]) => {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    return readBoardFile({ name, path: name, bytes }, () => undefined).facts;
  });
  const region = (from: bigint, size: bigint) => {
    return { physStart: base + from, virtStart: base + from, size, flags: RAM };
  };
  const system = sampleSystem({
    architecture,
    cpus: [0, 1],
    hypervisor: { physStart: base + 1000n * MiB, size: 24n * MiB },
    regions: [region(0n, 1000n * MiB)],
  });
  const cell = sampleCell({ architecture, cpus: [1], regions: [region(936n * MiB, 64n * MiB)] });
  return runChecks({ system, cells: [cell], board: mergeFacts(facts) }).filter(({ id }) =>
    id.endsWith('-not-reserved'),
  );
}

const tree = (memory: string): string => `/dts-v1/;
/ {
	#address-cells = <2>;
	#size-cells = <2>;
	memory@40000000 { device_type = "memory"; reg = ${memory}; };
};
`;
const oneGiB = tree('<0 0x40000000 0 0x40000000>');

const summary = (problems: readonly Problem[]) =>
  problems.map(({ id, severity }) => [id, severity]);

describe('The memory that Linux uses', () => {
  it('is all of it, and mem= takes the end away where that is what is needed', () => {
    const problems = problemsWith({ 'b.dts': oneGiB, 'b.cmdline': 'quiet' }, architectures.ARM64);
    assert.deepEqual(summary(problems).sort(), [
      ['cell-memory-not-reserved', 'error'],
      ['hypervisor-memory-not-reserved', 'error'],
    ]);
    for (const { message } of problems) {
      assert.match(message, /by b\.dts and b\.cmdline/);
      assert.match(message, /Start the kernel with mem=936M, or reserve it/);
    }
    const files = { 'b.dts': oneGiB, 'b.cmdline': 'mem=936M' };
    assert.deepEqual(problemsWith(files, architectures.ARM64), []);
    const less = { 'b.dts': oneGiB, 'b.cmdline': 'mem=1000M' };
    assert.deepEqual(summary(problemsWith(less, architectures.ARM64)), [
      ['cell-memory-not-reserved', 'error'],
    ]);
  });

  it('is what the device tree says as long as no command line is known, with less certainty', () => {
    assert.deepEqual(summary(problemsWith({ 'b.dts': oneGiB }, architectures.ARM64)).sort(), [
      ['cell-memory-not-reserved', 'information'],
      ['hypervisor-memory-not-reserved', 'warning'],
    ]);
  });

  it('is reserved by a node in the device tree where more than its end is needed', () => {
    const large = tree('<0 0x40000000 0 0x40000000>, <1 0 0 0x40000000>');
    const [problem] = problemsWith({ 'b.dts': large }, architectures.ARM64);
    assert.ok(
      problem?.message.includes(
        'jailhouse@7a800000 { reg = <0x0 0x7a800000 0x0 0x5800000>; no-map; };',
      ),
      problem?.message,
    );
  });

  it('is reserved by memmap= on x86, which has to say where', () => {
    const iomem = '00001000-3fffffff : System RAM\n';
    const files = { 'b.iomem': iomem, 'b.cmdline': 'quiet' };
    const [problem] = problemsWith(files, architectures.X86);
    assert.match(problem?.message ?? '', /memmap=88M\$0x3a800000 \(in GRUB's files \$ is written/);
    const mended = { 'b.iomem': iomem, 'b.cmdline': 'quiet memmap=88M$0x3a800000' };
    assert.deepEqual(problemsWith(mended, architectures.X86), []);
  });
});
