import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { measureImport } from '../agreement/measure-import.ts';
import { root } from '../support/bundle.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const corpus = join(root, '../shared/corpus/rancher-catalog');

test('300 of 309 versions are imported, and all of these are the same for Rancher', async () => {
  const [imported, same] = await measureImport(corpus);
  expect(imported).toMatchObject({ total: 309, differences: [] });
  expect(imported?.exceptions).toEqual([
    ...[0, 1, 2].map(
      (version) => expect.stringContaining(`secrets-bridge-v2/${version}: `) as string,
    ),
    ...['cattle/0', 'kubernetes/0', 'mesos/0', 'swarm/0', 'windows/0', 'windows/1'].map(
      (version) => expect.stringContaining(`project-templates/${version}: `) as string,
    ),
  ]);
  expect(same).toMatchObject({ total: 300, differences: [] });
}, 300_000);

const templates = ['infra-templates', 'templates'].flatMap((folder) =>
  readdirSync(join(corpus, folder)).map((name) => `${folder}/${name}`),
);

test.for(templates.filter((path) => !path.endsWith('/secrets-bridge-v2')))(
  '%s is imported by its command, and generate takes the result as it is',
  async (path) => {
    const folder = temporaryFolder();
    const imported = await runCli(folder, [
      'blueprint',
      'import',
      join(corpus, path),
      '-o',
      'mine',
    ]);
    expect(imported).toMatchObject({ code: 0 });
    const generated = await runCli(folder, ['generate', '-a', 'mine/answers.yml', '--json']);
    expect(JSON.parse(generated.stdout)).toMatchObject({ ok: true });
  },
);
