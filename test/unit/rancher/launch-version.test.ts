import { describe, expect, it, test } from 'vitest';
import type { CatalogFile } from '../../../src/rancher/catalog-file.ts';
import { launchVersion, type LaunchOptions } from '../../../src/rancher/launch/launch-version.ts';

function launch(texts: Readonly<Record<string, string>>, options: LaunchOptions = {}) {
  const files = Object.entries(texts).map(([path, text]): [string, CatalogFile] => [
    path,
    { path, sizeBytes: text.length, text },
  ]);
  return launchVersion(new Map(files), options);
}

const web = "version: '2'\nservices:\n  web:\n    image: nginx:1\n";
const compose = (keys: string) => launch({ 'docker-compose.yml': web + keys });
const catalog = "version: '2'\ncatalog:\n  version: 1.0.0\n";

/** The text at the place of a refusal, to the end of its line. */
function placeOf({ at }: ReturnType<typeof launch>) {
  return at && `${at.file.path}: ${at.file.text?.slice(at.offset).split('\n')[0] ?? ''}`;
}

describe('launchVersion', () => {
  test.each([
    ['    nothing: 1\n', 'nothing: 1', 'Unsupported config option'],
    ['    ports: x\n', 'x', 'contains an invalid type, it should be an array'],
    ['    command: echo ${A:-x}\n', 'echo ${A:-x}', 'Invalid interpolation format'],
    ['    command: "echo \'"\n', '"echo \'"', 'EOF found when expecting closing quote.'],
    ['    scale: [1]\n', '[1]', 'scale'],
    ['   links: a\n', '   links: a', 'did not find expected key'],
    ['    x: {{ if }}\n', '{{ if }}', 'missing value for if'],
  ])('refuses %j at its place', (keys, place, message) => {
    const launched = compose(keys);
    expect(launched).toMatchObject({ verdict: 'rejected', stage: 'merge:docker-compose.yml' });
    expect(launched.error).toContain(message);
    expect(placeOf(launched)).toBe(`docker-compose.yml: ${place}`);
  });

  it('leads from what a template made back to the file', () => {
    const launched = compose('    {{ if true }}\n    # a comment\n    nothing: 1\n    {{ end }}\n');
    expect(placeOf(launched)).toBe('docker-compose.yml: nothing: 1');
  });

  it('crashes as the executor does', () => {
    expect(compose('    command: a$\n')).toMatchObject({
      verdict: 'panic',
      stage: 'panic',
      services: null,
    });
    expect(placeOf(compose('    command: a$\n'))).toBe('docker-compose.yml: a$');
    expect(compose('    environment: {true: 1}\n').verdict).toBe('panic');
  });

  it('launches nothing without a docker-compose file', () => {
    const launched = launch({ 'rancher-compose.yml': catalog });
    expect(launched).toMatchObject({ verdict: 'not-launchable', stage: 'no-docker-compose' });
  });

  it('takes the .tpl first for the UI, the plain file first for the command line', () => {
    const files = {
      'docker-compose.yml': web,
      'docker-compose.yml.tpl': web.replace('nginx:1', 'nginx:2'),
    };
    expect(launch(files).services).toMatchObject({ web: { image: 'nginx:2' } });
    expect(launch(files, { client: 'cli' }).services).toMatchObject({ web: { image: 'nginx:1' } });
  });

  it('answers with the defaults of the plain file, and what was set before them', () => {
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

  it('merges the two files, and tells what stands in the second only', () => {
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

  it('keeps the services of the first file where the second is refused', () => {
    const launched = launch({
      'docker-compose.yml': web,
      'rancher-compose.yml': `${catalog}services:\n  web:\n    scal: 2\n`,
    });
    expect(launched.stage).toBe('merge:rancher-compose.yml');
    expect(launched.services).toEqual({ web: { image: 'nginx:1', scale: 0 } });
  });

  test.each([
    ['Web_1', '', 'letters, digits and single dashes'],
    ['a--b', '', 'letters, digits and single dashes'],
    ['a'.repeat(64), '', '64 characters'],
    ['a', '    labels: {io.rancher.sidekicks: b}\n', 'the sidekick b is no service'],
    ['a', '    ports: ["0"]\n', 'no port 0'],
    ['a', '    scale_policy: {min: 3, max: 2}\n', 'min 3 is more than max 2'],
    ['a', '    health_check: {port: 0}\n', 'a port between 1 and 65535'],
    ['a', '    lb_config: {port_rules: [{source_port: 42}]}\n', 'port 42'],
  ])('tells what the API refuses of %s with %j', (name, keys, message) => {
    const { verdict, apiErrors } = launch({
      'docker-compose.yml': `version: '2'\nservices:\n  ${name}:\n    image: x\n${keys}`,
    });
    expect(verdict).toBe('accepted');
    expect(apiErrors.map((each) => each.message).join('; ')).toContain(message);
  });

  it('stops at a template that does not end', () => {
    const loop = '{{ range until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}';
    const launched = compose(`    # ${loop}\n`);
    expect(launched).toMatchObject({ verdict: 'rejected', error: 'the template does not end' });
    expect(placeOf(launched)).toContain('100000 }}{{ end }}');
  });

  it('reads version 1', () => {
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
});
