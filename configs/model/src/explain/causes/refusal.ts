// SPDX-License-Identifier: MIT
// A request that the hypervisor refused, with its reason: which line of which
// configuration it means.
import { cpusOf } from '../../config.js';
import { formatHex, formatRange } from '../../format.js';
import { hasFlag, intersection } from '../../memory-regions.js';
import type { AddressRange } from '../../memory-regions.js';
import type { ModelPath, RelatedPlace } from '../../problem.js';
import type { Cause, Findings } from '../cause.js';
import { ranked } from '../cause.js';
import type { RefusalFault } from '../fault.js';
import { addFlags } from '../fixes.js';
import { wordOfInterrupt } from '../interrupt-bits.js';
import { knownDevices } from '../known-devices.js';
import { refusals } from '../refusals.js';
import { regionPath, regionsByPhysical, systemPath } from '../scene.js';
import type { PlacedRegion, Scene, SceneMember } from '../scene.js';
import { regionLabel } from './access-words.js';
import { operationName } from './operations.js';
import { predictedCauses } from './predicted.js';

export function explainRefusal(fault: RefusalFault, scene: Scene): Findings {
  const words = refusals[fault.reason];
  const { errno = words?.errno } = fault;
  const operation = fault.operation ?? scene.operation;
  const request = operation === undefined ? 'The request' : operationName(operation);
  const number = fault.index === undefined ? '' : ` ${fault.index}`;
  const subject =
    words?.subject === undefined ? '' : `${number === '' ? 'a ' : ''}${words.subject}${number} `;
  const asked = fault.asked ? `(${rangeText(fault.asked)}) ` : '';
  const held = fault.holder ? `: ${rangeText(fault.holder)}` : '';
  const text = words
    ? `${subject}${asked}${words.text}${held}`
    : 'for a reason that is not known here';
  const happened = `${request} was refused: ${text} (${fault.reason}${errno ? `, ${errno}` : ''}).`;
  const predicted = predictedCauses(scene, {
    reason: fault.reason,
    ...(operation && { operation }),
  });
  const elements = new Set(predicted.map(({ at }) => elementOf(at)));
  const causes = [
    ...placed(fault, scene).filter(({ at }) => at === undefined || !elements.has(elementOf(at))),
    ...predicted,
  ];
  return { happened: [happened], causes: ranked(causes.length > 0 ? causes : inGeneral(fault)) };
}

/** The element that a path leads into: a check may name another field of it. */
function elementOf(at: ModelPath | undefined): string {
  return [at?.config, ...(at?.steps.slice(0, 3) ?? [])].join('/');
}

function inGeneral({ reason }: RefusalFault): Cause[] {
  const words = refusals[reason];
  return words
    ? [
        {
          title: `${words.subject === undefined ? '' : `the ${words.subject} `}${withoutStop(words.text)}`,
          likelihood: 'likely',
          explanation: words.remedy,
        },
      ]
    : [];
}

/** From index and ranges to the elements that they mean. */
function placed(fault: RefusalFault, scene: Scene): Cause[] {
  switch (refusals[fault.reason]?.subject) {
    case 'memory region':
      return regionCauses(fault, scene);
    case 'CPU':
      return cpuCauses(fault, scene);
    case 'interrupt':
      return interruptCauses(fault, scene);
    case 'irqchip entry':
      return candidates(scene, fault).flatMap((member) =>
        fault.index !== undefined && member.cell.irqchips[fault.index] !== undefined
          ? [cause(fault, { at: member.path('irqchips', fault.index) })]
          : [],
      );
    case undefined:
      return sizeCauses(fault, scene);
  }
}

/** The cells that a request can have been about: of creating, all but the root cell. */
function candidates({ members, subject, operation }: Scene, fault: RefusalFault): SceneMember[] {
  const asked = fault.operation ?? operation;
  const isEnable = asked === 'enable';
  if (subject && !isEnable) return [subject];
  return members.filter(({ isRoot }) => (isEnable ? isRoot : !isRoot));
}

function cause(fault: RefusalFault, more: Partial<Cause>): Cause {
  const words = refusals[fault.reason];
  return {
    title: withoutStop(words?.text ?? fault.reason),
    likelihood: 'certain',
    explanation: words?.remedy ?? '',
    ...more,
  };
}

