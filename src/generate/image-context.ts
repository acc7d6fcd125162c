import { answerText } from '../model/answers.ts';
import type { BlueprintFiles, BlueprintMetadata } from '../model/blueprint.ts';
import { digestOf } from '../model/digest.ts';
import { bytesOf, textAt, textOf, type FileTree, type TreeFile } from '../model/file-tree.ts';
import { baseImageOf } from './base-image.ts';
import type { Entry } from './entry.ts';

const key = (name: string) => `org.opencontainers.image.${name}`;

/** The annotations of the Open Container Initiative that an entry has words for. */
function imageLabels(
  entry: Entry,
  metadata: BlueprintMetadata,
): readonly (readonly [string, string])[] {
  const { maintainer, license, projectURL } = metadata;
  return [
    [key('title'), entry.title],
    [key('description'), entry.description],
    [key('version'), entry.version],
    ...(maintainer === undefined ? [] : [[key('authors'), maintainer] as const]),
    ...(license === undefined ? [] : [[key('licenses'), license] as const]),
    ...(projectURL === undefined ? [] : [[key('url'), projectURL] as const]),
  ];
}

/** The name and tag that the entry runs. */
function imageTag(entry: Entry): string {
  const { fixed, asked } = entry.answers;
  return answerText(fixed.get('image') ?? asked.get('image') ?? `${entry.name}:${entry.version}`);
}

// In a Dockerfile's double quotes a `$` begins a variable, and only `\` takes that from it.
const quoted = (text: string) =>
  `"${text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/["\\$]/g, (char) => `\\${char}`)}"`;

function withLabels(file: TreeFile, lines: string): TreeFile {
  return { ...file, content: `${textOf(file).replace(/\n*$/, '\n')}${lines}` };
}

/** The image of an entry, as it would be built. */
export interface ImageContext {
  /** The name and tag that the entry runs. */
  readonly tag: string;
  /** Made when called, because many entries share an image. */
  readonly files: () => FileTree;
  /** The same for two entries exactly if tag and files are. */
  readonly key: string;
  /** The digest of the image definition: of all files, without the labels of the entry. */
  readonly definition: string;
  /** The image that its Dockerfile is built on, read when called. */
  readonly base: () => string | undefined;
}

const digests = new WeakMap<FileTree, string>();

/** The digest of an image definition, worked out once: thousands of entries can share it. */
function digestOfTree(tree: FileTree): string {
  const known = digests.get(tree);
  if (known !== undefined) return known;
  const digest = digestOf(
    [...tree].flatMap(([path, file]) => [`${path} ${file.mode}`, bytesOf(file)]),
  );
  digests.set(tree, digest);
  return digest;
}

/**
 * The image definition of a blueprint as the build context of an entry's image: labelled with what
 * the entry is. Undefined when the blueprint has no image of its own.
 */
export function imageContext(
  entry: Entry,
  { image, metadata }: Pick<BlueprintFiles, 'image' | 'metadata'>,
): ImageContext | undefined {
  if (image.size === 0) return undefined;
  const labels = imageLabels(entry, metadata);
  const lines = labels.map(([label, value]) => `LABEL ${label}=${quoted(value)}\n`).join('');
  const tag = imageTag(entry);
  return {
    tag,
    files: () =>
      new Map(
        [...image].map(([path, file]) => [
          path,
          /^Dockerfile(\.|$)/.test(path) ? withLabels(file, lines) : file,
        ]),
      ),
    key: JSON.stringify([tag, digestOfTree(image), lines]),
    definition: digestOfTree(image),
    base: () => baseImageOf(textAt(image, 'Dockerfile')),
  };
}
