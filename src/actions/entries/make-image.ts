import { join } from 'node:path';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { assertEngine } from '../../docker/docker.ts';
import { writeFolder } from '../../files/write-folder.ts';
import { buildImage, imageOf, type DockerOptions } from './build-image.ts';
import { assertPushable, pushImage } from './push-image.ts';
import { loadEntries, type EntryOptions, type LoadedEntry } from './load-entries.ts';

/** What was made of an image; undefined when a diagnostic is an error. */
export interface MadeImage<T> {
  readonly made: T | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}

/** Loads the one entry of a call, and makes something of its image unless it is faulty. */
export async function withImage<T>(
  options: EntryOptions,
  make: (loaded: LoadedEntry) => T | Promise<T>,
): Promise<MadeImage<T>> {
  const { entries, diagnostics, texts } = await loadEntries(options);
  const [loaded] = entries;
  const isUsable = loaded !== undefined && !hasErrors(diagnostics);
  return { made: isUsable ? await make(loaded) : undefined, diagnostics, texts };
}

/** A build context on disk. */
export interface WrittenContext {
  readonly tag: string;
  readonly folder: string;
  /** Paths in the folder. */
  readonly files: readonly string[];
}

/** How to write a build context. */
export interface ContextOptions extends EntryOptions {
  /** The folder of the context. @default build/image/NAME, where `generate` writes it too */
  readonly out: string | undefined;
  /** Overwrites files of the context that were edited, and keeps what else is in the folder. */
  readonly force: boolean;
}

/** Writes the build context of an entry's image. */
export async function writeImageContext(
  options: ContextOptions,
): Promise<MadeImage<WrittenContext>> {
  const { out, force } = options;
  const refused: Diagnostic[] = [];
  const { made, ...rest } = await withImage(options, (loaded) => {
    const { tag, files: makeFiles } = imageOf(loaded);
    const files = makeFiles();
    const [root, target] = out === undefined ? ['build', `image/${loaded.entry.name}`] : [out, '.'];
    refused.push(...writeFolder(root, target, files, force));
    return { tag, folder: out ?? join(root, target), files: [...files.keys()] };
  });
  return {
    ...rest,
    made: refused.length > 0 ? undefined : made,
    diagnostics: [...rest.diagnostics, ...refused],
  };
}

/** How to build an image. */
export interface BuildOptions extends EntryOptions, DockerOptions {
  readonly signal: AbortSignal;
  /** The image to build on. @default the one of the Dockerfile */
  readonly base: string | undefined;
  readonly push: boolean;
}

/** An image of the engine, and what the registry has of it. */
export interface BuiltImage {
  readonly tag: string;
  /** False if it is not wanted, or if the registry has the tag already. */
  readonly pushed: boolean;
  /** `sha256:…` in the registry; undefined if it is not in one. */
  readonly digest: string | undefined;
}

/** Builds the image of an entry with docker, and pushes it if wanted. */
export async function buildEntryImage(options: BuildOptions): Promise<MadeImage<BuiltImage>> {
  const warnings: Diagnostic[] = [];
  const { diagnostics, ...rest } = await withImage(options, async (loaded) => {
    const image = imageOf(loaded);
    if (options.push) assertPushable(image.tag);
    await assertEngine(
      'image context writes the same context, to be built where an engine is',
      options.signal,
    );
    if (options.push) {
      const { digest, pushed, diagnostics: found } = await pushImage(image, options.base, options);
      warnings.push(...found);
      return { tag: image.tag, pushed, digest };
    }
    await buildImage(image, options, options);
    return { tag: image.tag, pushed: false, digest: undefined };
  });
  return { ...rest, diagnostics: [...diagnostics, ...warnings] };
}
