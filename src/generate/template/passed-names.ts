import type { TemplateFile } from '../../model/blueprint.ts';
import { tagsOf } from './template-tags.ts';

/** Partial → the names that any call of it passes a value for. */
export type PassedNames = ReadonlyMap<string, ReadonlySet<string>>;

/** The names that a partial uses, with the partials that it includes. */
export function usedNames(
  file: TemplateFile,
  partials: ReadonlyMap<string, TemplateFile>,
): ReadonlySet<string> {
  const names = new Set<string>();
  const files = new Set([file]);
  for (const each of files) {
    for (const { partial = '', names: used } of tagsOf(each.text)) {
      for (const name of used) names.add(name);
      const included = partials.get(partial);
      if (included) files.add(included);
    }
  }
  return names;
}

/** The names that calls of partials pass, as the texts of all templates have them. */
export function passedNames(files: readonly Pick<TemplateFile, 'text'>[]): PassedNames {
  const passed = new Map<string, Set<string>>();
  for (const { partial, keys } of files.flatMap(({ text }) => [...tagsOf(text)])) {
    if (partial === undefined) continue;
    const names = passed.get(partial) ?? new Set();
    passed.set(partial, names);
    for (const key of keys) names.add(key);
  }
  return passed;
}
