import { BlueprintLoader } from '../../src/actions/entries/blueprint-loader.ts';
import { loadEntries } from '../../src/actions/entries/load-entries.ts';
import { formatDiagnostic } from '../../src/diagnostics/format-diagnostic.ts';
import { listWords } from '../../src/diagnostics/list-words.ts';
import { wrapText } from '../../src/terminal/text-width.ts';
import type { AnswerRule } from '../../src/model/answers.ts';
import { brokenAnswers } from './broken-answers.ts';

const preface = `# Rules between answers

The rules that the answers of a built-in blueprint must satisfy, fixed answers and defaults together. An error
stops the command with exit code 1, a warning does not. \`rancher-catalog explain RULE\` prints one of the
sections. The rules of your own blueprint are in \`x-rules\` of its answers.schema.json; see
[blueprints.md](blueprints.md).

This page is generated from the schemas and answers that break their rules.
`;

const file = 'answers.yml';
const pageWidth = 110;

const fenced = (title: string, language: string, text: string) =>
  `${title}:\n\n\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`;

const textOf = (blueprint: string, answers: readonly string[]) =>
  [
    `blueprint: ${blueprint}`,
    'version: 1.0.0',
    'answers:',
    ...answers.map((line) => `  ${line}`),
    '',
  ].join('\n');

/** The rules that answers break, and the messages as they are printed. */
export async function brokenBy(
  blueprint: string,
  answers: readonly string[],
): Promise<{ rules: (string | undefined)[]; text: string }> {
  const draft = textOf(blueprint, answers);
  const drafts = new Map([[file, draft]]);
  const { diagnostics } = await loadEntries({ answers: [file], drafts });
  return {
    rules: diagnostics.map(({ code, rule }) => rule ?? code),
    text: diagnostics.map((each) => formatDiagnostic(each, () => draft)).join('\n\n'),
  };
}

/** The `x-rules` of a built-in blueprint. */
export async function rulesOf(blueprint: string): Promise<readonly AnswerRule[]> {
  const { value } = await new BlueprintLoader().named(blueprint);
  if (!value) throw new Error(`${blueprint} did not load`);
  return value.schema.rules;
}

function requirement(rules: readonly AnswerRule[]): string {
  const checks = rules.map(({ check }) => `\`${check}\``);
  const when = Object.entries(rules[0]?.when ?? {}).map(
    ([name, value]) => `\`${name}\` is \`${String(value)}\``,
  );
  const start = when.length > 0 ? `If ${listWords(when)}, the` : 'The';
  return checks.length === 1
    ? `${start} answers must satisfy ${checks[0]}.`
    : [`${start} answers must satisfy:\n`, ...checks.map((check) => `- ${check}`)].join('\n');
}

async function ruleSection(blueprint: string, rules: readonly AnswerRule[], meaning: string) {
  const [{ rule: name, severity } = { rule: '', severity: 'error' }] = rules;
  const cases = brokenAnswers
    .filter((each) => each.blueprint === blueprint)
    .flatMap((each) => each.cases.filter(({ rule }) => rule === name));
  const rights = new Set(cases.map(({ right }) => textOf(blueprint, right)));
  const wrongs = cases.map(async ({ wrong }) => [
    fenced(`Wrong, \`${file}\``, 'yaml', textOf(blueprint, wrong)),
    fenced('Message', 'text', (await brokenBy(blueprint, wrong)).text),
  ]);
  const examples = [
    ...(await Promise.all(wrongs)).flat(),
    ...[...rights].map((text) => fenced(`Right, \`${file}\``, 'yaml', text)),
  ];
  return [
    `### ${name}`,
    wrapText(`*${severity}* — ${meaning}`, pageWidth).join('\n'),
    requirement(rules),
    examples.join('\n'),
  ].join('\n\n');
}

/** docs/answer-rules.md. */
export async function answerRulesPage(): Promise<string> {
  const parts = [preface];
  for (const { blueprint, meanings } of brokenAnswers) {
    const rules = await rulesOf(blueprint);
    parts.push(`## ${blueprint}\n`);
    for (const name of new Set(rules.map(({ rule }) => rule))) {
      const same = rules.filter(({ rule }) => rule === name);
      parts.push(await ruleSection(blueprint, same, meanings[name] ?? ''));
    }
  }
  return parts.join('\n');
}
