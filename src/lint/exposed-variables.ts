import { KeptWith } from '../source/kept-with.ts';
import { meantRaw } from './compose-file.ts';
import { dollarTexts } from './dollar-texts.ts';
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
    for (const { node, keys, parsed } of dollarTexts(meantRaw(file))) {
      if (isHarmless(keys, node.text)) continue;
      for (const part of parsed.parts) {
        if ('variable' in part) names.add(part.variable);
      }
    }
  }
  return names;
}
