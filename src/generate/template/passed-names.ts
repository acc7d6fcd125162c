import type { TemplateFile } from '../../model/blueprint.ts';

/** Partial → the names that any call of it passes a value for. */
export type PassedNames = ReadonlyMap<string, ReadonlySet<string>>;

const calls = /\{\{~?#?>\s*([^\s}]+)((?:"[^"]*"|'[^']*'|[^}"'])*)\}\}/g;

/** The names that a partial uses, with the partials that it includes. */
export function usedNames(
  file: TemplateFile,
  partials: ReadonlyMap<string, TemplateFile>,
  seen = new Set<TemplateFile>(),
): ReadonlySet<string> {
  seen.add(file);
  const inside = [...file.text.matchAll(/\{\{((?:"[^"]*"|'[^']*'|[^}"'])*)\}\}/g)].map(
    ([, tag = '']) => tag.replaceAll(/"[^"]*"|'[^']*'/g, ''),
  );
  const names = new Set(inside.flatMap((tag) => tag.match(/\w+(?!\s*=|\w)/g) ?? []));
  for (const [name, each] of partials) {
    if (!names.has(name.split(/\W/)[0] ?? '') || seen.has(each)) continue;
    for (const used of usedNames(each, partials, seen)) names.add(used);
  }
  return names;
}

/** The names that calls of partials pass, as the texts of all templates have them. */
export function passedNames(files: readonly Pick<TemplateFile, 'text'>[]): PassedNames {
  const passed = new Map<string, Set<string>>();
  for (const [, partial = '', values = ''] of files.flatMap(({ text }) => [
    ...text.matchAll(calls),
  ])) {
    const names = passed.get(partial) ?? new Set();
    passed.set(partial, names);
    const withoutTexts = values.replaceAll(/"[^"]*"|'[^']*'/g, '');
    for (const [, name = ''] of withoutTexts.matchAll(/(\w+)\s*=/g)) names.add(name);
  }
  return passed;
}
