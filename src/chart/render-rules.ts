import { chartAnswersOf } from '../answers/chart-answers.ts';
import type { AnswerRule } from '../model/answers.ts';
import type { ChartSource } from './chart-source.ts';
import {
  namesIn,
  translateRule,
  type TranslatedRule,
  type Untranslatable,
} from './translate-rule.ts';

/** A rule of the answers schema, and what it is for Helm. */
interface ChartRule {
  readonly rule: AnswerRule;
  readonly made: TranslatedRule | Untranslatable;
}

/** The rules whose answers charts have, all of them. */
export function chartRules({ schema }: Pick<ChartSource, 'schema'>): ChartRule[] {
  const byName = new Map(
    chartAnswersOf(schema.declared).map((answer) => [answer.spec.name, answer]),
  );
  return schema.rules
    .filter((rule) => [...namesIn(rule)].every((name) => byName.has(name)))
    .map((rule) => ({ rule, made: translateRule(rule, byName) }));
}

const rulesOf = (source: Pick<ChartSource, 'schema'>, severity: AnswerRule['severity']) =>
  chartRules(source).flatMap(({ made }) =>
    'isBroken' in made && made.severity === severity ? [made] : [],
  );

/**
 * templates/answers.yaml: renders nothing, or fails with all broken rules at once. JSON Schema cannot compare two values;
 * the text of `fail` is all that a user of Rancher gets to see.
 */
export function renderRules(source: Pick<ChartSource, 'schema'>): string | undefined {
  const rules = rulesOf(source, 'error');
  if (rules.length === 0) return undefined;
  const lines = rules.flatMap(({ isBroken, message }) => [
    `{{- if ${isBroken} }}`,
    `{{- $faults = append $faults ${message} }}`,
    '{{- end }}',
  ]);
  return [
    '{{- $faults := list }}',
    ...lines,
    '{{- if $faults }}',
    '{{- fail (print "\\n\\n" (join "\\n" $faults)) }}',
    '{{- end }}',
    '',
  ].join('\n');
}

/** templates/NOTES.txt: the warnings of broken rules, then the blueprint's own notes. */
export function renderNotes(source: Pick<ChartSource, 'schema'>, own: string): string | undefined {
  const warnings = rulesOf(source, 'warning').flatMap(({ isBroken, message }) => [
    `{{- if ${isBroken} }}`,
    `WARNING: {{ ${message} }}`,
    '{{ end }}',
  ]);
  if (warnings.length === 0) return own === '' ? undefined : own;
  return `${warnings.join('\n')}\n${own}`;
}
