// SPDX-License-Identifier: MIT
// `npm run fuzz:configs -- --count N --seed S [--judge gcc|clangAarch64|clangX86] [--shown N] [--mutants]`:
// a campaign as long as one likes. Exits with 1 if any source fails.
import { parseArgs } from 'node:util';
import { campaign } from './campaign.test-support.js';
import { mutantCampaign } from './mutants.test-support.js';
import { judges } from './judge.test-support.js';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    judge: { type: 'string', default: 'gcc' },
    mutants: { type: 'boolean', default: false },
    shown: { type: 'string', default: '1' },
  },
});

function isJudge(name: string): name is keyof typeof judges {
  return name in judges;
}

const [count, seed, shownOfKind] = [values.count, values.seed, values.shown].map(Number);
if (!isJudge(values.judge) || !count || seed === undefined || shownOfKind === undefined) {
  console.error(
    'usage: fuzz:configs -- [--count N] [--seed S] [--judge NAME] [--shown N] [--mutants]',
  );
  process.exit(2);
}
console.log(`seed ${seed}, ${count} sources against ${values.judge}`);
if (values.mutants) {
  const mutants = mutantCampaign({ judge: judges[values.judge], seed, count });
  for (const failure of mutants.failures) console.log(`\n${failure}`);
  for (const [kind, times] of mutants.stricter)
    console.log(`stricter here, ${times} times ${kind}`);
  console.log(
    `${mutants.judged} mutants, ${mutants.accepted} accepted, ${mutants.failures.length} failed`,
  );
  process.exit(mutants.failures.length === 0 ? 0 : 1);
}
const abi = values.judge === 'clangAarch64' ? 'aarch64' : 'any';
const started = Date.now();
const result = campaign({ judge: judges[values.judge], abi, seed, count, shownOfKind });
for (const [kind, times] of result.kinds) console.log(`${times} times ${kind}`);
for (const failure of result.failures) console.log(`\n${failure}`);
const failed = [...result.kinds.values()].reduce((sum, times) => sum + times, 0);
const seconds = ((Date.now() - started) / 1000).toFixed(1);
console.log(
  `${result.judged} judged, ${result.refused} refused by the compiler, ` +
    `${failed} failed, in ${seconds} s`,
);
process.exit(failed === 0 ? 0 : 1);
