import type { CommandGroup } from './command.ts';

/** The commands for clusters. */
export const clusterCommands: CommandGroup = {
  name: 'cluster',
  describe: 'run a cluster, check it, switch over, test its recovery',
  commands: [
    {
      name: 'up',
      usage: 'up',
      describe: 'run a cluster on this machine until Ctrl-C',
      load: () => import('./cluster-up.ts'),
    },
    {
      name: 'status',
      usage: 'status',
      describe: 'check a live cluster and report problems',
      load: () => import('./cluster-status.ts'),
    },
    {
      name: 'switchover',
      usage: 'switchover',
      describe: 'make a replica the master of a live cluster, without loss',
      load: () => import('./cluster-switchover.ts'),
    },
    {
      name: 'drill',
      usage: 'drill [names..]',
      describe: 'inject faults and verify recovery',
      load: () => import('./cluster-drill.ts'),
    },
    {
      name: 'storm',
      usage: 'storm',
      describe: 'inject random faults and count lost writes',
      load: () => import('./cluster-storm.ts'),
    },
  ],
};
