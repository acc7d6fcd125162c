import type { BlueprintMetadata } from '../model/blueprint.ts';
import type { FileTree, TreeFile } from '../model/file-tree.ts';
import type { Entry } from './entry.ts';

const key = (name: string) => `org.opencontainers.image.${name}`;

/** The annotations of the Open Container Initiative that an entry has words for. */
export function imageLabels(
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
export function imageTag(entry: Entry): string {
  const { fixed, asked } = entry.answers;
  return String(fixed.get('image') ?? asked.get('image') ?? `${entry.name}:${entry.version}`);
}

// In a Dockerfile's double quotes a `$` begins a variable, and only `\` takes that from it.
const quoted = (text: string) =>
  `"${text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/["\\$]/g, (char) => `\\${char}`)}"`;

function withLabels(file: TreeFile, lines: string): TreeFile {
  const text =
    typeof file.content === 'string' ? file.content : new TextDecoder().decode(file.content);
  return { ...file, content: `${text.replace(/\n*$/, '\n')}${lines}` };
}

/** The image definition of a blueprint as the context of this entry's image: labelled. */
export function imageContext(
  image: FileTree,
  labels: readonly (readonly [string, string])[],
): FileTree {
  const lines = labels.map(([label, value]) => `LABEL ${label}=${quoted(value)}\n`).join('');
  return new Map(
    [...image].map(([path, file]) => [
      path,
      /^Dockerfile(\.|$)/.test(path) ? withLabels(file, lines) : file,
    ]),
  );
}
