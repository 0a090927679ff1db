// SPDX-License-Identifier: MIT
// Why enabling the hypervisor can fail.
import { cpusOf } from '../../config.js';
import { configRevision } from '../../constants.js';
import { formatHex, formatRange } from '../../format.js';
import { isX86, systemPath } from '../scene.js';
import type { Scene } from '../scene.js';
import type { Reason, Verdict } from './reason.js';
import { brokenLinks } from './shared-memory-links.js';

export const enableReasons: readonly Reason[] = [
  {
    errno: 'EINVAL',
    topic: 'driver',
    title: 'the configuration has another revision than the hypervisor',
    explanation:
      'The driver compares signature, revision and architecture and says so in the kernel log. Compile the configuration with the headers of the hypervisor that runs, or convert the .cell file.',
    applies: ({ system }) => {
      if (!system) return undefined;
      const { revision } = system.config.system;
      return revision === configRevision
        ? { likelihood: 'possible', at: systemPath(system, 'revision') }
        : {
            likelihood: 'likely',
            at: systemPath(system, 'revision'),
            detail: `It has revision ${revision}; the current one is ${configRevision}.`,
          };
    },
  },
  {
    errno: 'EINVAL',
    topic: 'driver',
    title: "the hypervisor's memory is not reserved",
    explanation:
      'The driver asks Linux for the range, and Linux has it in use: the kernel log says "request_mem_region failed". Reserve it before Linux starts.',
    applies: (scene) => reservation(scene),
  },
  {
    errno: 'EINVAL',
    topic: 'cpu',
    title: "the root cell's CPUs are not exactly those on line",
    explanation:
      'Bring all CPUs on line before enabling, or make .cpus what the machine has (nproc; nr_cpus= and isolcpus= in the command line matter; threads count as CPUs).',
    applies: ({ members }) => {
      const [root] = members.filter(({ isRoot }) => isRoot);
      return (
        root && {
          likelihood: 'likely',
          at: root.path('cpuSet'),
          detail: `The configuration has CPUs ${cpusOf(root.cell).join(', ') || 'none'}.`,
        }
      );
    },
  },
  {
    errno: 'EINVAL',
    topic: 'driver',
    title: "the hypervisor's memory is too small for its image and the configuration",
    explanation:
      'Image, an area for every CPU and the configuration have to fit with room for page tables; 4 MiB are enough for four CPUs, 6 MiB for most boards.',
    applies: ({ system }) => {
      if (!system) return undefined;
      const { size } = system.config.system.hypervisorMemory;
      return {
        likelihood: size < 0x100000n ? 'certain' : size < 0x400000n ? 'likely' : 'possible',
        at: systemPath(system, 'hypervisorMemory', 'size'),
        detail: `It has ${formatHex(size)} bytes.`,
      };
    },
  },
  {
    errno: 'EINVAL',
    topic: 'driver',
    title: 'the register of the console clock cannot be mapped',
    explanation:
      'The kernel log says "Unable to map clock register". Correct .clock_reg, or leave it out.',
    applies: ({ system }) => {
      const address = system?.config.system.debugConsole.clockReg ?? 0n;
      if (!system || address === 0n) return { likelihood: 'excluded' };
      return {
        likelihood: 'possible',
        at: systemPath(system, 'debugConsole', 'clockReg'),
        detail: `It is ${formatHex(address)}.`,
      };
    },
  },
  {
    errno: 'EINVAL',
    topic: 'console',
    title: 'the debug console cannot be mapped',
    explanation: 'Its size must not be 0, its type must be known, and its address not over memory.',
    applies: ({ system }) => {
      if (!system) return undefined;
      const { type, size, flags } = system.config.system.debugConsole;
      if (type === 0) return { likelihood: 'excluded' };
      return {
        likelihood: (flags & 1) !== 0 && size === 0 ? 'certain' : 'possible',
        at: systemPath(system, 'debugConsole'),
      };
    },
  },
  {
    errno: 'EINVAL',
    topic: 'ivshmem',
    title: 'a shared-memory device names regions that are not there',
    explanation:
      'shmem_regions_start, state table, read/write section and an output section for each peer have to be within the memory regions, and shmem_dev_id below shmem_peers.',
    applies: (scene) => brokenLinks(scene, true),
  },
  {
    errno: 'EINVAL',
    topic: 'irqchip',
    title: 'an irqchip has an impossible pin_base',
    explanation: 'On Arm it is a multiple of 32 from 32 to 896, on x86 0.',
  },
  {
    errno: 'EINVAL',
    topic: 'iommu',
    title: 'the interrupt limit of VT-d is too large, or an IOMMU cannot be used as described',
    explanation: 'vtd_interrupt_limit has to be below 65536; stream ids have to fit the SMMU.',
    applies: (scene) => (isX86(scene) === undefined ? undefined : vtdLimit(scene)),
  },
  {
    errno: 'EBUSY',
    topic: 'driver',
    title: 'the hypervisor is enabled already',
    explanation: 'Disable it first, or go on with it.',
  },
  {
    errno: 'EBUSY',
    topic: 'iommu',
    title: 'Linux uses the IOMMU or virtualisation itself',
    explanation: 'Boot with intel_iommu=off (or amd_iommu=off), and unload kvm before enabling.',
  },
  {
    errno: 'EBUSY',
    topic: 'ivshmem',
    title: 'two devices of the root cell have the same place of a shared-memory link',
    explanation: 'Devices with the same bdf are linked; their shmem_dev_id must differ.',
  },
  {
    errno: 'ENODEV',
    topic: 'hardware',
    title: 'virtualisation is missing or switched off',
    explanation:
      'On Arm, Linux has to be started in HYP mode or EL2 (boot loader, TF-A); on x86 VT-x or SVM has to be on in the firmware, IOMMU and interrupt remapping, too. The kernel log names what is missing.',
  },
  {
    errno: 'ENODEV',
    topic: 'irqchip',
    title: 'the interrupt controller is not the one that platform_info describes',
    explanation: 'Compare gic_version and the addresses with the device tree.',
    applies: (scene) =>
      scene.system && isX86(scene) === false
        ? {
            likelihood: 'likely',
            at: systemPath(scene.system, 'platformInfo', 'arm', 'gicVersion'),
          }
        : { likelihood: 'excluded' },
  },
  {
    errno: 'ENOMEM',
    topic: 'memory',
    title: "the hypervisor's memory is too small for its page tables",
    explanation:
      'Each 2 MiB that are not mapped congruently take a table of 4 KiB, twice with an IOMMU. Enlarge .hypervisor_memory, or align large regions to 2 MiB.',
    applies: ({ system }) =>
      system && { likelihood: 'likely', at: systemPath(system, 'hypervisorMemory', 'size') },
  },
  {
    errno: 'ENOMEM',
    topic: 'driver',
    title: 'Linux has no room to map the memory of the hypervisor',
    explanation: 'On 32-bit Arm, boot with vmalloc=512M.',
  },
  {
    errno: 'ENOENT',
    topic: 'driver',
    title: 'the image of the hypervisor is not installed',
    explanation: 'Install it where Linux looks for firmware: /lib/firmware/jailhouse*.bin.',
  },
  {
    errno: 'EIO',
    topic: 'hardware',
    title: 'the CPU or an interrupt controller lacks what the hypervisor needs',
    explanation:
      'Run the hardware check of the tools. I/O APICs have at most 120 pins, xAPICs flat logical destinations.',
  },
  {
    errno: 'ERANGE',
    topic: 'irqchip',
    title: 'there are more I/O APICs or larger APIC ids than supported',
    explanation: 'APIC ids have to be below 255; use fewer I/O APICs in .irqchips.',
  },
  {
    errno: 'E2BIG',
    topic: 'iommu',
    title: 'a memory region reaches beyond what the IOMMU can address',
    explanation: 'VT-d units with 39 bits reach up to 512 GiB.',
  },
  {
    errno: 'ENOSYS',
    topic: 'iommu',
    title: 'interrupt remapping of AMD IOMMUs is not supported',
    explanation: 'Leave PCI devices with MSI out of other cells than the root cell.',
  },
  {
    errno: 'EPERM',
    topic: 'driver',
    title: 'the tool was not started as root',
    explanation: 'Only root may open /dev/jailhouse.',
  },
  {
    errno: 'EFAULT',
    topic: 'driver',
    title: 'the .cell file is shorter than its counts say',
    explanation:
      'Compile it again, and copy it whole; let the counts be ARRAY_SIZE() of the arrays.',
  },
];

export function reservation(scene: Scene): Verdict | undefined {
  const { system } = scene;
  if (!system) return undefined;
  const { physStart, size } = system.config.system.hypervisorMemory;
  const how =
    isX86(scene) === true
      ? `Boot with memmap=${formatHex(size)}$${formatHex(physStart)}; in a GRUB script the dollar is written \\\\\\$.`
      : `Reserve it in the device tree (/reserved-memory with no-map), or end Linux' memory below it with mem=.`;
  return {
    likelihood: 'likely',
    at: systemPath(system, 'hypervisorMemory'),
    detail: `The range is ${formatRange(physStart, size)}. ${how} Memory for cells that lies outside needs the same.`,
  };
}

function vtdLimit(scene: Scene): Verdict | undefined {
  const { system } = scene;
  if (!system) return undefined;
  if (isX86(scene) !== true) return { likelihood: 'possible' };
  const limit = system.config.system.platformInfo.x86.vtdInterruptLimit;
  return {
    likelihood: limit >= 65536 ? 'certain' : 'possible',
    at: systemPath(system, 'platformInfo', 'x86', 'vtdInterruptLimit'),
    detail: `The limit is ${limit}.`,
  };
}