function regionCauses(fault: RefusalFault, scene: Scene): Cause[] {
  const { index, asked, holder } = fault;
  const regions = candidates(scene, fault)
    .flatMap(regionsByPhysical)
    .filter((region) => isMeant(region, index, asked));
  return regions.map((region): Cause => {
    const related = holder ? holders(scene, region, holder) : [];
    const canShare =
      fault.reason === 'REFUSAL_REGION_OWNED' && !hasFlag(region.region, 'ROOTSHARED');
    return cause(fault, {
      title: `${regionLabel(region)} ${withoutStop(refusals[fault.reason]?.text ?? '')}`,
      at: regionPath(region, 'physStart'),
      ...(related.length > 0 && { related }),
      ...(canShare && { fix: addFlags(region, ['ROOTSHARED']) }),
    });
  });
}

function isMeant(
  { index, region }: PlacedRegion,
  wanted: number | undefined,
  asked: AddressRange | undefined,
): boolean {
  if (wanted !== undefined && index !== wanted) return false;
  return asked === undefined || region.physStart === asked.start;
}

/** Whose the other range is. */
function holders(scene: Scene, asking: PlacedRegion, holder: AddressRange): RelatedPlace[] {
  const regions = scene.members
    .filter((member) => member !== asking.member)
    .flatMap(regionsByPhysical)
    .filter(({ range }) => intersection(range, holder) !== undefined)
    .map((region) => ({
      at: regionPath(region),
      message: `${regionLabel(region)} is ${rangeText(region.range)}.`,
    }));
  const devices = knownDevices(scene)
    .filter(({ range, at }) => at !== undefined && intersection(range, holder) !== undefined)
    .flatMap(({ name, range, at }) =>
      at ? [{ at, message: `Here is ${name}, ${rangeText(range)}.` }] : [],
    );
  const own = scene.system?.config.system.hypervisorMemory;
  const hypervisor =
    scene.system &&
    own &&
    intersection({ start: own.physStart, end: own.physStart + own.size }, holder) !== undefined
      ? [
          {
            at: systemPath(scene.system, 'hypervisorMemory'),
            message: `The hypervisor's memory is ${formatRange(own.physStart, own.size)}.`,
          },
        ]
      : [];
  return [...hypervisor, ...devices, ...regions].slice(0, 4);
}

function cpuCauses(fault: RefusalFault, scene: Scene): Cause[] {
  const { index } = fault;
  if (index === undefined) return [];
  return candidates(scene, fault)
    .filter(({ cell }) => cpusOf(cell).includes(index))
    .map((member) => {
      const others = scene.members.filter(
        (other) => other !== member && !other.isRoot && cpusOf(other.cell).includes(index),
      );
      return cause(fault, {
        title: `CPU ${index} of ${member.title} ${withoutStop(refusals[fault.reason]?.text ?? '')}`,
        at: member.path('cpuSet', index >> 3),
        related: others.map((other) => ({
          at: other.path('cpuSet', index >> 3),
          message: `Cell ${other.title} wants CPU ${index}, too: if it exists, it has it.`,
        })),
      });
    });
}

function interruptCauses(fault: RefusalFault, scene: Scene): Cause[] {
  const { index } = fault;
  if (index === undefined) return [];
  const places = scene.members
    .filter(({ isRoot }) => !isRoot)
    .flatMap((member) =>
      member.cell.irqchips.flatMap((irqchip, number) => {
        const word = wordOfInterrupt(irqchip, index);
        return word === undefined
          ? []
          : [{ member, at: member.path('irqchips', number, 'pinBitmap', word) }];
      }),
    );
  return places.slice(0, 1).map(({ member, at }) =>
    cause(fault, {
      title: `interrupt ${index} of ${member.title} ${withoutStop(refusals[fault.reason]?.text ?? '')}`,
      at,
      related: places.slice(1).map((other) => ({
        at: other.at,
        message: `Cell ${other.member.title} has interrupt ${index}, too.`,
      })),
    }),
  );
}

function sizeCauses(fault: RefusalFault, scene: Scene): Cause[] {
  const { system } = scene;
  if (fault.reason === 'REFUSAL_OUT_OF_MEMORY' && system) {
    const { size } = system.config.system.hypervisorMemory;
    return [
      cause(fault, {
        explanation: `${refusals[fault.reason]?.remedy ?? ''} It has ${formatHex(size)} bytes now.`,
        at: systemPath(system, 'hypervisorMemory', 'size'),
      }),
    ];
  }
  if (fault.reason === 'REFUSAL_CPUS_NOT_ONLINE') {
    return scene.members
      .filter(({ isRoot }) => isRoot)
      .map((root) =>
        cause(fault, {
          explanation: `The configuration has CPUs ${cpusOf(root.cell).join(', ')}. ${refusals[fault.reason]?.remedy ?? ''}`,
          at: root.path('cpuSet'),
        }),
      );
  }
  return [];
}

function rangeText({ start, end }: AddressRange): string {
  return formatRange(start, end - start);
}

function withoutStop(text: string): string {
  return text.replace(/\.$/, '');
}
