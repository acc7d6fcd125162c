import { usageError } from '../../diagnostics/usage-error.ts';
import { runDocker } from '../../docker/docker.ts';
import { withTemporaryFolder } from '../../files/with-temporary-folder.ts';
import { imageContext, type ImageContext } from '../../generate/image-context.ts';
import type { LoadedEntry } from './load-entries.ts';

/** The image that an entry runs. Throws if its blueprint has no image. */
export function imageOf({ entry, blueprint }: LoadedEntry): ImageContext {
  const image = imageContext(entry, blueprint.files);
  if (image) return image;
  throw usageError(`the blueprint ${blueprint.files.metadata.name} has no image`);
}

/** How docker runs. */
export interface DockerOptions {
  readonly onOutput: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Builds an image with docker, on `base` in place of its Dockerfile's base image if given. */
export async function buildImage(
  { tag, files }: ImageContext,
  base: string | undefined,
  { onOutput, signal }: DockerOptions,
): Promise<void> {
  await withTemporaryFolder(files(), async (folder) => {
    const words = base === undefined ? [] : ['--build-arg', `BASE_IMAGE=${base}`];
    await runDocker(['build', '-t', tag, ...words, folder], onOutput, signal);
  });
}
