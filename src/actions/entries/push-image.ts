import { catalogError, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { hasImage } from '../../docker/docker.ts';
import { push, tryPull, type RegistryCall } from '../../docker/registry.ts';
import type { ImageContext } from '../../generate/image-context.ts';
import { digestOf } from '../../model/digest.ts';
import { canBePushed, registryOf } from '../../model/image-reference.ts';
import { buildImage } from './build-image.ts';

/** The labels of a pushed image, by which a later run knows what it was built from. */
export const imageLabels = {
  // The image definition: whether a tag that exists is the image that would be built.
  definition: 'rancher-catalog.definition',
  // Annotations of the Open Container Initiative (image-spec, annotations.md).
  baseName: 'org.opencontainers.image.base.name',
  baseDigest: 'org.opencontainers.image.base.digest',
} as const;

/** What an image that was pushed, or already was in the registry, is there. */
export interface PushedImage {
  readonly digest: string;
  /** False if the registry had it before. */
  readonly pushed: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export const localHint = 'name one that you can push to: image: registry.example.com/redis:1.0.0';

/** Throws if no registry can take an image of this name. */
export function assertPushable(tag: string): void {
  if (canBePushed(tag)) return;
  throw catalogError(
    'image-local',
    `${tag} is not a name to which an image can be pushed`,
    localHint,
  );
}

/** The value of the label `definition`. */
export const definitionOf = ({ definition }: ImageContext, base: string | undefined): string =>
  base === undefined ? definition : digestOf([definition, base]);

const exists = (tag: string) => `${registryOf(tag)} already has ${tag}`;

/** What an existing tag means. Throws if it is another image: a tag that stacks run never changes. */
function keepExisting(tag: string, found: string | undefined, wanted: string): Diagnostic[] {
  if (found === wanted) return [];
  const hint =
    'to release a new image, choose a tag that does not exist: image outdated prints one';
  if (found !== undefined) {
    throw catalogError('image-exists', `${exists(tag)}, built from another image definition`, hint);
  }
  const message = `${exists(tag)}, which is kept: it has no label that shows what it was built from`;
  return [{ code: 'image-exists', severity: 'warning', message, hint }];
}

/** The labels for the base image. None if it is only on this machine, where a newer one cannot be found. */
async function baseLabels(base: string | undefined, call: RegistryCall) {
  if (base === undefined) return {};
  const pulled = await tryPull(base, call).catch(async (error: unknown) => {
    if (call.signal.aborted || !(await hasImage(base))) throw error;
    return { image: undefined };
  });
  if (!pulled.image) return {};
  return { [imageLabels.baseName]: base, [imageLabels.baseDigest]: pulled.image.digest };
}

/** Builds and pushes an image, unless the registry has it. Never changes what a tag means. */
export async function pushImage(
  image: ImageContext,
  base: string | undefined,
  call: RegistryCall,
): Promise<PushedImage> {
  const definition = definitionOf(image, base);
  const { image: existing } = await tryPull(image.tag, call);
  if (existing) {
    const diagnostics = keepExisting(
      image.tag,
      existing.labels[imageLabels.definition],
      definition,
    );
    return { digest: existing.digest, pushed: false, diagnostics };
  }
  const labels = {
    [imageLabels.definition]: definition,
    ...(await baseLabels(base ?? image.base(), call)),
  };
  await buildImage(image, { base, labels }, call);
  return { digest: await push(image.tag, call), pushed: true, diagnostics: [] };
}
