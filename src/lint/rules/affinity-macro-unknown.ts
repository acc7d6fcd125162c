import { labelProblems } from '../label-problems.ts';
import { versionRule } from '../lint-rule.ts';

const macro = /(?<!\$)(?:\$\$)*\$\{?(?:stack_name|service_name|project_name)\b/;

export const affinityMacroUnknown = versionRule({
  code: 'affinity-macro-unknown',
  group: 'scheduling',
  severity: 'error',
  summary: 'a macro in a scheduling rule is unknown or resolves to an empty name',
  docs: `The scheduler replaces \`$\${stack_name}\`, \`$\${service_name}\` and the old
\`$\${project_name}\`, and nothing else. A rule with an empty name in it matches no container.`,
  *check(facts) {
    const lost = new Set(
      facts.services
        .flatMap(({ labels }) => labels)
        .filter(({ raw }) => raw?.kind === 'scalar' && macro.test(raw.text))
        .map(({ at }) => at),
    );
    // A macro that lost its $ in interpolation is reported by macro-unescaped.
    for (const found of labelProblems(facts, ['affinity-macro'])) {
      if (!lost.has(found.at)) yield found;
    }
  },
});
