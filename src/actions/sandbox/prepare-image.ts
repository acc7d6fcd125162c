import { catalogError, CatalogError } from '../../diagnostics/diagnostic.ts';
import { assertEngine, hasImage } from '../../docker/docker.ts';
import { buildImage, imageOf } from '../entries/build-image.ts';
import type { ClusterEntry } from './load-cluster-entry.ts';

/** How an image is chosen. */
export interface ImageOptions {
  /** An image that the engine has. @default the image of the entry, built first */
  readonly image?: string | undefined;
  readonly signal: AbortSignal;
  /** Takes progress and the output of the build, as it comes. */
  readonly onLog: (text: string) => void;
}

/**
 * Provides the image that the containers of an entry run. Throws if there is no engine or no image;
 * returns undefined if it was interrupted.
 */
export async function prepareImage(
  entry: ClusterEntry,
  { image, signal, onLog }: ImageOptions,
): Promise<string | undefined> {
  await assertEngine(
    'start one or set DOCKER_HOST; --runtime process does not need one (apt-get install redis-server)',
    signal,
  );
  if (image !== undefined) {
    if (await hasImage(image)) return image;
    throw catalogError(
      'image-missing',
      `the container engine does not have the image ${image}`,
      'docker image ls lists its images; image build builds the image of an entry',
    );
  }
  const built = imageOf(entry.loaded);
  // Built each time: an image of an older program or start script has the same tag.
  onLog(`building ${built.tag} …\n`);
  try {
    await buildImage(built, {}, { onOutput: onLog, signal });
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    if (signal.aborted) return undefined;
    const reason = error.diagnostics[0]?.message ?? '';
    if (await hasImage(built.tag)) {
      onLog(`the build failed: ${reason}\nusing the existing ${built.tag}\n`);
      return built.tag;
    }
    throw catalogError(
      'image-missing',
      `${built.tag} does not exist and cannot be built: ${reason}`,
      'name an existing image with --image TAG, or run processes with --runtime process',
    );
  }
  return built.tag;
}
