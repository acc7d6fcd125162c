import type { CommandGroup } from './command.ts';

/** The commands for blueprints. */
export const blueprintCommands: CommandGroup = {
  name: 'blueprint',
  describe: 'start and test a blueprint of your own',
  commands: [
    {
      name: 'new',
      usage: 'new [name]',
      describe: 'write a small blueprint that works as it is',
      load: () => import('./blueprint-new.ts'),
    },
    {
      name: 'test',
      usage: 'test [dir]',
      describe: 'run the tests of a blueprint',
      load: () => import('./blueprint-test.ts'),
    },
    {
      name: 'import',
      usage: 'import <path>',
      describe: 'turn an entry of a catalog into a blueprint',
      load: () => import('./blueprint-import.ts'),
    },
  ],
};
