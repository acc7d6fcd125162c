import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtInBlueprints } from '../../src/files/built-in-blueprint.ts';
import { root } from '../support/bundle.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

test.for(builtInBlueprints())(
  'the example of catalog/%s becomes an entry without findings',
  async (name) => {
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
