import { nearest } from '../../diagnostics/nearest.ts';
import { versionRule } from '../lint-rule.ts';

export const undefinedValue = versionRule({
  code: 'undefined-value',
  group: 'questions',
  severity: 'warning',
  summary: 'a Go template uses a variable that no question asks',
  docs: `A template prints \`<no value>\` for \`.Values.NAME\` where no question asks NAME, and takes it
for false in a condition.`,
  *check(facts) {
    const told = new Set<string>();
    const asked = [...facts.launch.answers.keys()];
    for (const { name, at } of facts.uses.inTemplate) {
      const key = `${at.file.path}:${name}`;
      if (facts.launch.answers.has(name) || told.has(key)) continue;
      told.add(key);
      const meant = nearest(name, asked);
      yield {
        at,
        message: `.Values.${name} is used, and no question asks ${name}: a template prints "<no value>" for it`,
        hint: meant === undefined ? `add a question for ${name}` : `did you mean ${meant}?`,
      };
    }
  },
});
