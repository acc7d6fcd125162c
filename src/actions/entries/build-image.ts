import { usageError } from '../../diagnostics/usage-error.ts';
import { runDocker } from '../../docker/docker.ts';
import { withTemporaryFolder } from '../../files/temporary-folder.ts';
import { imageContext, imageLabels, imageTag } from '../../generate/image-context.ts';
import type { FileTree } from '../../model/file-tree.ts';
import type { LoadedEntry } from './load-entries.ts';

/** The image of an entry, as it would be built. */
export interface Image {
  /** That of the entry. */
  readonly name: string;
  readonly tag: string;
  readonly context: FileTree;
}

/** The image that an entry runs. Throws when its blueprint has none of its own. */
export function imageOf({ entry, blueprint }: LoadedEntry): Image {
  const { image, metadata } = blueprint.files;
  if (image.size === 0) {
    throw usageError(`the blueprint ${metadata.name} has no image of its own`);
  }
  return {
    name: entry.name,
    tag: imageTag(entry),
    context: imageContext(image, imageLabels(entry, metadata)),
  };
}

/** How docker runs. */
export interface DockerOptions {
  readonly onOutput: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Builds an image with docker, on `base` in place of its Dockerfile's base image if given. */
export async function buildImage(
  { tag, context }: Image,
  base: string | undefined,
  { onOutput, signal }: DockerOptions,
): Promise<void> {
  await withTemporaryFolder(context, async (folder) => {
    const words = base === undefined ? [] : ['--build-arg', `BASE_IMAGE=${base}`];
    await runDocker(['build', '-t', tag, ...words, folder], onOutput, signal);
  });
}
