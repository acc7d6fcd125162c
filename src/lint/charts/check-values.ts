import type { Fault } from '../../json-schema/compile-schema.ts';
import type { Found } from '../found.ts';
import type { ChartFacts } from './chart-facts.ts';
import { jsonOf } from './json-of.ts';
import { valueAt } from './value-path.ts';

/** Whether the form asks for a value, or for a part of it. */
function isAsked({ questions }: ChartFacts, pointer: readonly string[]): boolean {
  const path = pointer.join('\0');
  return questions.some(({ keys = [] }) => {
    const asked = keys.join('\0');
    return asked === path || asked.startsWith(`${path}\0`);
  });
}

const words: Readonly<Record<string, string>> = {
  type: 'is not of the type that the schema demands',
  required: 'is missing',
  enum: 'is not among the values of enum',
  timeout: 'takes more than a second to check',
  additionalProperties: 'is not a key of the schema',
};

function foundOf(chart: ChartFacts, { pointer, keyword, key }: Fault): Found {
  const path = key === undefined ? pointer : [...pointer, key];
  const fault = Object.hasOwn(words, keyword) ? words[keyword] : `breaks ${keyword}`;
  return {
    at: chart.spot('values.yaml', valueAt(chart.values, path) ?? valueAt(chart.values, pointer)),
    message: `Helm refuses values.yaml: ${path.length === 0 ? 'the file' : path.join('.')} ${fault ?? ''}`,
    hint: 'correct the value or the schema, or ask for the value in the form',
  };
}

/** What the schema of a chart finds wrong in its values.yaml, unless the form asks for it. */
export function* schemaFault(chart: ChartFacts): Generator<Found> {
  const { schema } = chart.schema;
  const node = chart.values;
  if (!schema || !chart.place.isNewest || (node && node.kind !== 'map')) return;
  const compiled = chart.compile(schema);
  if ('reason' in compiled) return;
  const { faults } = compiled.validate(jsonOf(node));
  for (const fault of faults) {
    const path = fault.key === undefined ? fault.pointer : [...fault.pointer, fault.key];
    if (fault.keyword === 'if' || isAsked(chart, path)) continue;
    yield foundOf(chart, fault);
  }
}
