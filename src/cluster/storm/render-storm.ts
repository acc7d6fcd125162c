import { counted } from '../../diagnostics/counted.ts';
import type { Surroundings } from '../drills/render-report.ts';
import { promises } from './promises.ts';
import type { ResultFault, RoundResult } from './round-result.ts';
import type { StormSummary } from './summarize.ts';
import { stormFaults } from './storm-fault.ts';

/** What a storm ran with. */
export interface StormConditions {
  readonly seed: number;
  readonly minutes: number;
  readonly data: number;
  readonly sentinels: number;
  /** @default the setting of the entry */
  readonly minReplicasToWrite?: number | undefined;
  readonly runtime: string;
  readonly faults: readonly string[];
  /** Whether the caller named the faults. */
  readonly areNamed: boolean;
}

/** `kill-return redis-1 (master), 1.3 s` */
export function describeFault({ name, nodes, emptied, lastsMs }: ResultFault): string {
  const isWhole = stormFaults[name].targets.length === 0;
  const which = isWhole ? emptied.map((node) => `volume of ${node} lost`) : nodes;
  if (!isWhole && nodes.length === 0 && name !== 'names-dead') return `${name}: its node was down`;
  const words = [name, which.join(' + ')].filter((word) => word !== '').join(' ');
  return lastsMs < 1 ? words : `${words}, ${(lastsMs / 1000).toFixed(1)} s`;
}

/** The call that repeats a round. Defaults are left out. */
export function repeatCall(
  { seed, data, sentinels, minReplicasToWrite, faults, areNamed }: StormConditions,
  round: number,
): string {
  return [
    `--seed ${seed} --round ${round}`,
    ...(data === 3 ? [] : [`--data ${data}`]),
    ...(sentinels === 3 ? [] : [`--sentinels ${sentinels}`]),
    ...(minReplicasToWrite === undefined ? [] : [`--min-replicas-to-write ${minReplicasToWrite}`]),
    ...(areNamed ? [`--faults ${faults.join(',')}`] : []),
  ].join(' ');
}

const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;

function table(titles: readonly string[], rows: readonly (readonly (string | number)[])[]) {
  return [row(titles), `|${titles.map(() => '---').join('|')}|`, ...rows.map(row)];
}

function promiseTable({ promises: rows }: StormSummary): string[] {
  return table(
    [
      'writer',
      'fault',
      'promise',
      'kept',
      'rounds',
      'faults',
      'rounds with loss',
      'acknowledged',
      'lost',
      'most per client',
    ],
    rows.map((each) => {
      const { writer, fault, lost } = promises[each.name];
      return [
        writer,
        fault,
        lost,
        each.kept ? 'yes' : '**NO**',
        each.rounds,
        each.faults,
        each.roundsWithLoss,
        each.acknowledged,
        each.lost,
        each.name === 'careful' ? '' : each.mostPerClient,
      ];
    }),
  );
}

const faultTable = ({ faults }: StormSummary) =>
  table(
    [
      'fault',
      'what happens',
      'rounds',
      'failed',
      'lost plain',
      'lost careful',
      'gap median ms',
      'gap max ms',
      'recovery median ms',
      'recovery max ms',
    ],
    faults.map((one) => [
      one.name,
      stormFaults[one.name].title,
      one.rounds,
      one.failed,
      one.lostPlain,
      one.lostCareful,
      one.gapMedianMs,
      one.gapMs,
      one.recoveryMedianMs,
      one.recoveryMs,
    ]),
  );

function failureLines(rounds: readonly RoundResult[], conditions: StormConditions): string[] {
  const failed = rounds.filter(({ pass }) => !pass);
  if (failed.length === 0) return [];
  return [
    '',
    '## Failed rounds',
    ...failed.flatMap(({ round, faults, problems, keptIn }) => [
      '',
      `### Round ${round}`,
      '',
      ...faults.map((fault) => `- ${(fault.atMs / 1000).toFixed(1)} s: ${describeFault(fault)}`),
      ...problems.map(({ text }) => `- **${text}.**`),
      ...(keptIn === undefined
        ? []
        : [`- Logs, configuration, offsets and lost writes: ${keptIn}`]),
      `- Repeat: \`cluster storm ${repeatCall(conditions, round)}\``,
    ]),
  ];
}

/** Renders the report of a storm: the promises with what was measured, each fault, and failed rounds. */
export function renderStorm(
  conditions: StormConditions,
  summary: StormSummary,
  rounds: readonly RoundResult[],
  where: Surroundings,
): string {
  const { seed, data, sentinels, minReplicasToWrite, runtime } = conditions;
  const limits =
    minReplicasToWrite === undefined ? '' : `, min_replicas_to_write ${minReplicasToWrite}`;
  return `${[
    '# Storm report',
    '',
    `${summary.pass ? 'All promises were kept' : '**A promise was broken**'}: ${counted(summary.rounds, 'round')}, ${summary.failed} failed, in ${Math.round(where.tookS)} s on ${where.date}. Seed ${seed}, ${counted(data, 'data node')}, ${counted(sentinels, 'sentinel')}${limits}, ${runtime}.`,
    '',
    `rancher-catalog ${where.program}, ${where.server}, Node ${where.node}, Linux ${where.kernel}, ${where.cores} cores, ${where.memoryGib} GiB of memory.`,
    '',
    '## Promises',
    '',
    'A round counts for the most permissive row of its faults, and for the row of careful writers.',
    '',
    ...promiseTable(summary),
    '',
    `Two nodes accepted writes at the same time for ${summary.twoMastersMs} ms (limit 0). The longest recovery took ${summary.recoveryMs} ms (limit 60 s).`,
    '',
    '## Faults',
    '',
    'A gap is the longest time without an acknowledged write of a plain client, after the first fault of the',
    'round. The recovery is the time from when all nodes had been started, continued and connected. A round',
    'with two faults is in both rows.',
    '',
    ...faultTable(summary),
    ...failureLines(rounds, conditions),
  ].join('\n')}\n`;
}
