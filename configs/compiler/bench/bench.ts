// SPDX-License-Identifier: MIT
// How quick the compiler is, beside gcc on the same machine at the same time.
// usage: node bench.js [--files N]... [--repetitions N] [--edits N]
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { measureCold } from './cold.js';
import { repository } from './configurations.js';
import { measureEdits } from './edits.js';
import { median, milliseconds, percentile, table } from './statistics.js';

const { values } = parseArgs({
  options: {
    files: { type: 'string', multiple: true, default: ['200', '1000'] },
    repetitions: { type: 'string', default: '5' },
    edits: { type: 'string', default: '600' },
  },
});

/** Goals: times as fast as gcc and objcopy; milliseconds after an edit. */
const goals = { ratio: 20, median: 3, slowest: 10 };

const verdict = (isMet: boolean): string => (isMet ? 'met' : 'NOT met');

const rows = [['', 'ours', 'gcc + objcopy', 'ratio', 'goal', '']];
for (const count of values.files) {
  const { files, ours, gcc, gccTwoJobs } = measureCold(Number(count), Number(values.repetitions));
  for (const [name, theirs] of [
    ['', gcc],
    [', two jobs of gcc', gccTwoJobs],
  ] as const) {
    for (const what of ['wall', 'processor'] as const) {
      const [a, b] = [ours, theirs].map((costs) => median(costs.map((cost) => cost[what])));
      if (a === undefined || b === undefined) continue;
      const isGoal = theirs === gcc && what === 'wall';
      rows.push([
        `${String(files)} configurations, cold${name}${what === 'wall' ? '' : ', processor time'}`,
        milliseconds(a),
        milliseconds(b),
        `${(b / a).toFixed(1)} x`,
        isGoal ? `>= ${String(goals.ratio)} x` : '',
        isGoal ? verdict(b / a >= goals.ratio) : '',
      ]);
    }
  }
}

const { file, costs } = measureEdits(Number(values.edits));
for (const [name, share, goal] of [
  ['median', 0.5, goals.median],
  ['95 of 100', 0.95, goals.slowest],
] as const) {
  for (const what of ['wall', 'processor'] as const) {
    const time = percentile(
      costs.map((cost) => cost[what]),
      share,
    );
    const isGoal = what === 'wall';
    rows.push([
      `${relative(repository, file)} after an edit, ${name}${isGoal ? '' : ', processor time'}`,
      milliseconds(time),
      '',
      '',
      isGoal ? `<= ${String(goal)} ms` : '',
      isGoal ? verdict(time <= goal) : '',
    ]);
  }
}
console.log(table(rows));
