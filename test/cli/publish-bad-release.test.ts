import { describe, expect, test } from 'vitest';
import { workplace } from '../support/git.ts';
import {
  answersOf,
  change,
  published,
  publishing,
  refusedPush,
  useGit,
} from '../support/publishing.ts';

useGit();

describe('publish rejects a release that', () => {
  test.for([
    [
      'changes a released version',
      '1.0.0',
      '1.0.0',
      'defaults:\n  maxmemory: 1gb\n',
      'version-released',
    ],
    ['is lower than the latest one', '1.2.0', '1.1.9', '', 'version-lower'],
    [
      'has a version that Rancher orders like another',
      '1.2.0',
      '1.2.0+build.2',
      '',
      'version-unordered',
    ],
    [
      'is too small for its changes',
      '1.0.0',
      '1.1.0',
      'answers:\n  replicas: 3\ndefaults:\n  maxmemory: 1gb\n',
      'bump-too-small',
    ],
  ] as const)('%s', async ([, from, to, more, found]) => {
    const folder = await published(from);
    change(folder, to, more);
    expect(await refusedPush(folder, publishing())).toEqual({
      code: 1,
      found: [`answers.yml:3:10 ${found}`],
    });
  });

  test('has a fixed secret', async () => {
    const secret = 'answers:\n  redis_password: hunter22\n';
    const folder = workplace({ 'answers.yml': answersOf('1.0.0', secret) });
    expect(await refusedPush(folder, publishing(), { secret: 'hunter22' })).toEqual({
      code: 1,
      found: ['answers.yml:5:3 secret-fixed'],
    });
  });

  test('has the same name as another', async () => {
    const folder = workplace({ 'answers.yml': answersOf(), 'b.yml': answersOf('2.0.0') });
    const argv = publishing('-a', 'answers.yml', '-a', 'b.yml');
    expect(await refusedPush(folder, argv)).toEqual({
      code: 1,
      found: ['b.yml:1:1 entry-duplicate'],
    });
  });

  test('has an icon of 50 MB', async () => {
    const folder = workplace({
      'answers.yml': 'blueprint: mine\nversion: 1.0.0\n',
      'mine/blueprint.yml':
        'name: mine\ntitle: Mine\ndescription: Mine.\nschema: s.json\nicon: icon.png\n',
      'mine/s.json':
        '{"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "additionalProperties": false, "properties": {}}',
      'mine/README.md.hbs': 'x\n',
      'mine/docker-compose.yml.hbs':
        "# notemplating\nversion: '2'\nservices:\n  a:\n    image: b\n",
      'mine/rancher-compose.yml.hbs': "# notemplating\nversion: '2'\n{{catalog}}\n",
      'mine/icon.png': new Uint8Array(50 * 1024 * 1024),
    });
    expect(await refusedPush(folder, publishing('--blueprint', 'mine'))).toEqual({
      code: 1,
      found: ['mine/icon.png file-too-large'],
    });
  });
});
