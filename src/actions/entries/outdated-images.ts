import { assertEngine } from '../../docker/docker.ts';
import { pull, tryPull, type RegistryCall } from '../../docker/registry.ts';
import { imageContext, type ImageContext } from '../../generate/image-context.ts';
import { renderEntry } from '../../generate/render-entry.ts';
import { digestOf } from '../../model/digest.ts';
import { digestIn, retag, withoutDigest } from '../../model/image-reference.ts';
import { programVersion } from '../../model/program-version.ts';
import { readComposeFiles } from '../../publish/compose-files.ts';
import { withImage, type MadeImage } from './make-image.ts';
import { assertPushable, definitionOf, imageLabels } from './push-image.ts';
import type { EntryOptions, LoadedEntry } from './load-entries.ts';

/** An image answer that is older than what is in the registry. */
export interface OutdatedImage {
  /** The key of the answer. */
  readonly key: string;
  readonly from: string;
  /** The answer to set: a new tag of the own image, or the new digest of an image of others. */
  readonly to: string;
  readonly reason: string;
}

/** What a look at the registries found. */
export interface ImageReport {
  readonly outdated: readonly OutdatedImage[];
  /** One line for each image that needs no change. */
  readonly notes: readonly string[];
}

const short = (digest: string) => digest.replace('sha256:', '').slice(0, 12);

/** A tag that names what the image is built from, in place of an earlier one of this kind. */
const nextTag = (tag: string, inputs: readonly string[]) =>
  retag(tag, (old) => `${old.replace(/-[0-9a-f]{12}$/, '')}-${digestOf(inputs).slice(0, 12)}`);

/** Why an image is not the one that would be built; undefined if that is only because of its base. */
function reasonFor(known: string | undefined, definition: string): string | undefined {
  if (known === undefined) return 'it has no label that shows what it was built from';
  return known === definition ? undefined : 'its image definition has changed';
}

/** Compares an image that this entry builds with its definition and its base image of today. */
async function checkOwn(
  image: ImageContext,
  override: string | undefined,
  call: RegistryCall,
): Promise<ImageReport> {
  const { image: released, ...rest } = await tryPull(image.tag, call);
  if (!released) {
    const reason = 'isDenied' in rest && rest.isDenied ? ', or shows none to this user' : '';
    return { outdated: [], notes: [`${image.tag}: the registry has no such tag yet${reason}`] };
  }
  const { labels } = released;
  const definition = definitionOf(image, override);
  const base = override ?? image.base();
  const digest = base === undefined ? '' : (await pull(base, call)).digest;
  const built = labels[imageLabels.baseDigest] ?? '';
  const known = labels[imageLabels.definition];
  if (known === definition && built === digest) {
    return {
      outdated: [],
      notes: [`${image.tag} is current: ${base ?? 'no base'} ${short(digest)}`],
    };
  }
  const reason = reasonFor(known, definition) ?? `${base ?? ''} is now ${short(digest)}`;
  const to = nextTag(image.tag, [definition, digest]);
  return { outdated: [{ key: 'image', from: image.tag, to, reason }], notes: [] };
}

/** The fixed answers that are the image of a service. */
function imageAnswers({ entry, blueprint }: LoadedEntry): [string, string][] {
  const { version } = renderEntry(blueprint, entry, programVersion);
  const services = [...readComposeFiles(version).services.values()];
  const images = new Set(services.map(({ image }) => image));
  return [...entry.answers.fixed].flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' && images.has(value) ? [[key, value]] : [],
  );
}

/** Compares the digests of images that others publish with those that the answers pin. */
async function checkOthers(loaded: LoadedEntry, call: RegistryCall): Promise<ImageReport> {
  const outdated: OutdatedImage[] = [];
  const notes: string[] = [];
  for (const [key, from] of imageAnswers(loaded)) {
    const name = withoutDigest(from);
    const { digest } = await pull(name, call);
    const pinned = digestIn(from);
    const reason = `${name} is ${short(digest)}, ${pinned === undefined ? 'and not pinned yet' : `no longer ${short(pinned)}`}`;
    if (pinned === digest) notes.push(`${key}: ${name} is still ${short(digest)}`);
    else outdated.push({ key, from, to: `${name}@${digest}`, reason });
  }
  if (outdated.length + notes.length === 0) notes.push('no answer names an image');
  return { outdated, notes };
}

/** How to look. */
export interface OutdatedOptions extends EntryOptions, RegistryCall {
  readonly signal: AbortSignal;
  /** The base image with which the image is built. @default the one of the Dockerfile */
  readonly base: string | undefined;
}

/** Finds the image answers of an entry for which the registries have something newer. */
export function findOutdated(options: OutdatedOptions): Promise<MadeImage<ImageReport>> {
  return withImage(options, async (loaded) => {
    const image = imageContext(loaded.entry, loaded.blueprint.files);
    if (image) assertPushable(image.tag);
    await assertEngine('run it on a machine with docker', options.signal);
    return image ? checkOwn(image, options.base, options) : checkOthers(loaded, options);
  });
}
