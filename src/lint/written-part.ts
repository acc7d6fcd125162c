import type { YamlNode } from '../source/yaml-node.ts';
import { fieldText } from '../rancher/go-text.ts';
import { spotIn, type ComposeFile } from './compose-file.ts';
import type { Spot } from './found.ts';
import { isAsked } from './label-problems.ts';
import { rawField, serviceSpot, type VersionFacts } from './version-facts.ts';

/** A part of a service as it is written in a file. */
interface WrittenPart {
  readonly file: ComposeFile;
  readonly node: YamlNode;
}

/** All keys and values below a node, itself included. */
function* nodes(node: YamlNode | undefined): Generator<YamlNode> {
  if (node === undefined) return;
  yield node;
  if (node.kind === 'list') for (const item of node.items) yield* nodes(item);
  if (node.kind !== 'map') return;
  for (const { key, value } of node.entries.values()) {
    yield key;
    yield* nodes(value);
  }
}

/** Whether a part can be what Rancher made of a scalar: an item of `environment` has its name as well. */
const isFrom = (part: YamlNode, node: YamlNode) =>
  part.kind === 'scalar' && node.kind === 'scalar' && fieldText(part).endsWith(node.text);

/**
 * Where a part of a key is written. Rancher appends lists and merges maps of both files, so the part can
 * be from either.
 */
function writtenPart(
  facts: VersionFacts,
  service: string,
  key: string,
  part: YamlNode,
): WrittenPart | undefined {
  const found = facts.composeFiles.toReversed().flatMap((file) => {
    const at = [...nodes(rawField(file, service, key))].filter(
      ({ offset }) => offset === part.offset,
    );
    const node = at.find(({ kind }) => kind === part.kind) ?? at[0];
    return node ? [{ file, node }] : [];
  });
  return found.find(({ node }) => isFrom(part, node)) ?? found[0];
}

/** The place of a part of a key of a service. */
export function partSpot(facts: VersionFacts, service: string, key: string, part: YamlNode): Spot {
  const written = writtenPart(facts, service, key, part);
  return written ? spotIn(written.file, part) : serviceSpot(facts, service, key);
}

/** Whether a part of a key depends on an answer, so that it is not known what it will be. */
export function isAnswered(
  facts: VersionFacts,
  service: string,
  key: string,
  part: YamlNode | undefined,
): boolean {
  const node = part && writtenPart(facts, service, key, part)?.node;
  return isAsked(node);
}
