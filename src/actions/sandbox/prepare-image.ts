import { catalogError, CatalogError } from '../../diagnostics/diagnostic.ts';
import { ContainerRuntime, type ContainerRuntimeOptions } from '../../docker/container-runtime.ts';
import { assertEngine, hasImage } from '../../docker/docker.ts';
import { guardExit } from '../../process/exit-guard.ts';
import type { Io } from '../../terminal/io.ts';
import { buildImage, imageOf } from '../entries/build-image.ts';
import type { ClusterEntry } from './load-cluster-entry.ts';

const instead =
  'name an image that the engine has with --image TAG, or run processes with --runtime process';

/**
 * The image that the containers of an entry run: the one that is asked for, else the entry's own, built
 * before. Throws when there is no engine, or no image; undefined when it was interrupted.
 */
export async function imageForNodes(
  entry: ClusterEntry,
  asked: string | undefined,
  io: Io,
): Promise<string | undefined> {
  await assertEngine(
    'start one, or name it in DOCKER_HOST; --runtime process needs none (apt-get install redis-server)',
  );
  if (asked !== undefined) {
    if (await hasImage(asked)) return asked;
    throw catalogError(
      'image-missing',
      `the container engine has no image ${asked}`,
      'docker image ls shows those it has; image build makes that of an entry',
    );
  }
  const image = imageOf(entry.loaded);
  // Built each time: what an older program or start script made has the same tag.
  io.err(`building ${image.tag} …\n`);
  try {
    await buildImage(image, undefined, { onOutput: (text) => io.err(text), signal: io.signal });
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    if (io.signal.aborted) return undefined;
    const [first] = error.diagnostics;
    if (await hasImage(image.tag)) {
      io.err(
        `it cannot be built: ${first?.message ?? ''}\n${image.tag} is taken as the engine has it\n`,
      );
      return image.tag;
    }
    throw catalogError(
      'image-missing',
      `${image.tag} is not there and cannot be built: ${first?.message ?? ''}`,
      instead,
    );
  }
  return image.tag;
}

/** Containers of this machine's engine, which end with this process. */
export async function openContainers(
  options: Omit<ContainerRuntimeOptions, 'guardExit'>,
): Promise<ContainerRuntime> {
  return ContainerRuntime.open({ ...options, guardExit });
}
