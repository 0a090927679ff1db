// SPDX-License-Identifier: MIT
// Random structs and unions: fields, bit-fields, nesting, arrays of arrays,
// packing and alignment in every place where a header may write them.
import { expression } from './expressions.test-support.js';
import type {
  IntegerShape,
  MemberShape,
  Program,
  RecordShape,
  Shape,
} from './program.test-support.js';

const fieldTypes = [
  '__u32',
  'u8',
  'u64',
  'u16',
  '__u64',
  's32',
  'unsigned long long',
  'int',
  'signed char',
  'const u32',
  'volatile unsigned short',
  'unsigned long int',
  'long',
  'bool',
  'char',
  '_Bool',
] as const;

const bitFieldTypes: readonly (readonly [string, number])[] = [
  ['__u8', 8],
  ['u32', 32],
  ['u16', 16],
  ['unsigned int', 32],
  ['int', 32],
  ['u64', 64],
  ['s16', 16],
  ['_Bool', 1],
];

/** A declaration without its ';', and what an initialiser needs to know of it. */
interface Written {
  readonly text: string;
  readonly members: readonly MemberShape[];
}

/** Define a record at file scope that can be named afterwards. */
export function defineRecord(program: Program, depth = 2): RecordShape {
  const { choices } = program;
  const keyword = choices.chance(12) ? 'union' : 'struct';
  const body = recordBody(program, keyword, depth);
  const form = choices.below(4);
  const tag = program.name('r');
  const alias = program.name('t');
  const named = form === 1 ? '' : ` ${tag}`;
  const { before, after } = attributes(program);
  const text = `${keyword}${before}${named} {\n${body.text}}${after}`;
  const lines = packed(
    program,
    form === 0
      ? `${text};`
      : form === 1 || form === 2
        ? `typedef ${text} ${alias};`
        : `typedef ${keyword} ${tag} ${alias};\n${text};`,
  );
  program.lines.push(lines);
  const spelling = form === 0 || (form > 1 && choices.chance(50)) ? `${keyword} ${tag}` : alias;
  const record: RecordShape = { kind: 'record', spelling, isUnion: keyword === 'union', ...body };
  program.records.push(record);
  return record;
}

/** Packing by pragma around some definitions. */
function packed({ choices }: Program, text: string): string {
  if (!choices.chance(6)) return text;
  const width = choices.pick([1, 2, 4]);
  if (choices.chance(50)) return `#pragma pack(push, ${width})\n${text}\n#pragma pack(pop)`;
  return `#pragma pack(${width})\n${text}\n#pragma pack()`;
}

/** In front of the tag and behind the brace. */
function attributes({ choices }: Program): { before: string; after: string } {
  const packing = choices.pick(['__packed__', 'packed']);
  switch (choices.below(7)) {
    case 0:
    case 1:
      return { before: '', after: ` __attribute__((${packing}))` };
    case 2:
      return { before: ` __attribute__((${packing}))`, after: '' };
    case 3:
      return { before: '', after: ` __attribute__((packed, aligned(${choices.pick([2, 4, 8])})))` };
    case 4:
      return { before: '', after: ` __attribute__((aligned(${choices.pick([4, 8, 16])})))` };
    default:
      return { before: '', after: '' };
  }
}

type RecordBody = Pick<RecordShape, 'members' | 'isNamedOnly'> & { readonly text: string };

export function recordBody(program: Program, keyword: string, depth: number): RecordBody {
  const { choices } = program;
  const isNamedOnly = keyword === 'struct' && choices.chance(12) && program.switches.length > 0;
  const written = choices.several(1, 5, () => member(program, depth));
  if (written.every(({ members }) => members.length === 0)) written.push(plain(program));
  const texts = written.map(({ text }) => `\t${text};\n`);
  if (isNamedOnly) texts.splice(choices.below(texts.length + 1), 0, missingMember(program));
  if (choices.chance(4)) texts.push(`\t_Static_assert(sizeof(u32) == 4, "size");\n`);
  return { text: texts.join(''), members: written.flatMap(({ members }) => members), isNamedOnly };
}

/** A member that a condition leaves out or not. */
function missingMember(program: Program): string {
  const { choices } = program;
  const condition = `${choices.pickFrom(program.switches) ?? '0'} ${choices.pick(['>', '==', '&'])} ${choices.below(5)}`;
  return `#if ${condition}\n\t${choices.pick(fieldTypes)} ${program.name('absent')};\n#endif\n`;
}

function member(program: Program, depth: number): Written {
  const { choices } = program;
  switch (choices.below(depth > 0 ? 12 : 8)) {
    case 0:
    case 1:
    case 2:
      return plain(program);
    case 3:
      return several(program);
    case 4:
    case 5:
      return bitFields(program);
    case 6:
    case 7:
      return arrayMember(program);
    case 8:
      return anonymous(program, depth);
    case 9:
      return nested(program, depth);
    default:
      return recordMember(program);
  }
}

function fieldType({ choices, integers }: Program): IntegerShape {
  const own = choices.chance(20) ? choices.pickFrom(integers) : undefined;
  return { kind: 'integer', spelling: own ?? choices.pick(fieldTypes) };
}

