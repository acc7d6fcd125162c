import { parseInterpolation } from '../rancher/launch/interpolator.ts';
import { KeptWith } from '../source/kept-with.ts';
import { meantRaw, scalars } from './compose-file.ts';
import type { VersionFacts } from './version-facts.ts';

/** Keys of a service that accept any string, including an empty one. */
const harmless = new Set(['environment', 'labels', 'hostname']);

/** Whether any text is accepted where a scalar is; the services in io.rancher.sidekicks must exist. */
const isHarmless = (keys: readonly string[], text: string): boolean =>
  harmless.has(keys[1] ?? '') && ![keys[2] ?? '', text].some((each) => sidekicks.test(each));

const sidekicks = /^\s*io\.rancher\.sidekicks\b/;

const known = new KeptWith<VersionFacts, ReadonlySet<string>>();

/**
 * Variables that are used where the text of an answer can make Rancher refuse a launch: printed by a
 * template, or in a value that is more than a text.
 */
export function exposedVariables(facts: VersionFacts): ReadonlySet<string> {
  return known.of(facts, findExposed);
}

function findExposed({ composeFiles, uses }: VersionFacts): ReadonlySet<string> {
  const names = new Set(uses.inTemplate.filter(({ printed }) => printed).map(({ name }) => name));
  for (const file of composeFiles) {
    if (!file.text.includes('$')) continue;
    const raw = meantRaw(file);
    const parts = [raw?.services, raw?.containers, raw?.sections.volumes, raw?.sections.networks];
    for (const { node, keys } of parts.flatMap((part) => [...scalars(part)])) {
      if (node.type !== 'str' || !node.text.includes('$') || isHarmless(keys, node.text)) continue;
      for (const part of parseInterpolation(node.text).parts) {
        if ('variable' in part) names.add(part.variable);
      }
    }
  }
  return names;
}
