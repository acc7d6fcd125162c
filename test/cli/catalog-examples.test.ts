import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { builtInBlueprints } from '../../src/files/built-in-blueprint.ts';
import { root, runBundle } from '../support/bundle.ts';
import { findingsIn } from '../support/findings.ts';
import { helmPath } from '../support/helm.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

test.for(builtInBlueprints())(
  'the example of catalog/%s becomes an entry without findings',
  async (name) => {
    vi.stubEnv('PATH', helmPath(4));
    const folder = temporaryFolder();
    const example = join(root, 'catalog', name, 'answers.example.yml');
    const generated = await runCli(folder, ['generate', '-a', example, '--json']);
    const { entries } = JSON.parse(generated.stdout) as { entries: [{ name: string }] };
    expect(generated.code).toBe(0);
    expect(await runCli(folder, ['lint', 'build/catalog'])).toMatchObject({
      code: 0,
      stdout: 'No problems found.\n',
    });
    const template = join('build/catalog/templates', entries[0].name);
    const launched = await runCli(folder, ['launch', template, '--json']);
    expect(JSON.parse(launched.stdout)).toMatchObject({ verdict: 'accepted', apiErrors: [] });
  },
);

test('a copy of a blueprint with another schema is checked again', () => {
  const folder = temporaryFolder({ 'answers.yml': 'blueprint: ./web\nversion: 1.0.0\n' });
  cpSync(join(root, 'catalog/web'), join(folder, 'web'), { recursive: true });
  const path = join(folder, 'web/answers.schema.json');
  const schema = JSON.parse(readFileSync(path, 'utf8')) as { properties: object };
  const { cache_memory: _, ...properties } = schema.properties as Record<string, unknown>;
  writeFileSync(path, JSON.stringify({ ...schema, properties }));
  // The shipped program has the templates of its own blueprints compiled.
  const { code, stderr } = runBundle(folder, ['generate']);
  expect({ code, found: findingsIn(stderr) }).toEqual({
    code: 1,
    found: ['web/docker-compose.yml.hbs:32:29 template-undeclared'],
  });
});
