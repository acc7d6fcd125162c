// A blueprint of 30 services, ten of which depend on an asked answer each.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const icon = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>';

const conditional = (index, lines) => (index < 10 ? `{{#if c${index}}}\n${lines}{{/if}}\n` : lines);

const services = (linesOf) =>
  Array.from({ length: 30 }, (_, index) =>
    conditional(
      index,
      `  s${index}:\n${linesOf(index)
        .map((line) => `    ${line}\n`)
        .join('')}`,
    ),
  ).join('');

const docker = services((index) => [
  `image: app:{{w${index % 10}}}`,
  'environment:',
  `  A: {{w${index % 10}}}`,
  `  B: x-{{w${(index + 1) % 10}}}`,
  'labels:',
  '  io.rancher.container.pull_image: always',
]);

const rancher = services(() => [
  'scale: 1',
  'health_check:',
  '  port: 80',
  '  interval: 2000',
  '  response_timeout: 2000',
  '  healthy_threshold: 2',
  '  unhealthy_threshold: 3',
]);

const answer = (name, type, value) => [
  name,
  { type, title: name.toUpperCase(), description: `The answer ${name}.`, default: value },
];

const properties = Object.fromEntries(
  Array.from({ length: 10 }, (_, index) => [
    answer(`c${index}`, 'boolean', false),
    answer(`w${index}`, 'string', 'w'),
  ]).flat(),
);

/** Writes the blueprint into a folder that is created, with an answers file. Returns the path of that. */
export function writeWideBlueprint(folder) {
  mkdirSync(folder);
  const files = {
    'blueprint.yml':
      'name: wide\ntitle: Wide\ndescription: Many services.\nschema: answers.schema.json\nicon: icon.svg\n',
    'answers.schema.json': JSON.stringify({
      type: 'object',
      additionalProperties: false,
      properties,
    }),
    'docker-compose.yml.hbs': `version: '2'\nservices:\n${docker}`,
    'rancher-compose.yml.hbs': `version: '2'\n{{catalog}}\nservices:\n${rancher}`,
    'icon.svg': icon,
    'answers.yml': 'blueprint: .\nname: wide\nversion: 1.0.0\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return path.join(folder, 'answers.yml');
}
