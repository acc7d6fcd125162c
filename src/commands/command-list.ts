import { blueprintCommands } from './blueprint-commands.ts';
import { clusterCommands } from './cluster-commands.ts';
import type { Command, CommandGroup } from './command.ts';

/** Every command, in the order of --help. */
export const commands: readonly (Command | CommandGroup)[] = [
  {
    name: 'generate',
    usage: 'generate',
    describe: 'turn answers files into catalog entries and their images',
    load: () => import('./generate.ts'),
  },
  {
    name: 'questions',
    usage: 'questions <blueprint>',
    describe: 'list the questions of a blueprint',
    load: () => import('./questions.ts'),
  },
  blueprintCommands,
  {
    name: 'image',
    usage: 'image <action>',
    describe: 'write the context of an image, build and push it, or look for newer ones',
    load: () => import('./image.ts'),
  },
  {
    name: 'index',
    usage: 'index [catalog]',
    describe: 'list the templates that Rancher would serve',
    load: () => import('./index.ts'),
  },
  {
    name: 'lint',
    usage: 'lint [path..]',
    describe: 'find errors and common pitfalls in a catalog',
    load: () => import('./lint.ts'),
  },
  {
    name: 'launch',
    usage: 'launch [path]',
    describe: 'show the services or objects that Rancher would create',
    load: () => import('./launch.ts'),
  },
  {
    name: 'plan',
    usage: 'plan [path]',
    describe: 'show where containers can run, and what the loss of hosts costs',
    takesFile: true,
    load: () => import('./plan.ts'),
  },
  {
    name: 'preview',
    usage: 'preview [path]',
    describe: 'show a catalog and its launch forms in a browser',
    load: () => import('./preview.ts'),
  },
  clusterCommands,
  {
    name: 'check',
    usage: 'check',
    describe: 'compare a catalog with what would be generated',
    load: () => import('./check.ts'),
  },
  {
    name: 'publish',
    usage: 'publish',
    describe: 'release entries to a catalog repository',
    load: () => import('./publish.ts'),
  },
  {
    name: 'release',
    usage: 'release <size>',
    describe: 'set the next version in an answers file',
    load: () => import('./release.ts'),
  },
  {
    name: 'ci',
    usage: 'ci <action> <system>',
    describe: 'write a workflow that checks and publishes',
    load: () => import('./ci.ts'),
  },
  {
    name: 'migrate',
    usage: 'migrate [stack]',
    describe: 'turn a stack of Rancher 1.6 into values of a chart for Rancher 2',
    takesFile: true,
    load: () => import('./migrate.ts'),
  },
  {
    name: 'explain',
    usage: 'explain [code]',
    describe: 'explain a diagnostic, rule, drill, fault or exit code',
    load: () => import('./explain.ts'),
  },
  {
    name: 'completion',
    usage: 'completion [shell]',
    describe: 'print the completion script for bash, zsh or fish',
    load: () => import('./completion.ts'),
  },
];
