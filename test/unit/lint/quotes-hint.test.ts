import { describe, expect, test } from 'vitest';
import { launchDiagnostics } from '../../../src/rancher/launch/describe-launch.ts';
import { lintTemplate } from '../../../src/lint/lint-template.ts';
import type { CatalogFile } from '../../../src/rancher/catalog-file.ts';
import { launchVersion } from '../../../src/rancher/launch/launch-version.ts';

/** The hints of `launch` and `lint` for a service with one more line. */
function hints(line: string): (string | undefined)[] {
  const texts = {
    'docker-compose.yml': `version: '2'\nservices:\n  web:\n    image: nginx:1.13\n    ${line}\n`,
    'rancher-compose.yml': "version: '2'\ncatalog:\n  version: 1.0.0\n",
  };
  const files = Object.entries(texts).map(([name, text]): CatalogFile => ({
    path: `templates/x/0/${name}`,
    sizeBytes: text.length,
    text,
  }));
  const launched = launchVersion(new Map(files.map((file) => [file.path.slice(14), file])));
  expect(launched.verdict).toBe('rejected');
  const [refusal] = launchDiagnostics(launched, 'templates/x/0');
  const finding = lintTemplate(files).find(({ code }) => code === 'launch-docker-compose');
  return [refusal?.hint, finding?.hint];
}

describe('the hint of a refused value', () => {
  test.each([
    ['user: 1000', '1000'],
    ['restart: no', 'no'],
    ['cpuset: 0', '0'],
    ['volumes: [0x10]', '0x10'],
    ['hostname: on # a comment', 'on'],
  ])('%s: is to quote it', (line, value) => {
    const hint = `put the value in quotes: '${value}'`;
    expect(hints(line)).toEqual([hint, hint]);
  });

  test.each(['working_dir: {a: 1}', 'hostname: [web]', 'privileged: maybe', 'colour: red'])(
    '%s: there is none, as quotes do not help',
    (line) => {
      expect(hints(line)).toEqual([undefined, undefined]);
    },
  );
});
