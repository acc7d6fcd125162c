import type { StatusFinding, StatusRule } from '../../src/cluster/rules/status-rule.ts';
import { statusRules } from '../../src/cluster/rules/status-rules.ts';
import { ownRules, shardedRules } from '../../src/cluster/sharded/rules/sharded-rules.ts';
import type { ShardedRule } from '../../src/cluster/sharded/rules/sharded-rule.ts';
import { shardTree } from '../../src/cluster/sharded/sharded-rows.ts';
import { checkSnapshot, checkWith } from '../../src/cluster/status/check-snapshot.ts';
import { formatTopology } from '../../src/commands/format-topology.ts';
import { formatCause } from '../../src/commands/format-cause.ts';
import { noPaint } from '../../src/diagnostics/format-diagnostic.ts';
import { wrapText } from '../../src/terminal/text-width.ts';
import type { BadSnapshot } from '../unit/cluster/bad-snapshot.ts';
import { badSnapshots } from '../unit/cluster/bad-snapshots.ts';
import { badShards } from '../unit/cluster/bad-shards.ts';
import { healthyShards } from '../unit/cluster/healthy-shards.ts';
import { healthySnapshot } from '../unit/cluster/healthy-snapshot.ts';
import { changedState, stateLines } from './cluster-state.ts';

const preface = `# Rules of \`cluster status\`

What \`rancher-catalog cluster status\` checks. Each rule has the messages that it prints for a wrong state,
with the fix, and the part of the right state that differs. \`rancher-catalog explain RULE\` prints one of the
sections.

The first line of \`cluster status\` is the state of the cluster, and decides the exit code:

| state | meaning | exit code |
|---|---|---|
| \`HEALTHY\` | no errors; with warnings, they are counted | 0, with warnings 3 |
| \`DEGRADED\` | writes are accepted, but there is an error; the line names what is no longer tolerated | 1 |
| \`FAILING OVER\` | no writes for the moment: the sentinels replace the master, and the line estimates when | 1 |
| \`DOWN\` | no writes until an operator acts; the line names the reason, and since when as far as it is known | 1 |
| \`CANNOT LOOK\` | passwords or addresses keep this program from reading enough | 2 |

With \`--fail-on warning\`, warnings exit with 1, with \`--fail-on error\` with 0. Below the first line are the
causes. What follows from a cause, such as the lost links of replicas whose master is dead, is counted below it,
and printed by \`--verbose\`. While a failover runs, nothing is advised that the sentinels do themselves.

This page is generated from the rules and the snapshots of their tests. The cluster of the examples has a
master, 10.0.0.1:6379, two replicas, 10.0.0.2:6379 and 10.0.0.3:6379, and three sentinels, 10.0.0.11:26379
to 10.0.0.13:26379.
`;

/** Fits 80 columns when it is indented. */
const messageWidth = 76;
const pageWidth = 110;

const fenced = (title: string, lines: readonly string[]) =>
  `${title}:\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\`\n`;

const findingsOf = ({ rule, snapshot }: BadSnapshot) =>
  checkSnapshot(snapshot).filter((finding) => finding.rule === rule);

const layout = { width: messageWidth, paint: noPaint, isTerminal: true, isVerbose: false };

const formatted = (finding: StatusFinding) =>
  formatCause(
    { ...finding, nodes: finding.node === undefined ? [] : [finding.node], follows: [] },
    layout,
  );

function wrongExample(bad: BadSnapshot): string {
  const messages = findingsOf(bad).map(formatted);
  return fenced(`Wrong, ${bad.name}`, [messages.join('\n\n')]);
}

function rightExample(cases: readonly BadSnapshot[]): string {
  const healthy = healthySnapshot();
  const lines = cases.flatMap(({ snapshot, right }) => changedState(snapshot, right ?? healthy));
  return fenced('Right', stateLines(lines, healthy));
}

function ruleSection({ name, requires, why }: StatusRule): string {
  const cases = badSnapshots.filter(({ rule }) => rule === name);
  const severities = new Set(cases.flatMap(findingsOf).map(({ severity }) => severity));
  const marks = [...severities].toSorted().join(' or ');
  return [
    `### ${name}`,
    wrapText(`*${marks}* — ${requires}.`, pageWidth).join('\n'),
    wrapText(why, pageWidth).join('\n'),
    [...cases.map(wrongExample), rightExample(cases)].join('\n'),
  ].join('\n\n');
}

const shardsPreface = `## Rules for a Redis Cluster

A Redis Cluster is read from any of its nodes (\`--nodes\`). Of the rules above, nodes-answer, addresses-reachable,
auth-set, persistence-healthy, memory-bounded and one-version hold for its nodes as well. The following ones are
its own. A healthy cluster of the examples:

\`\`\`text
${formatTopology(shardTree(healthyShards()))}
\`\`\`
`;

function shardSection({ name, requires, why }: ShardedRule): string {
  const cases = badShards.filter(({ rule }) => rule === name);
  const found = cases.map(({ name: title, snapshot }) => ({
    title,
    findings: checkWith(shardedRules, snapshot).filter(({ rule }) => rule === name),
  }));
  const severities = new Set(found.flatMap(({ findings }) => findings.map((one) => one.severity)));
  return [
    `### ${name}`,
    wrapText(`*${[...severities].toSorted().join(' or ')}* — ${requires}.`, pageWidth).join('\n'),
    wrapText(why, pageWidth).join('\n'),
    found
      .map(({ title, findings }) =>
        fenced(`Wrong, ${title}`, [findings.map(formatted).join('\n\n')]),
      )
      .join('\n'),
    fenced('Right', [requires]),
  ].join('\n\n');
}

/** docs/status-rules.md. */
export const statusRulesPage = (): string =>
  [preface, ...statusRules.map(ruleSection), shardsPreface, ...ownRules.map(shardSection)].join(
    '\n',
  );
