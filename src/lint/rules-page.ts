import type { RuleGroup } from './lint-rule.ts';
import { rules, type KnownRule } from './rule-list.ts';

const titles: Readonly<Record<RuleGroup, string>> = {
  index: 'Index: what Rancher lists',
  questions: 'Questions',
  compose: 'Compose files: what Rancher launches',
  scheduling: 'Scheduling and labels',
  yaml: 'YAML',
  lint: 'The linter itself',
};

const preface = `# Rules

What \`rancher-catalog lint\` says of a catalog. An error means that Rancher will not do what is written;
a warning that it will, and that people regret it later. *Fixable*: \`--fix\` mends it where there is one
right answer. \`--rule CODE=off|warning|error\`, or the \`rules\` of \`.rancher-catalog.yml\`, change what a
rule counts for; a comment with a reason silences it in one place:

\`\`\`yaml
# rancher-catalog-ignore image-unpinned: our mirror keeps one tag
image: mirror.example.com/redis
\`\`\`

This page is made from the rules themselves.
`;

/** What a rule says of itself, in Markdown. */
export function ruleSection({ code, severity, summary, docs, fixable }: KnownRule): string {
  const marks = fixable ? `${severity}, fixable` : severity;
  return `### ${code}\n\n*${marks}* — ${summary}.\n\n${docs}\n`;
}

/** docs/rules.md. */
export function rulesPage(): string {
  const groups = Object.entries(titles).map(([group, title]) => {
    const sections = rules.filter((rule) => rule.group === group).map(ruleSection);
    return [`## ${title}\n`, ...sections].join('\n');
  });
  return [preface, ...groups].join('\n');
}
