import { parseInterpolation, type ParsedText } from '../rancher/launch/interpolator.ts';
import type { RawCompose } from '../rancher/launch/raw-compose.ts';
import { KeptWith } from '../source/kept-with.ts';
import type { ScalarNode, YamlNode } from '../source/yaml-node.ts';

type Section = 'services' | 'containers' | 'volumes' | 'networks';

/** A text with a `$` in a part of a file that Rancher interpolates. */
export interface DollarText {
  readonly section: Section;
  readonly node: ScalarNode;
  /** The keys that lead to it, from the name in its section. */
  readonly keys: readonly string[];
  readonly parsed: ParsedText;
}

/** Goes through a section; `keys` are those of the node, which grow and shrink on the way. */
function collect(
  section: Section,
  node: YamlNode | undefined,
  keys: string[],
  found: DollarText[],
): void {
  if (node === undefined) return;
  if (node.kind === 'scalar') {
    if (node.type !== 'str' || !node.text.includes('$')) return;
    found.push({ section, node, keys: [...keys], parsed: parseInterpolation(node.text) });
  } else if (node.kind === 'list') {
    for (const item of node.items) collect(section, item, keys, found);
  } else {
    for (const [key, { value }] of node.entries) {
      keys.push(key);
      collect(section, value, keys, found);
      keys.pop();
    }
  }
}

function textsOf({ services, containers, sections }: RawCompose): readonly DollarText[] {
  const found: DollarText[] = [];
  collect('services', services, [], found);
  collect('containers', containers, [], found);
  collect('volumes', sections.volumes, [], found);
  collect('networks', sections.networks, [], found);
  return found;
}

const known = new KeptWith<RawCompose, readonly DollarText[]>();

/** The texts with a `$`, in the order of interpolation. Several rules look at them. */
export const dollarTexts = (raw: RawCompose | undefined): readonly DollarText[] =>
  raw ? known.of(raw, textsOf) : [];
