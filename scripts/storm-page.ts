import { leastFaults, promises, promiseNames } from '../src/cluster/storm/promises.ts';
import { faultNames, stormFaults, type FaultName } from '../src/cluster/storm/storm-fault.ts';

const seconds = (ms: number) => `${ms / 1000} s`;

const needs = {
  network: 'network namespaces, which require root',
  clock: 'processes with a movable clock, which require a C compiler',
} as const;

function section(name: FaultName): string[] {
  const { title, targets, lastsMs, needs: needed, weight, losesVolume, ends } = stormFaults[name];
  const [least, most] = lastsMs;
  const hits = targets.length === 0 ? 'the whole cluster' : targets.join(', ').replaceAll('-', ' ');
  return [
    '',
    `### ${name}`,
    '',
    `${title.slice(0, 1).toUpperCase()}${title.slice(1)}.`,
    '',
    `- Hits: ${hits}${losesVolume === true ? '; one data node loses its volume' : ''}.`,
    ...(most === 0 ? [] : [`- ${ends}: ${seconds(least)} to ${seconds(most)}.`]),
    `- Weight: ${weight}.`,
    ...(needed === undefined ? [] : [`- Requires: ${needs[needed]}.`]),
  ];
}

/** The rows of the table of promises, in Markdown. */
export const promiseRows = promiseNames.map((name) => {
  const { writer, fault, lost } = promises[name];
  return `| ${writer} | ${fault} | ${lost} |`;
});

/** Renders docs/storm.md: how a storm runs, what a cluster promises, and every kind of fault. */
export function renderStormPage(): string {
  return `# Storms

\`rancher-catalog cluster storm\` injects random faults at random moments into a cluster of its own, one or two at
a time, and counts the acknowledged writes that are lost. A [drill](drills.md) verifies a known fault;
a storm looks for unknown ones. \`npm run drills:page\` generates this page.

\`\`\`sh
rancher-catalog cluster storm                                 # ten minutes
rancher-catalog cluster storm --minutes 20 --seed 7 --report storm
rancher-catalog cluster storm --faults kill-return,stutter    # some faults only
rancher-catalog cluster storm --data 5 --sentinels 5 --min-replicas-to-write 1
rancher-catalog cluster storm --seed 7 --round 12             # one round again
\`\`\`

## A round

1. The cluster is healthy: the invariants of a [drill](drills.md) hold.
2. Clients write for 1 to 3 s, each as fast as one connection replies: two *plain* ones, for which a write is
   acknowledged by the reply, and three *careful* ones, which send \`WAIT 1\` after each write on the same connection
   and count only what a replica confirmed. One of each kind stays on the master's side of a cut. The third careful
   one uses \`confirmedWrite\` of the [exported recipe](clients.md).
3. One or two faults happen. The second one begins up to 4 s after the first. At most one volume is lost.
4. Every node is started, continued and connected. The cluster must recover by itself within 60 s. A node that
   ends by itself is started again after a second, as a container engine does.
5. The clients stop. Each acknowledged number is looked up on the master, and on each replica.

The faults, their nodes and how long they last are a function of the seed and the number of the round. How the
machine schedules processes is not, so a repeated round has the same faults, but not the same result each time. A
round that is repeated alone begins on a new cluster, on which another node may be master.

A cut isolates one node. Two data nodes that are isolated together could confirm each other's writes until they are
fenced, so no cluster can promise that these are kept.

## Promises

| writer | fault | lost |
|---|---|---|
${promiseRows.join('\n')}

Two nodes never accept writes at the same time, whatever the fault. A round counts for the most permissive row of
its faults. The share of kills is checked from ${leastFaults} kills of a master on. A client that does not wait for a
replica can lose its last write because Redis answers it before the write has left for the replicas.

When everything is killed, the storm reads the end of the append-only file of every node that kept its volume, before
any node is started. A lost write must be in none of them, and must have been acknowledged in the last 2 s: with
\`appendfsync everysec\` Redis postpones a write to its file for up to that long while an fsync runs.

## Results

A line per round, and at the end each promise with what was measured. \`--report DIR\` has \`storm.json\` and
\`storm.md\`, rewritten after each round, and a folder for each failed round: the log, configuration and offsets of
each node, the events of the sentinels, and the lost writes with the nodes that do not have them. Without
\`--report\` a temporary folder is used, and printed. \`--json\` prints the results as one object.

Exit code 0: all promises were kept; 1: one was broken; 2: the storm could not run; 130: interrupted. Nothing of the
cluster remains in any of these cases.

Nodes are processes in separate network namespaces if this is possible, which requires root; otherwise processes on
loopback addresses, without the faults that need a network. With \`--runtime docker\` they are containers, without
\`full-disk\` and \`clock\`.

## Every night

A workflow for GitHub that runs a storm with another seed each night:

\`\`\`yaml
name: storm
on:
  schedule:
    - cron: '17 3 * * *'
  workflow_dispatch:
permissions:
  contents: read
jobs:
  storm:
    runs-on: ubuntu-latest
    timeout-minutes: 45
    steps:
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
        with:
          persist-credentials: false
      - uses: actions/setup-node@6044e13b5dc448c55e2357c09f80417699197238 # v6.2.0
        with:
          node-version: 24
      - run: sudo apt-get update && sudo apt-get install -y redis-server iproute2 util-linux gcc
      - run: sudo npx rancher-catalog cluster storm -a redis.yml --minutes 20 --seed \${{ github.run_number }} --report storm
      - uses: actions/upload-artifact@b7c566a772e6b6bfb58ed0dc250532a479d7789f # v6.0.0
        if: failure()
        with:
          name: storm
          path: storm
\`\`\`

## Faults

A fault is chosen as often as its weight, compared with the others.
${faultNames.flatMap(section).join('\n')}
`;
}
