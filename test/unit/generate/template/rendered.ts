import { readAnswersSchema } from '../../../../src/answers/answers-schema.ts';
import { checkTemplates } from '../../../../src/generate/check-blueprint.ts';
import { renderEntry } from '../../../../src/generate/render-entry.ts';
import type { RenderedFile } from '../../../../src/generate/template/render-template.ts';
import type { Answers, AnswerValue } from '../../../../src/model/answers.ts';
import { digestOf } from '../../../../src/model/digest.ts';
import type { TemplateFile } from '../../../../src/model/blueprint.ts';

export type Properties = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const texts = { title: 'T', description: 'D.' };

/** Answers of all types, which tests share. */
export const properties: Properties = {
  word: { ...texts, type: 'string', default: 'w' },
  port: { ...texts, type: 'integer', default: 80 },
  cache: { ...texts, type: 'boolean', default: false },
  kind: { ...texts, type: 'string', enum: ['a', 'b', 'c'], default: 'a' },
  token: { ...texts, type: 'string', default: '', 'x-rancher': { secret: true } },
  tag: { ...texts, type: 'string', default: '1.27.3-alpine', 'x-rancher': { ask: 'never' } },
  debug: { ...texts, type: 'boolean', default: true, 'x-rancher': { ask: 'never' } },
  names: { ...texts, type: 'array', items: { type: 'string' }, default: ['x', 'y $z'] },
  rules: {
    ...texts,
    type: 'array',
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['host', 'port'],
      properties: { host: { type: 'string' }, port: { type: 'integer' } },
    },
    default: [
      { host: 'h1', port: 1 },
      { host: 'h2', port: 2 },
    ],
  },
  made: { 'x-value': '{{name}}-{{word}}' },
};

/** What templates become. */
export interface Made {
  /** By name in the version folder. */
  readonly files: ReadonlyMap<string, RenderedFile>;
  /** `file:line:column code` of all faults. */
  readonly faults: readonly string[];
  readonly messages: readonly string[];
  readonly hints: readonly string[];
}

const needed = { 'docker-compose.yml': "version: '2'\n", 'rancher-compose.yml': "version: '2'\n" };

/** Renders templates, by the names of their output, with some answers fixed and the others asked. */
export async function render(
  templates: Readonly<Record<string, string>>,
  fixed: Readonly<Record<string, AnswerValue>> = {},
  partials: Readonly<Record<string, string>> = {},
  declared: Properties = properties,
): Promise<Made> {
  const schema = { type: 'object', additionalProperties: false, properties: declared };
  const text = JSON.stringify(schema);
  const read = await readAnswersSchema(text, 'schema.json', digestOf([text]));
  if (!read.value) throw new Error(JSON.stringify(read.diagnostics));
  const fileOf = ([output, content]: [string, string]): TemplateFile => ({
    path: `${output}.hbs`,
    output,
    text: content,
  });
  const files = {
    path: 'blueprint.yml',
    metadata: { name: 'shop', title: 'Shop', description: 'A shop.', schema: '', icon: '' },
    templates: Object.entries({ ...needed, ...templates }).map(fileOf),
    partials: Object.entries(partials).map(fileOf),
    extra: new Map(),
    chart: new Map(),
    icon: {
      extension: 'svg',
      content: new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    },
    image: new Map(),
    digest: 'none',
    schemaDigest: 'none',
  };
  const checked = await checkTemplates(files, read);
  const specs = [...read.value.specs.values()];
  const answers: Answers = {
    fixed: new Map(
      specs
        .filter(({ name, ask }) => name in fixed || ask === 'never')
        .map((spec) => [spec.name, fixed[spec.name] ?? spec.default]),
    ),
    asked: new Map(
      specs
        .filter(({ name, ask }) => !(name in fixed) && ask === 'always')
        .map((spec) => [spec.name, spec.default]),
    ),
  };
  const entry = {
    name: 'shop',
    folder: 'templates/shop',
    title: 'My shop',
    description: 'A shop.',
    version: '1.2.3',
    answers,
  };
  const blueprint = checked.value && { files, schema: read.value, ...checked.value };
  const rendered = blueprint && renderEntry(blueprint, entry, '0.0.0');
  const found = [...checked.diagnostics, ...(rendered?.diagnostics ?? [])];
  return {
    files: new Map(rendered?.rendered.map((file) => [file.name, file])),
    faults: found.map(({ at, code }) => `${at?.file}:${at?.line}:${at?.column} ${code}`),
    messages: found.map(({ message }) => message),
    hints: found.flatMap(({ hint }) => hint ?? []),
  };
}

/** Lines of the compose template below `services:`; what they become, without the first line. */
export async function compose(
  lines: string,
  fixed: Readonly<Record<string, AnswerValue>> = {},
  partials: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { files, faults, messages } = await render(
    { 'docker-compose.yml': `version: '2'\nservices:\n${lines}` },
    fixed,
    partials,
  );
  if (faults.length > 0) throw new Error([...faults, ...messages].join('\n'));
  const file = files.get('docker-compose.yml') ?? files.get('docker-compose.yml.tpl');
  return file?.text.split('services:\n')[1] ?? '';
}
