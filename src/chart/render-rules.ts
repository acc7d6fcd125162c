import { chartAnswersOf } from '../answers/chart-answers.ts';
import type { AnswerRule } from '../model/answers.ts';
import { KeptWith } from '../source/kept-with.ts';
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

// Once for all entries of a blueprint.
const known = new KeptWith<ChartSource['schema'], readonly ChartRule[]>();

function translateRules(schema: ChartSource['schema']): readonly ChartRule[] {
  const byName = new Map(
    chartAnswersOf(schema.declared).map((answer) => [answer.spec.name, answer]),
  );
  return schema.rules
    .filter((rule) => [...namesIn(rule)].every((name) => byName.has(name)))
    .map((rule) => ({ rule, made: translateRule(rule, byName) }));
}

/** The rules whose answers charts have, all of them. */
export const chartRules = ({ schema }: Pick<ChartSource, 'schema'>): readonly ChartRule[] =>
  known.of(schema, translateRules);

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
