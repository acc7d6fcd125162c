import type { RuleGroup } from '../../src/lint/lint-rule.ts';
import { rules } from '../../src/lint/rule-list.ts';
import { ruleSection } from '../../src/lint/rule-section.ts';

const titles: Readonly<Record<RuleGroup, string>> = {
  index: 'Index: what Rancher lists',
  questions: 'Questions',
  compose: 'Compose files: what Rancher launches',
  scheduling: 'Scheduling and labels',
  yaml: 'YAML',
  lint: 'The linter itself',
};

const preface = `# Rules

The rules of \`rancher-catalog lint\`. An error means that Rancher will not do what is written; a warning
points out a common pitfall. *Fixable*: \`--fix\` applies the fix where it is unambiguous. \`--rule
CODE=off|warning|error\`, or \`rules\` in \`.rancher-catalog.yml\`, change the severity of a rule. A comment
with a reason ignores it in one place:

\`\`\`yaml
# rancher-catalog-ignore image-unpinned: our mirror keeps one tag
image: mirror.example.com/redis
\`\`\`

This page is generated from the rules.
`;

/** docs/rules.md. */
export function rulesPage(): string {
  const groups = Object.entries(titles).map(([group, title]) => {
    const sections = rules.filter((rule) => rule.group === group).map(ruleSection);
    return [`## ${title}\n`, ...sections].join('\n');
  });
  return [preface, ...groups].join('\n');
}
