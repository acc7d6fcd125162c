import { affinityMacros } from '../../rancher/parse-affinity.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Spot } from '../found.ts';
import type { LabelFacts } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

const placeOf = ({ file, offset }: Spot) => `${file.path}:${offset ?? ''}`;

const valuePlace = ({ at, raw }: LabelFacts) => placeOf({ ...at, offset: raw?.offset });

export const undefinedVariable = versionRule({
  code: 'undefined-variable',
  group: 'compose',
  severity: 'error',
  summary: 'a variable is used without a question',
  docs: `Rancher replaces the variable with an empty string, and writes a warning to a log. Write
a literal \`$\`, such as one for a shell in the container, as \`$$\`.`,
  *check(facts) {
    const reported = new Set<string>();
    const asked = [...facts.answers.keys()];
    const labels = new Set(facts.services.flatMap((service) => service.labels.map(valuePlace)));
    for (const { name, at } of facts.uses.interpolated) {
      const key = `${at.file.path}:${name}`;
      // A macro of the scheduler is expected in labels; macro-unescaped reports it there.
      const isMacro = affinityMacros.has(name) && labels.has(placeOf(at));
      if (facts.answers.has(name) || isMacro || reported.has(key)) continue;
      reported.add(key);
      const meant = nearest(name, asked);
      yield {
        at,
        message: `no question has the variable ${name}, so Rancher replaces \${${name}} with an empty string`,
        hint:
          meant === undefined
            ? 'write a literal $ as $$'
            : `did you mean ${meant}? Write a literal $ as $$`,
      };
    }
  },
});
