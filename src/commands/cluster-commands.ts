import type { CommandGroup } from './command.ts';

/** What can be done with a running cluster. */
export const clusterCommands: CommandGroup = {
  name: 'cluster',
  describe: 'bring a cluster up, see its health, switch over, drill its faults',
  commands: [
    {
      name: 'up',
      usage: 'up',
      describe: 'a whole cluster on this machine, until Ctrl-C',
      load: () => import('./cluster-up.ts'),
    },
    {
      name: 'status',
      usage: 'status',
      describe: 'look at a live cluster and say what is not as it should be',
      load: () => import('./cluster-status.ts'),
    },
    {
      name: 'switchover',
      usage: 'switchover',
      describe: 'make a replica the master of a live cluster; nothing is lost',
      load: () => import('./cluster-switchover.ts'),
    },
    {
      name: 'drill',
      usage: 'drill [names..]',
      describe: 'put faults into a cluster and see whether it holds',
      load: () => import('./cluster-drill.ts'),
    },
  ],
};
