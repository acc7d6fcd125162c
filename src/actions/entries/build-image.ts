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

/** What an image is built with, beside its files. */
export interface ImageBuild {
  /** The image to build on. @default the one of the Dockerfile */
  readonly base?: string | undefined;
  /** @default none but those of the Dockerfile */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Builds an image with docker. */
export async function buildImage(
  { tag, files }: ImageContext,
  { base, labels = {} }: ImageBuild,
  { onOutput, signal }: DockerOptions,
): Promise<void> {
  await withTemporaryFolder(files(), async (folder) => {
    const words = [
      ...(base === undefined ? [] : ['--build-arg', `BASE_IMAGE=${base}`]),
      ...Object.entries(labels).flatMap(([label, value]) => ['--label', `${label}=${value}`]),
    ];
    await runDocker(['build', '-t', tag, ...words, folder], onOutput, signal);
  });
}
