import { nearest } from '../../diagnostics/nearest.ts';
import { versionRule } from '../lint-rule.ts';

export const undefinedValue = versionRule({
  code: 'undefined-value',
  group: 'questions',
  severity: 'warning',
  summary: 'a Go template uses a variable without a question',
  docs: `If no question has the variable NAME, \`.Values.NAME\` prints \`<no value>\`, and is
false in a condition.`,
  *check(facts) {
    const reported = new Set<string>();
    const asked = [...facts.answers.keys()];
    for (const { name, at } of facts.uses.inTemplate) {
      const key = `${at.file.path}:${name}`;
      if (facts.answers.has(name) || reported.has(key)) continue;
      reported.add(key);
      const meant = nearest(name, asked);
      yield {
        at,
        message: `.Values.${name} is used, but no question has the variable ${name}, so it prints "<no value>"`,
        hint: meant === undefined ? `add a question for ${name}` : `did you mean ${meant}?`,
      };
    }
  },
});
