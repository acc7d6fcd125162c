import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { TemplateFile } from '../model/blueprint.ts';
import { tagsOf } from './template/template-tags.ts';

/** The names of the partials that a template includes. */
const includedBy = (text: string): string[] =>
  [...tagsOf(text)].flatMap(({ partial }) => partial ?? []);

/**
 * Warnings of partials that no template includes, not even through another partial. None if a template includes one that
 * there is not: its name is an error, and one that seems unused can be meant.
 */
export function unusedPartials(
  templates: readonly TemplateFile[],
  partials: readonly TemplateFile[],
): Diagnostic[] {
  const texts = new Map(partials.map(({ output, text }) => [output, text]));
  const used = new Set<string>();
  const waiting = templates.flatMap(({ text }) => includedBy(text));
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (used.has(name)) continue;
    used.add(name);
    waiting.push(...includedBy(texts.get(name) ?? ''));
  }
  if ([...used].some((name) => !texts.has(name))) return [];
  return partials
    .filter(({ output }) => !used.has(output))
    .map(({ path, output }) => ({
      code: 'blueprint-unused',
      severity: 'warning',
      message: 'no template includes this partial',
      at: { file: path },
      hint: `write {{> ${output}}} where its text belongs, or remove it`,
    }));
}
