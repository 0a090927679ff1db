// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as names from './value-names.js';

const include = fileURLToPath(new URL('../../include', import.meta.url));

/** By the prefix of the macros in the C headers. */
const tables: readonly (readonly [string, Readonly<Record<string, number>>])[] = [
  ['JAILHOUSE_CELL_', names.cellFlags],
  ['JAILHOUSE_SYS_', names.systemFlags],
  ['JAILHOUSE_CON_', names.consoleFlags],
  ['JAILHOUSE_CACHE_', { ...names.cacheTypes, ...names.cacheFlags }],
  ['JAILHOUSE_APIC_MODE_', names.apicModes],
  ['JAILHOUSE_SHMEM_PROTO_', names.shmemProtocols],
  ['JAILHOUSE_PCICAPS_', names.pciCapabilityFlags],
  ['JAILHOUSE_PCI_', { EXT_CAP: names.extendedCapability }],
  ['PCI_CAP_ID_', names.pciCapabilityIds],
  ['PCI_EXT_CAP_ID_', names.pciExtendedCapabilityIds],
];

describe('Names of values', () => {
  it('are the macros of the C headers', () => {
    const facts = tables.flatMap(([prefix, table]) =>
      Object.entries(table).map(
        ([name, value]) =>
          `_Static_assert(${prefix}${name} == ${value}, "${prefix}${name} is not ${value}");\n`,
      ),
    );
    assert.ok(facts.length > 60);
    const headers = '#include <jailhouse/cell-config.h>\n#include <jailhouse/pci_defs.h>\n';
    const gcc = spawnSync('gcc', ['-fsyntax-only', '-x', 'c', '-I', include, '-'], {
      input: headers + facts.join(''),
      encoding: 'utf8',
    });
    assert.equal(gcc.status, 0, gcc.stderr);
  });

  it('leave out no capability of the header', () => {
    const gcc = spawnSync('gcc', ['-dM', '-E', '-x', 'c', '-I', include, '-'], {
      input: '#include <jailhouse/pci_defs.h>\n',
      encoding: 'utf8',
    });
    const plain = gcc.stdout.match(/^#define PCI_CAP_ID_/gm)?.length;
    const extended = gcc.stdout.match(/^#define PCI_EXT_CAP_ID_/gm)?.length;
    assert.equal(plain, Object.keys(names.pciCapabilityIds).length);
    assert.equal(extended, Object.keys(names.pciExtendedCapabilityIds).length);
  });

  it('stand for single values, and unknown ones stay numbers', () => {
    assert.equal(names.valueName('consoleType', 3), 'PL011');
    assert.equal(names.valueName('iommuType', 77), '77');
  });

  it('stand for bits, and unknown ones come last as one number', () => {
    assert.deepEqual(names.bitNames('memory', 0x13n), ['READ', 'WRITE', 'IO']);
    assert.deepEqual(names.bitNames('cell', 0xc0000100), [
      'VIRTUAL_CONSOLE_PERMITTED',
      'VIRTUAL_CONSOLE_ACTIVE',
      '0x100',
    ]);
  });

  it('tell capabilities of PCI Express from the others', () => {
    assert.equal(names.capabilityName(0x11), 'MSIX');
    assert.equal(names.capabilityName(0x800d), 'EXT ACS');
    assert.equal(names.capabilityName(0x77), '0x77');
  });

  it('tell the protocols of shared memory with the device that they carry', () => {
    assert.equal(names.protocolName(1), 'VETH');
    assert.equal(names.protocolName(0x8001), 'VIRTIO_FRONT NET');
    assert.equal(names.protocolName(0xc003), 'VIRTIO_BACK CONSOLE');
    assert.equal(names.protocolName(0x4003), 'CUSTOM + 3');
    assert.equal(names.protocolName(0x7), '0x7');
  });
});
