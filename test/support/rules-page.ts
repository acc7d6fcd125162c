import type { RuleGroup } from '../../src/lint/lint-rule.ts';
import { rules, type KnownRule } from '../../src/lint/rule-list.ts';
import { ruleExamples } from './rule-examples.ts';

const titles: Readonly<Record<RuleGroup, string>> = {
  index: 'Index: what Rancher lists',
  questions: 'Questions',
  compose: 'Compose files: what Rancher launches',
  scheduling: 'Scheduling and labels',
  security: 'Security',
  yaml: 'YAML',
  chart: 'Charts: what Rancher 2 shows',
  'chart-index': 'Charts: repositories',
  'chart-questions': 'Charts: the form',
  'chart-schema': 'Charts: values.schema.json',
  'chart-objects': 'Charts: what is installed',
  lint: 'The linter itself',
};

const preface = `# Rules

The rules of \`rancher-catalog lint\`. An error means that Rancher will not do what is written; a warning
points out a common pitfall. Rules whose name begins with \`chart-\` are about charts for Rancher 2, all others about entries
for Rancher 1.6. *Fixable*: \`--fix\` applies the fix where it is unambiguous. \`--rule
CODE=off|info|warning|error\`, or \`rules\` in \`.rancher-catalog.yml\`, change the severity of a rule. There,
\`security\` in place of a rule means all rules of that group, so a catalog opts out of them with
\`rules: {security: off}\`; the names of the other groups are index, questions, compose, scheduling and yaml, and of
charts chart, chart-index, chart-questions, chart-schema and chart-objects. A comment with a reason ignores one rule in one place.

Ignored in one place:

\`\`\`yaml
# rancher-catalog-ignore image-unpinned: our mirror keeps one tag
image: mirror.example.com/redis
\`\`\`

This page is generated from the rules and the fixtures of their tests. Each rule has a wrong and a right
example: the part of a file that matters, or the list of the files; \`# …\` marks lines that are left out.
Paths are those in the folder of a template, or of a chart.
`;

/** A rule in Markdown: its own text, and examples from its fixtures. */
function ruleSection({ code, severity, summary, docs, fixable }: KnownRule): string {
  const marks = fixable ? `${severity}, fixable` : severity;
  return `### ${code}\n\n*${marks}* — ${summary}.\n\n${docs}\n\n${ruleExamples(code)}`;
}

/** docs/rules.md. */
export function rulesPage(): string {
  const groups = Object.entries(titles).map(([group, title]) => {
    const sections = rules.filter((rule) => rule.group === group).map(ruleSection);
    return [`## ${title}\n`, ...sections].join('\n');
  });
  return [preface, ...groups].join('\n');
}
