import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadEntries } from '../../../src/actions/entries/load-entries.ts';
import { withoutProvenance } from '../../../src/generate/provenance.ts';
import { renderEntry } from '../../../src/generate/render-entry.ts';
import { readSurvivalComments } from '../../../src/model/survival-comment.ts';
import { textOf } from '../../../src/model/file-tree.ts';
import { temporaryFolder } from '../../support/run-cli.ts';

/** The rancher-compose.yml of an entry with these answers. */
async function renderedWith(answers: string, blueprint = 'redis-sentinel'): Promise<string> {
  const text = `blueprint: ${blueprint}\nversion: 1.0.0\nanswers:\n${answers}`;
  const folder = temporaryFolder({ 'answers.yml': text });
  const { entries, diagnostics } = await loadEntries({ answers: [join(folder, 'answers.yml')] });
  const [loaded] = entries;
  if (!loaded) throw new Error(JSON.stringify(diagnostics));
  const file = renderEntry(loaded.blueprint, loaded.entry, '1').version.get('rancher-compose.yml');
  return file ? textOf(file) : '';
}

const statedBy = async (...given: Parameters<typeof renderedWith>) =>
  readSurvivalComments(await renderedWith(...given)).map(
    ({ name, services, count, atLeast }) => `${name}: ${services.join()} ${atLeast} ${count}`,
  );

describe('the promises of an entry', () => {
  test('name the variables of questions', async () => {
    expect(await statedBy('  image: a/b:1\n')).toEqual([
      'failover possible: redis-sentinels max(quorum, sentinels / 2 + 1) containers',
      'writes possible: redis-master,redis-slaves 1 + min_replicas_to_write containers',
      'data kept: redis-master,redis-slaves 1 containers',
    ]);
  });

  test('have fixed answers as numbers, and text as a name without a value', async () => {
    const answers = '  image: a/b:1\n  quorum: majority\n  sentinels: 5\n';
    expect((await statedBy(answers))[0]).toBe(
      'failover possible: redis-sentinels max(majority, 5 / 2 + 1) containers',
    );
  });

  test('are left out if other answers are needed for them', async () => {
    const names = async (answers: string) =>
      (await statedBy(`  image: a/b:1\n${answers}`, 'redis-cluster')).map(
        (each) => each.split(':')[0],
      );
    expect(await names('')).toHaveLength(3);
    expect(await names('  one_per_host: false\n')).toEqual([
      'failover possible wherever the masters are',
    ]);
  });

  test('are not part of the release', async () => {
    expect(withoutProvenance(await renderedWith('  image: a/b:1\n'))).not.toContain(
      'rancher-catalog',
    );
  });
});

test.for([
  [
    'hosts',
    'a: hosts of b + c >= 2',
    [{ name: 'a', services: ['b', 'c'], count: 'hosts', atLeast: '2' }],
  ],
  ['no name', ': b >= 2', []],
  ['no service', 'a:  >= 2', []],
  ['no number', 'a: b >= ', []],
  ['a service with spaces', 'a: b c >= 2', []],
  ['21 services', `a: ${Array.from({ length: 21 }, () => 'b').join(' + ')} >= 2`, []],
] as const)('a comment with %s is read', ([, line, promises]) => {
  const text = `a: 1\n# rancher-catalog-survival: ${line}\n`;
  expect(readSurvivalComments(text)).toEqual(promises);
  expect(readSurvivalComments(text.repeat(30)).length).toBe(promises.length * 20);
});
