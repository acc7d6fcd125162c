import { catalogError } from '../../diagnostics/diagnostic.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import { engineObstacle } from '../../docker/docker.ts';
import { findProgram } from '../../process/find-program.ts';

/** What the nodes of a sandbox are. */
export type RuntimeKind = 'process' | 'docker';

/** What the caller requests. */
export interface RuntimeRequest {
  /** @default chosen by what is installed */
  readonly runtime?: RuntimeKind | undefined;
  /** Image of the containers; implies `docker`. @default the image of the entry */
  readonly image?: string | undefined;
}

/** The runtime that a request names; undefined when it names none. */
export function requestedRuntime({ runtime, image }: RuntimeRequest): RuntimeKind | undefined {
  if (runtime === 'process' && image !== undefined)
    throw usageError('--image requires --runtime docker', 'omit one of the two options');
  return image === undefined ? runtime : 'docker';
}

/** Whether a Redis or Valkey server is installed. */
export const hasServer = () =>
  (findProgram('redis-server') ?? findProgram('valkey-server')) !== undefined;

const install = 'install it: apt-get install redis-server';

/**
 * Chooses what runs the nodes of a cluster: the requested runtime, the runtime that this folder had
 * before, processes if a server is installed, containers if an engine answers. Throws if none is there.
 */
export async function chooseRuntime(
  request: RuntimeRequest,
  earlier: { readonly dir: string; readonly runtime: RuntimeKind | undefined },
): Promise<RuntimeKind> {
  const requested = requestedRuntime(request);
  if (requested !== undefined && earlier.runtime !== undefined && requested !== earlier.runtime)
    throw usageError(
      `the cluster in ${earlier.dir} ran with --runtime ${earlier.runtime}`,
      'use the same runtime, or choose another --dir',
    );
  const wanted = requested ?? earlier.runtime;
  if (wanted === 'docker') return wanted;
  if (hasServer()) return 'process';
  if (wanted === 'process')
    throw catalogError('redis-missing', 'redis-server is not on the PATH', install);
  const obstacle = await engineObstacle();
  if (obstacle === undefined) return 'docker';
  throw catalogError('redis-missing', `redis-server is not on the PATH, and ${obstacle}`, install);
}
