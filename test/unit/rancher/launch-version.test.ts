import { describe, expect, it, test } from 'vitest';
import { recordText } from '../../support/prose.ts';
import { catalog, compose, launch, placeOf, web } from './launch-texts.ts';

describe('launchVersion', () => {
  test.each([
    ['    nothing: 1\n', 'nothing: 1', 'Unsupported config option'],
    ['    ports: x\n', 'x', 'contains an invalid type, it should be an array'],
    ['    command: echo ${A:-x}\n', 'echo ${A:-x}', 'Invalid interpolation format'],
    ['    command: "echo \'"\n', '"echo \'"', 'EOF found when expecting closing quote.'],
    ['    scale: [1]\n', '[1]', 'scale'],
    ['   links: a\n', 'links: a', 'did not find expected key'],
    ['    x: {{ if }}\n', '{{ if }}', 'missing value for if'],
  ])('refuses %j with its location', (keys, place, message) => {
    const launched = compose(keys);
    expect(launched).toMatchObject({ verdict: 'rejected', stage: 'merge:docker-compose.yml' });
    expect(launched.error).toContain(message);
    expect(placeOf(launched)).toBe(`docker-compose.yml: ${place}`);
  });

  it('maps the output of a template back to the file', () => {
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

  it('prefers the .tpl for the UI, and the plain file for the command line', () => {
    const files = {
      'docker-compose.yml': web,
      'docker-compose.yml.tpl': web.replace('nginx:1', 'nginx:2'),
    };
    expect(launch(files).services).toMatchObject({ web: { image: 'nginx:2' } });
    expect(launch(files, { client: 'cli' }).services).toMatchObject({ web: { image: 'nginx:1' } });
  });

  it('stops an endless template', () => {
    const loop = '{{ range until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}';
    const launched = compose(`    # ${loop}\n`);
    expect(launched).toMatchObject({ verdict: 'rejected' });
    recordText(launched.error ?? '');
    expect(placeOf(launched)).toContain('100000 }}{{ end }}');
  });
});
