import { execFileSync } from 'node:child_process';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import schema from '../../schemas/output.schema.json' with { type: 'json' };
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
const answers = 'blueprint: redis-sentinel\nversion: 1.0.0\n';
const stack = {
  type: 'stack',
  name: 's',
  state: 'active',
  externalId: 'catalog://c:redis-sentinel:0',
  environment: {},
};

test.for([
  ['generate'],
  ['generate', '-a', 'missing.yml'],
  ['check', '--catalog', 'build/catalog'],
  ['publish', '--repo', 'repository.git'],
  ['publish', '--repo', 'repository.git', '--dry-run'],
  ['release', 'minor'],
  ['ci', 'init', 'gitlab'],
  ['questions', 'redis-sentinel'],
  ['blueprint', 'new', 'app'],
  ['blueprint', 'new'],
  ['blueprint', 'test'],
  ['image', 'context'],
  ['index', 'build/catalog'],
  ['lint', 'build/catalog'],
  ['lint', '--list'],
  ['lint', '--explain', 'icon-name'],
  ['launch', 'build/catalog/templates/redis-sentinel/0'],
  ['launch', 'build'],
  ['plan', '--hosts', '3'],
  ['plan', '--hosts', '2'],
  ['plan', 'build/catalog/templates/redis-sentinel', '--hosts', '1', '--lose', '2'],
  ['plan', '--hosts', 'missing.yml'],
  ['plan'],
  ['cluster', 'drill', '--list'],
  ['cluster', 'drill', 'no-such-drill'],
  ['cluster', 'storm', '--faults', 'no-such-fault'],
  ['cluster', 'status'],
  ['cluster', 'status', '--sentinels', '127.0.0.1:1'],
  ['blueprint', 'import', 'build/catalog/templates/redis-sentinel', '--out', 'imported'],
  ['explain', '2'],
  ['explain', '--list'],
  ['migrate', 'stack.json'],
  ['migrate', 'stack.json', '--blueprint', 'redis-sentinel'],
  ['completion', 'fish'],
  ['no-such-command'],
  ['publish'],
] as const)('%j prints the envelope', async (argv) => {
  const folder = temporaryFolder({
    'answers.yml': answers,
    'stack.json': JSON.stringify(stack),
  });
  execFileSync('git', ['init', '--quiet', '--bare', 'repository.git'], { cwd: folder });
  await runCli(folder, ['generate']);
  const { code, stdout, stderr } = await runCli(folder, [...argv, '--json']);
  const output: unknown = JSON.parse(stdout);
  validate(output);
  expect(validate.errors ?? []).toEqual([]);
  expect(output).toMatchObject({ ok: code === 0 });
  expect(stderr).toBe('');
});
