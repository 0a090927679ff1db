// SPDX-License-Identifier: MIT
// Files about a board take part in the diagnostics of its configurations.
import assert from 'node:assert/strict';
import { editorWith, pathOf, textOf } from './editor.test-support.js';
import { diagnosticsOf } from './features/diagnostics.js';

const system = 'configs/arm64/qemu-arm64.c';
const tree = 'configs/arm64/qemu-arm64.dts';

function source(distributor: string): string {
  return `/dts-v1/;
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	interrupt-controller@${distributor} {
		compatible = "arm,gic-v3";
		interrupt-controller;
		#interrupt-cells = <3>;
		reg = <0x${distributor} 0x10000>, <0x80a0000 0xf60000>;
	};
};
`;
}

describe('Files about a board', () => {
  it('are taken into account where they are beside a system, and again when they change', () => {
    const { analysis, documents, workspace } = editorWith({
      [system]: textOf(system),
      [tree]: source('8000000'),
    });
    const ids = (): string[] =>
      diagnosticsOf(analysis, workspace, pathOf(system)).map(({ id }) => id);
    assert.ok(!ids().includes('gic-differs-from-board'));
    documents.set(pathOf(tree), source('7000000'));
    assert.ok(ids().includes('gic-differs-from-board'));
    assert.deepEqual(analysis.dependents(pathOf(tree)), [pathOf(system)]);
    documents.close(pathOf(tree));
    assert.ok(!ids().includes('gic-differs-from-board'));
  });

  it('that are damaged are told at the top of the system', () => {
    const { analysis, workspace } = editorWith({
      [system]: textOf(system),
      [tree]: '/dts-v1/;\n/ { a = <1; };\n',
    });
    const found = diagnosticsOf(analysis, workspace, pathOf(system));
    const told = found.filter(({ id }) => id === 'board-file');
    assert.match(told[0]?.message ?? '', /^qemu-arm64\.dts, line 2: /);
    assert.equal(told[0]?.range.start.line, 0);
  });
});
