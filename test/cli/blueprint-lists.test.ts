import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { echo } from './blueprint.cases.ts';

const texts = { title: 'Title', description: 'Words.' };

const more = {
  hosts: { ...texts, type: 'array', items: { type: 'string' }, default: ['one', 'two'] },
  ports: {
    ...texts,
    type: 'array',
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['port'],
      properties: { host: { type: 'string', default: 'any' }, port: { type: 'integer' } },
    },
    default: [{ port: 80 }],
  },
  if_size: { ...texts, type: 'integer', default: 3, 'x-rancher': { variable: 'if' } },
  keys: {
    ...texts,
    type: 'array',
    items: { type: 'string' },
    default: [],
    'x-rancher': { secret: true },
  },
  made: { 'x-value': '{{name}}-{{words}}' },
};

const lines = `{{#each hosts}}
      HOST_{{@index}}: {{this}}
{{/each}}
{{#each ports}}
      PORT_{{@index}}: {{host}}:{{port}}
{{/each}}
{{#each keys}}
      KEY_{{@index}}: {{this}}
{{/each}}
      SIZE: {{text if_size}}
      MADE: {{made}}
`;

/** A folder with an entry of the echo blueprint that has lists, a computed answer and a variable of another name. */
function entryWith(answers: string): string {
  const folder = temporaryFolder({
    'answers.yml': `blueprint: ./mine\nversion: 1.0.0\n${answers}`,
  });
  const mine = join(folder, 'mine');
  cpSync(echo, mine, { recursive: true });
  const schemaPath = join(mine, 'answers.schema.json');
  const schema = JSON.parse(readFileSync(schemaPath, 'utf8'));
  Object.assign(schema.properties, more);
  writeFileSync(schemaPath, JSON.stringify(schema));
  const compose = join(mine, 'docker-compose.yml.hbs');
  writeFileSync(compose, readFileSync(compose, 'utf8') + lines);
  return folder;
}

const version = (folder: string, file: string) =>
  readFileSync(join(folder, 'build/catalog/templates/echo/0', file), 'utf8');

describe('lists, computed answers and variables', () => {
  test('are in the entry, its questions and its README', async () => {
    const folder = entryWith('answers:\n  hosts: [010, "b: c"]\n  ports: [{port: 8080}]\n');
    expect(await run(folder, ['generate'])).toMatchObject({ code: 0, found: [] });
    const compose = version(folder, 'docker-compose.yml');
    expect(compose.slice(compose.indexOf('      HOST_0'))).toBe(
      [
        '      HOST_0: "010"',
        '      HOST_1: "b: c"',
        '      PORT_0: "any:8080"',
        '      SIZE: "${if}"',
        '      MADE: "echo-${words}"',
        '',
      ].join('\n'),
    );
    expect(version(folder, 'rancher-compose.yml')).toContain('- variable: if\n');
    const readme = version(folder, 'README.md');
    expect(readme).toContain('`["010","b: c"]`');
    expect(readme).toContain('each a map with host and port');
    expect(readme).not.toContain('| `made` |');
  });

  test('are listed by questions', async () => {
    const folder = entryWith('');
    expect(await run(folder, ['questions', './mine'])).toMatchObject({ code: 0 });
    const { stdout } = await runCli(folder, ['questions', './mine', '--json']);
    const { questions } = JSON.parse(stdout);
    expect(questions.at(-1)).toMatchObject({ variable: 'if', answer: 'if_size' });
  });

  test.for([
    ['block', (items: string[]) => items.map((item) => `\n  - ${item}`).join('')],
    ['flow', (items: string[]) => ` [${items.join(', ')}]`],
    ['maps', (items: string[]) => items.map((item) => `\n  - host: ${item}\n    port: 1`).join('')],
  ] as const)('can have 1,000 items: %s', async ([kind, write]) => {
    const items = Array.from({ length: 1000 }, (_, index) => `host-${index}.example.com`);
    const name = kind === 'maps' ? 'ports' : 'hosts';
    const folder = entryWith(`answers:\n  ${name}:${write(items)}\n`);
    const { code, stderr } = await runCli(folder, ['generate']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(version(folder, 'docker-compose.yml')).toContain('host-999.example.com');
  });

  test('show the lines of a public list in messages, and none of a secret one', async () => {
    const folder = entryWith(
      'answers:\n  keys:\n  - SEKRIT\n  ports:\n  - port: high\n    host: here\n  hosts:\n  - [x]\n  - SHOWN\n',
    );
    const { stderr } = await run(folder, ['generate']);
    expect(stderr).toContain('port: high');
    expect(stderr).not.toContain('SEKRIT');
  });

  test('keep a fixed secret out of what is compared, and warn of it', async () => {
    const folder = entryWith('answers:\n  keys: [SEKRIT]\n');
    const { code, found, stderr, stdout } = await run(folder, ['generate']);
    expect({ code, found }).toEqual({ code: 0, found: ['answers.yml:4:3 secret-fixed (warning)'] });
    expect(stderr + stdout).not.toContain('SEKRIT');
    expect(version(folder, 'README.md')).not.toContain('SEKRIT');
  });
});
