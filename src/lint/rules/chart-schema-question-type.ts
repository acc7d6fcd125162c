import { questionSpot } from '../charts/question-spot.ts';
import { optionsOf, type FormQuestion } from '../charts/questions.ts';
import { schemaAt, typesOf } from '../charts/schema-facts.ts';
import { child } from '../../source/yaml-node.ts';
import { chartRule } from '../lint-rule.ts';

/** Types of JSON that the form sends for a type of question; undefined if it depends. */
function sentTypes(question: FormQuestion): readonly string[] | undefined {
  const { type, node } = question;
  if (type === 'int') return ['integer', 'number'];
  if (type === 'float') return ['number'];
  if (type === 'boolean') return ['boolean'];
  if (type === 'enum' || type === 'radio') {
    return child(node, 'options')?.kind === 'map' && (optionsOf(question) ?? []).length > 0
      ? ['string']
      : undefined;
  }
  const isText = [
    '',
    'string',
    'password',
    'multiline',
    'hostname',
    'secret',
    'configmap',
    'storageclass',
    'pvc',
  ];
  return isText.includes(type) ? ['string'] : undefined;
}

export const chartSchemaQuestionType = chartRule({
  code: 'chart-schema-question-type',
  group: 'chart-schema',
  severity: 'error',
  summary: 'the schema refuses the type that the form sends',
  docs: `The form sends a number for int and float, true or false for boolean, and text for all others and for a map of options; Helm
does not convert it. With another \`type\` in values.schema.json the installation fails as soon as a user changes the value.`,
  *check(chart) {
    const { schema } = chart.schema;
    if (!schema) return;
    for (const question of chart.questions) {
      const at = question.keys ? schemaAt(schema, question.keys) : undefined;
      const sent = sentTypes(question);
      if (at?.kind !== 'schema' || !sent) continue;
      const types = typesOf(at.part.schema);
      if (types.length === 0 || types.some((type) => sent.includes(type))) continue;
      yield {
        at: questionSpot(chart, question, 'type'),
        message: `the form sends ${sent[0] ?? ''} for ${question.variable}, and values.schema.json takes ${types.join(' or ')} only`,
        hint: 'make the type of the question and that of the schema the same',
      };
    }
  },
});
