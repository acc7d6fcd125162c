import { affinityMacros } from '../../rancher/parse-affinity.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { versionRule } from '../lint-rule.ts';

export const undefinedVariable = versionRule({
  code: 'undefined-variable',
  group: 'compose',
  severity: 'error',
  summary: 'a variable is used that no question asks',
  docs: `Rancher puts the empty text in its place, with a warning in a log that nobody reads. A \`$\`
that is meant as such, for a shell in the container, is written \`$$\`.`,
  *check(facts) {
    const told = new Set<string>();
    const asked = [...facts.launch.answers.keys()];
    for (const { name, at } of facts.uses.interpolated) {
      const key = `${at.file.path}:${name}`;
      if (facts.launch.answers.has(name) || affinityMacros.has(name) || told.has(key)) continue;
      told.add(key);
      const meant = nearest(name, asked);
      yield {
        at,
        message: `\${${name}} is used, and no question asks it: Rancher puts nothing in its place`,
        hint:
          meant === undefined
            ? 'a $ that is meant as such is written $$'
            : `did you mean ${meant}? A $ that is meant as such is written $$`,
      };
    }
  },
});
