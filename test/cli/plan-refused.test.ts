import { describe, expect, test } from 'vitest';
import { refusal } from '../support/prose.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { redis, template } from './planned-template.ts';

describe('plan refuses', () => {
  const hosts = ['--hosts', '3'];
  test.for([
    ['no hosts', ['x/0'], 2, ['usage']],
    ['0 hosts', ['x/0', '--hosts', '0'], 2, ['usage']],
    ['fewer than 0 hosts', ['x/0', '--hosts=-1'], 2, ['usage']],
    ['a part of a host', ['x/0', '--hosts', '1.5'], 2, ['usage']],
    ['more hosts than there can be', ['x/0', '--hosts', '100001'], 2, ['usage']],
    ['a file of hosts that does not exist', ['x/0', '--hosts', '3x'], 2, ['3x file-missing']],
    [
      'a file of hosts with faults',
      ['x/0', '--hosts', 'bad.yml'],
      2,
      [
        'bad.yml:2:9 out-of-range',
        'bad.yml:3:3 unknown-key',
        'bad.yml:4:11 not-allowed',
        'bad.yml:5:18 wrong-type',
      ],
    ],
    [
      'a file of hosts and a template with faults',
      ['y/0', '--hosts', 'bad.yml'],
      2,
      [
        'bad.yml:2:9 out-of-range',
        'bad.yml:3:3 unknown-key',
        'bad.yml:4:11 not-allowed',
        'bad.yml:5:18 wrong-type',
        'y/0/docker-compose.yml:1:6 launch-refused',
      ],
    ],
    ['two times standard input', ['--answers', '-', '--hosts', '-'], 2, ['usage']],
    ['more lost hosts than there are', ['x/0', ...hosts, '--lose', '4'], 2, ['usage']],
    ['no lost host', ['x/0', ...hosts, '--lose', '0'], 2, ['usage']],
    ['an unknown requirement', ['x/0', ...hosts, '--require', 'never'], 2, ['usage']],
    ['a name that no stack has', ['x/0', ...hosts, '--stack', 'my stack'], 2, ['usage']],
    ['a chart', ['chart', ...hosts], 2, ['usage']],
    ['a blueprint', ['blueprint', ...hosts], 2, ['usage']],
    ['two answers files', ['redis.yml', ...hosts, '-a', 'redis.yml'], 2, ['usage']],
    [
      'an answers file for a template',
      ['x', ...hosts, '-a', 'redis.yml'],
      2,
      ['redis.yml:3:1 wrong-type'],
    ],
    ['a template that does not exist', ['z', ...hosts], 2, ['z file-missing']],
    ['a folder without a template', ['empty', ...hosts], 2, ['empty not-a-catalog']],
    [
      'answers with faults',
      ['redis.yml', ...hosts, '--set', 'replicas=0'],
      2,
      ['--set replicas out-of-range'],
    ],
    [
      'a picture over another file',
      ['x', ...hosts, '--svg', 'redis.yml'],
      2,
      ['redis.yml file-exists'],
    ],
    [
      'a picture in no folder',
      ['x', ...hosts, '--svg', 'no/x.svg'],
      2,
      ['no/x.svg target-unwritable'],
    ],
  ] as const)('%s', async ([, argv, code, found]) => {
    const folder = temporaryFolder({
      ...template,
      'y/0/docker-compose.yml': 'web: nginx\n',
      'bad.yml': "hosts:\n- name: ''\n  lables: {}\n  memory: -4g\n  labels: {disk: 2}\n",
      'redis.yml': redis,
      'chart/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      'blueprint/blueprint.yml': 'name: a\n',
      'empty/x': '',
    });
    expect(await refusal(folder, ['plan', ...argv])).toEqual({ code, found });
  });
});
