import { catalogError } from '../../diagnostics/diagnostic.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import type { Argv } from 'yargs';
import { engineObstacle } from '../../docker/docker.ts';
import { findProgram } from '../../process/find-program.ts';
import { once } from '../../commands/options.ts';

/** What the nodes of a cluster can be. */
export type RuntimeKind = 'process' | 'docker';

/** The options by which a command is told what its nodes are to be. */
export function runtimeOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('runtime', {
      choices: ['process', 'docker'] as const,
      describe: 'what the nodes are: processes of this machine, or containers',
    })
    .option('image', {
      type: 'string',
      coerce: once('image'),
      describe:
        'docker: an image that the engine has (default: that of the entry, built when missing)',
    });
}

/** What `runtimeOptions` gives. */
export interface RuntimeArguments {
  readonly runtime: RuntimeKind | undefined;
  readonly image: string | undefined;
}

/** The runtime that the options of a call name; undefined when they name none. */
export function askedRuntime({ runtime, image }: RuntimeArguments): RuntimeKind | undefined {
  if (runtime === 'process' && image !== undefined)
    throw usageError('--image is for --runtime docker', 'leave one of the two out');
  return image === undefined ? runtime : 'docker';
}

const hasServer = () => (findProgram('redis-server') ?? findProgram('valkey-server')) !== undefined;
const install = 'install it: apt-get install redis-server';

/**
 * What runs the nodes of a cluster: what is asked for, what it was in this folder, processes where
 * there is a server, containers where an engine answers. Throws when there is nothing.
 */
export async function chooseRuntime(
  args: RuntimeArguments,
  kept: { readonly dir: string; readonly runtime: RuntimeKind | undefined },
): Promise<RuntimeKind> {
  const asked = askedRuntime(args);
  if (asked !== undefined && kept.runtime !== undefined && asked !== kept.runtime)
    throw usageError(
      `the cluster in ${kept.dir} ran with --runtime ${kept.runtime}`,
      'use the same again, or choose another --dir',
    );
  const wanted = asked ?? kept.runtime;
  if (wanted === 'docker') return wanted;
  if (hasServer()) return 'process';
  if (wanted === 'process')
    throw catalogError('redis-missing', 'redis-server is not on the PATH', install);
  const obstacle = await engineObstacle();
  if (obstacle === undefined) return 'docker';
  throw catalogError('redis-missing', `redis-server is not on the PATH, and ${obstacle}`, install);
}
