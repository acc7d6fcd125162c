import type { Drill } from './drill.ts';
import { commonInvariants, invariants } from './invariants.ts';
import { describeBounds } from './describe-drill.ts';

const places: Readonly<Record<NonNullable<Drill['needs']> | 'process', string>> = {
  process: 'processes',
  namespace: 'network namespaces of its own',
  clock: 'processes with a clock that can be moved',
};

function section(drill: Drill): string[] {
  const { id, name, title, bounds, needs, rounds = 1, env, isHarmless } = drill;
  const remarks = [
    `Runs in ${places[needs ?? 'process']}`,
    ...(rounds > 1 ? [`${rounds} rounds on one cluster`] : []),
    ...(env === undefined || 'redis_password' in env
      ? []
      : [
          `with ${Object.entries(env)
            .map(([key, value]) => `\`${key}=${value}\``)
            .join(', ')}`,
        ]),
    ...(isHarmless === true ? ['harmless: may be run against a live cluster'] : []),
  ];
  return [
    '',
    `### ${id} ${name}`,
    '',
    `${title}.`,
    '',
    ...drill.invariants.map((each) => `- ${invariants[each].sentence}`),
    `- Bounds: ${describeBounds(bounds)}.`,
    `- ${remarks.join('; ')}.`,
  ];
}

/** docs/drills.md: every drill with its invariants and bounds. */
export function renderDrillPage(drills: readonly Drill[]): string {
  const classic = drills.filter(({ isClassic }) => isClassic === true);
  const others = drills.filter(({ isClassic }) => isClassic !== true);
  return `${[
    '# Drills',
    '',
    '`rancher-catalog cluster drill` puts one fault at a time into a cluster of its own and sees whether',
    'it holds. `--list` shows the drills, `--all` runs them, `--report DIR` keeps figures and pictures; how',
    'the last run went: [drill-report.md](drill-report.md). This page is written by',
    '`npm run drills:page`.',
    '',
    'While a drill runs, three clients write numbers as fast as each is acknowledged: a probe that speaks the',
    'bare protocol and asks the sentinels anew after every error, ioredis with the options of',
    '[clients.md](clients.md), and one that stays with the node that was master, whatever the sentinels say.',
    'A reader counts them on a replica, and a watch tries a write on every node that says it is master.',
    '',
    'A *gap* is the longest time without an acknowledged write of the probe. *Lost* are acknowledged writes,',
    'of all three, that the last master does not have. *Two writers* is the time in which two nodes took',
    'writes. *Well again* is the time from the last act until every invariant holds.',
    '',
    'Nodes are processes, in network namespaces of their own where a drill needs a network. With',
    '`--runtime docker` they are containers of the image of the entry (or of `--image`) on a network of the',
    'drill’s own: 38 moves clocks, which containers share with their machine, all others can be done; those',
    'that need a network take root there too.',
    '',
    'What must hold after every drill:',
    '',
    ...commonInvariants.map((sentence) => `- ${sentence}`),
    '',
    'A bound of 50 ms means *no gap*: the longest time in which none of the writers was acknowledged. Where',
    'an untouched server beside the cluster shows gaps itself, the bound is twice the longest of those.',
    '',
    'Some bounds say less than one might wish, and why:',
    '',
    '- A data node that restarts with an append-only file asks for a full copy: Redis 7 keeps the place in',
    '  the replication stream in snapshots only. So 3 and 7 allow it, and 1, 8 and 16 do not.',
    '- A master that is cut off knows it only after a while. It refuses writes before another can be',
    '  promoted, within the shorter of `min_replicas_max_lag_s` and `down_after_ms`; what it acknowledged',
    '  until then is lost (14, 15, 17). A client for whom that is too much has to `WAIT` for a replica.',
    '- With the last replica gone, a new master refuses writes until one is back (22, 24): that is what',
    '  `min_replicas_to_write` is for.',
    '- The address of a container that is killed is gone, and nobody there refuses a connection: ioredis waits',
    '  for its `connectTimeout` of 500 ms, so with containers it may be that much longer after the probe (4).',
    '',
    '## The classic four',
    ...classic.flatMap(section),
    '',
    '## The others',
    ...others.flatMap(section),
  ].join('\n')}\n`;
}