function plain(program: Program): Written {
  const { choices } = program;
  const name = program.name('f');
  if (choices.chance(4)) {
    const type = { kind: 'pointer', spelling: 'void *' } as const;
    return { text: `void *${name}`, members: [{ name, type, isBitField: false }] };
  }
  const type = fieldType(program);
  const [before, after] = memberAttributes(program);
  return {
    text: `${before}${type.spelling} ${name}${after}`,
    members: [{ name, type, isBitField: false }],
  };
}

function memberAttributes({ choices }: Program): [string, string] {
  switch (choices.below(20)) {
    case 13:
      return ['', ' __attribute__((packed))'];
    case 14:
      return ['', ` __attribute__((aligned(${choices.pick([2, 4, 8, 16])})))`];
    case 15:
      return [`_Alignas(${choices.pick(['8', 'u64', '16'])}) `, ''];
    case 16:
      return ['__attribute__((aligned(4))) ', ''];
    case 17:
      return ['', ' __attribute__((__packed__, __aligned__(2)))'];
    default:
      return ['', ''];
  }
}

/** `u8 a, b[2], c` */
function several(program: Program): Written {
  const type = fieldType(program);
  const members: MemberShape[] = [];
  const texts = program.choices.several(2, 3, () => {
    const name = program.name('f');
    const bound = program.choices.chance(30) ? program.choices.between(1, 3) : 0;
    const shape: Shape = bound > 0 ? { kind: 'array', of: type, count: bound } : type;
    members.push({ name, type: shape, isBitField: false });
    return bound > 0 ? `${name}[${bound}]` : name;
  });
  return { text: `${type.spelling} ${texts.join(', ')}`, members };
}

function bitFields(program: Program): Written {
  const { choices, abi } = program;
  const members: MemberShape[] = [];
  const texts = choices.several(1, 4, () => {
    const [spelling, most] = choices.pickFrom(bitFieldTypes) ?? ['u8', 8];
    // How unnamed fields align a record differs between ABIs.
    if (abi === 'aarch64' && choices.chance(15)) return `${spelling} :${choices.below(most + 1)}`;
    const name = program.name('b');
    members.push({ name, type: { kind: 'integer', spelling }, isBitField: true });
    const width = choices.between(1, most);
    return `${spelling} ${name}${choices.pick([':', ' : ', ': '])}${width}`;
  });
  return { text: texts.join(';\n\t'), members };
}

function arrayMember(program: Program): Written {
  const { choices } = program;
  const name = program.name('a');
  const element: Shape = choices.chance(35)
    ? { kind: 'integer', spelling: choices.pick(['char', 'u8', 'unsigned char']) }
    : recordOrInteger(program);
  const counts = choices.several(1, choices.chance(25) ? 3 : 1, () => choices.between(1, 5));
  const type = counts.reduceRight<Shape>((of, count) => ({ kind: 'array', of, count }), element);
  const bounds = counts.map((count) => `[${countText(program, count)}]`).join('');
  const spelling =
    element.kind === 'record'
      ? (element.spelling ?? '')
      : 'spelling' in element
        ? element.spelling
        : '';
  return { text: `${spelling} ${name}${bounds}`, members: [{ name, type, isBitField: false }] };
}

/** A bound, now and then as an expression with the same value. */
function countText(program: Program, count: number): string {
  const { choices } = program;
  if (!choices.chance(15)) return String(count);
  const zero = `0 * (${expression(program, 1)})`;
  return choices.pick([
    `${count - 1} + 1`,
    `${count} + ${zero}`,
    `1 ? ${count} : 9`,
    `${count * 8} / 8`,
  ]);
}

function recordOrInteger(program: Program): IntegerShape | RecordShape {
  const record = program.choices.chance(50) ? program.choices.pickFrom(program.records) : undefined;
  return record ?? fieldType(program);
}

function recordMember(program: Program): Written {
  const record = program.choices.pickFrom(program.records);
  if (record?.spelling === undefined) return plain(program);
  const name = program.name('m');
  return {
    text: `${record.spelling} ${name}`,
    members: [{ name, type: record, isBitField: false }],
  };
}

/** A record in a record, with a name. */
function nested(program: Program, depth: number): Written {
  const { choices } = program;
  const keyword = choices.pick(['struct', 'union', 'struct']);
  const body = recordBody(program, keyword, depth - 1);
  const name = program.name('n');
  const { before, after } = attributes(program);
  const tag = choices.chance(30) ? program.name('inner') : undefined;
  const record: RecordShape = {
    kind: 'record',
    isUnion: keyword === 'union',
    ...(tag !== undefined && { spelling: `${keyword} ${tag}` }),
    ...body,
  };
  const bound = choices.chance(25) ? choices.between(1, 3) : 0;
  const type: Shape = bound > 0 ? { kind: 'array', of: record, count: bound } : record;
  const text = `${keyword}${before}${tag === undefined ? '' : ` ${tag}`} {\n${body.text}\t}${after} ${name}`;
  return {
    text: bound > 0 ? `${text}[${bound}]` : text,
    members: [{ name, type, isBitField: false }],
  };
}

function anonymous(program: Program, depth: number): Written {
  const keyword = program.choices.pick(['union', 'struct']);
  const body = recordBody(program, keyword, depth - 1);
  const { before, after } = attributes(program);
  const type: RecordShape = { kind: 'record', isUnion: keyword === 'union', ...body };
  return {
    text: `${keyword}${before} {\n${body.text}\t}${after}`,
    members: [{ type, isBitField: false }],
  };
}
