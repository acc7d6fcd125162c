import { describe, expect, it, test } from 'vitest';
import { recordText } from '../../support/prose.ts';
import { catalog, launch, web } from './launch-texts.ts';

describe('launchVersion', () => {
  it('uses the defaults of the plain file, overridden by the given answers', () => {
    const files = {
      'docker-compose.yml': `${web}    command: \${A} \${B} \${C}\n`,
      'rancher-compose.yml': `${catalog}  questions:\n  - {variable: A, default: a}\n  - {variable: B}\n`,
    };
    const launched = launch(files, { set: new Map([['B', 'b']]) });
    expect(launched.undefinedVariables).toEqual(['C']);
    expect([...launched.answers]).toEqual([
      ['A', 'a'],
      ['B', 'b'],
    ]);
    expect(launched.files[0]?.uses.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
  });

  it('merges the two files, and reports a service that is only in the second', () => {
    const { services, apiErrors } = launch({
      'docker-compose.yml': `${web}    labels: [a=1, b=2]\n`,
      'rancher-compose.yml': `${catalog}services:\n  web:\n    scale: 2\n    health_check: {port: 80}\n    labels: {b: 3}\n  other:\n    scale: 1\n`,
    });
    expect(services).toEqual({
      web: { image: 'nginx:1', scale: 2, hc: true, labels: { a: '1', b: '3' } },
      other: { image: '', scale: 1, only_rc: true },
    });
    expect(apiErrors).toEqual([{ service: 'other', message: 'Image is required', key: 'image' }]);
  });

  it('keeps the services of the first file if the second is refused', () => {
    const launched = launch({
      'docker-compose.yml': web,
      'rancher-compose.yml': `${catalog}services:\n  web:\n    scal: 2\n`,
    });
    expect(launched.stage).toBe('merge:rancher-compose.yml');
    expect(launched.services).toEqual({ web: { image: 'nginx:1', scale: 0 } });
  });

  it('reads compose format 1', () => {
    const { verdict, config } = launch({
      'docker-compose.yml': 'web:\n  image: a\n  net: host\n  log_driver: syslog\n',
    });
    expect(verdict).toBe('accepted');
    const web1 = config.get('web');
    expect([...(web1?.entries.keys() ?? [])].toSorted()).toEqual([
      'image',
      'logging',
      'network_mode',
    ]);
  });

  test.each([
    ['Web_1', '', undefined],
    ['a--b', '', undefined],
    ['a'.repeat(64), '', undefined],
    ['a', '    labels: {io.rancher.sidekicks: b}\n', 'labels'],
    ['a', '    ports: ["0"]\n', 'ports'],
    ['a', '    scale_policy: {min: 3, max: 2}\n', 'scale_policy'],
    ['a', '    health_check: {port: 0}\n', 'health_check'],
    ['a', '    lb_config: {port_rules: [{source_port: 42}]}\n', 'lb_config'],
  ])('reports what the API refuses in %s with %j', (name, keys, key) => {
    const { verdict, apiErrors } = launch({
      'docker-compose.yml': `version: '2'\nservices:\n  ${name}:\n    image: x\n${keys}`,
    });
    expect(verdict).toBe('accepted');
    expect(apiErrors.map((each) => each.key)).toEqual([key]);
    recordText(apiErrors.map(({ message }) => message).join('\n'));
  });
});
