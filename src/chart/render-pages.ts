import { describeSchema } from '../answers/describe-schema.ts';
import type { Json } from '../model/json.ts';
import type { ChartEntry } from './chart-source.ts';
import { pathText, type ChartValue } from './chart-values.ts';

const cell = (text: string) => text.replaceAll(/[\r\n]+/g, ' ').replaceAll('|', String.raw`\|`);

/** Text as a code span of Markdown, whatever backticks are in it. */
function code(text: string): string {
  const ticks = '`'.repeat(
    1 + Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)),
  );
  return ticks.length === 1 ? `\`${text}\`` : `${ticks} ${text} ${ticks}`;
}

function shown(value: Json, { answer }: ChartValue): string {
  if (answer.spec.secret && value !== '') return 'set';
  return typeof value === 'string'
    ? value === ''
      ? 'empty'
      : code(value)
    : code(JSON.stringify(value));
}

function row(value: ChartValue): string {
  const { path, description, schema, answer } = value;
  const unit = answer.spec.unit === undefined ? '' : ` ${answer.spec.unit}`;
  const allowed = path.length > answer.path.length ? 'text' : `${describeSchema(schema)}${unit}`;
  const cells = [
    code(pathText(path)),
    cell(description),
    cell(allowed),
    cell(shown(value.value, value)),
  ];
  return `| ${cells.join(' | ')} |`;
}

const table = (values: readonly ChartValue[]): string =>
  ['| value | description | allowed | default |', '|---|---|---|---|', ...values.map(row)].join(
    '\n',
  );

/** README.md of a chart: the page that Rancher shows of it, with all values. */
export function renderChartReadme(
  { title, description }: ChartEntry,
  values: readonly ChartValue[],
  own: string,
): string {
  const parts = [`# ${title}`, description, own.trim(), '## Values', table(values)];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** app-readme.md: what Rancher shows beside the form. Its first heading is hidden there. */
export function renderAppReadme({ title, description }: ChartEntry, own: string): string {
  const parts = [`# ${title}`, own.trim() === '' ? description : own.trim()];
  return `${parts.join('\n\n')}\n`;
}
