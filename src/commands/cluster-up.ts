import type { Argv } from 'yargs';
import {
  bringClusterUp,
  type ReadySentinels,
  type UpListener,
} from '../actions/sandbox/bring-cluster-up.ts';
import type { Io } from '../terminal/io.ts';
import { reportDiagnostics } from '../terminal/report.ts';
import type { Outcome } from './command.ts';
import { formatConnection } from './format-connection.ts';
import { formatTopology } from './format-topology.ts';
import { once } from './options.ts';
import { runtimeOptions } from './runtime-options.ts';

/** The options of `cluster up`. */
export function builder(yargs: Argv) {
  return runtimeOptions(yargs)
    .option('kind', {
      choices: ['sentinel', 'cluster'] as const,
      describe: 'a master with sentinels, or a Redis Cluster (default: that of the entry)',
    })
    .option('nodes', {
      type: 'number',
      describe: 'number of nodes of a Redis Cluster (default: from the answers, 6)',
    })
    .option('replicas', {
      type: 'number',
      describe: 'number of replicas (default: from the answers, 2)',
    })
    .option('sentinels', {
      type: 'number',
      describe: 'number of sentinels (default: from the answers, 3)',
    })
    .option('answers', {
      alias: 'a',
      type: 'string',
      coerce: once('answers'),
      describe: 'answers file of the entry to run',
    })
    .option('dir', {
      type: 'string',
      default: 'redis-cluster',
      coerce: once('dir'),
      describe: 'folder for data and logs; reused by the next up',
    })
    .option('port-base', {
      type: 'number',
      describe: 'port of the master; replicas +1, sentinels +2',
    })
    .example('$0 cluster up', 'one master, two replicas, three sentinels, until Ctrl-C')
    .example('$0 cluster up --kind cluster', 'a Redis Cluster of six nodes, until Ctrl-C')
    .example(
      '$0 cluster up --runtime docker',
      'the same as containers of the entry’s own image, built first',
    )
    .example(
      '$0 cluster up -a redis.yml --replicas 4 --dir /tmp/redis',
      'the entry of an answers file, with more replicas',
    )
    .epilogue(
      'Without --runtime: the runtime that this folder had before; otherwise processes if redis-server is installed, else containers. Ctrl-C stops every node; the data remains in the folder. Kill a node to see a failover: it is restarted after three seconds.',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']> & { readonly json?: boolean };

const clock = () => new Date().toTimeString().slice(0, 8);

function textListener(io: Io): UpListener {
  return {
    warn: (diagnostics, texts) => reportDiagnostics(io, diagnostics, texts),
    log: (text) => io.err(text),
    ready(cluster) {
      io.out(`${formatTopology(cluster.topology)}\n\n${formatConnection(cluster)}\n`);
      io.err('\nPress Ctrl-C to stop. Events:\n');
    },
    event: (text) => io.out(`${io.paint.out('dim', clock())}  ${text}\n`),
  };
}

const pick = ({ masterName, folder, sentinels }: ReadySentinels) => ({
  masterName,
  folder,
  sentinels,
});

/** One JSON object per line: the cluster when it is healthy, then each event. */
function jsonListener(io: Io): UpListener {
  const print = (value: object) => io.out(`${JSON.stringify(value)}\n`);
  return {
    ...textListener(io),
    ready: (cluster) =>
      print(
        cluster.kind === 'cluster'
          ? { kind: cluster.kind, folder: cluster.folder, nodes: cluster.nodes }
          : pick(cluster),
      ),
    event: (event) => print({ at: new Date().toISOString(), event }),
  };
}

/** Brings a cluster up and keeps it until Ctrl-C. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  const listener = args.json === true ? jsonListener(io) : textListener(io);
  const { dir = 'redis-cluster' } = args;
  await bringClusterUp({ ...args, dir, signal: io.signal }, listener);
  return { diagnostics: [], text: () => '', json: () => ({}) };
}
