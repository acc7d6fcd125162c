import { expect, test } from 'vitest';
import { launchVersion } from '../../../src/rancher/launch/launch-version.ts';
import { boundedReader } from '../../../src/lint/bounded-reader.ts';

const head = "version: '2'\nservices:\n";

/** Launches one text several times, with a reader that parses it once. */
function launchAll(docker: string, all: readonly Readonly<Record<string, string>>[]) {
  const read = boundedReader();
  const files = new Map(
    [
      ['docker-compose.yml', docker],
      ['rancher-compose.yml', head + '  web:\n    scale: 1\n'],
    ].map(([path = '', text = '']) => [path, { path, sizeBytes: text.length, text }]),
  );
  return all.map((answers) =>
    launchVersion(files, { read, answers: new Map(Object.entries(answers)) }),
  );
}

test('an answer that is refused is refused between two that are accepted', () => {
  const docker = `${head}  web:\n    image: a/b:1\n    mem_limit: \${LIMIT}\n  db:\n    image: a/c:1\n`;
  const launches = launchAll(docker, [{ LIMIT: '1g' }, { LIMIT: 'much' }, { LIMIT: '1g' }]);
  expect(launches.map(({ verdict }) => verdict)).toEqual(['accepted', 'rejected', 'accepted']);
});

test('the error of a service is the same whether others are known or not', () => {
  const docker = `${head}  db:\n    image: a/c:1\n  web:\n    image: a/b:1\n    ports: ["\${PORT}"]\n    mem_limit: \${LIMIT}\n`;
  const wrong = { PORT: '80', LIMIT: 'much' };
  const [, later] = launchAll(docker, [{ PORT: '80', LIMIT: '1g' }, wrong]);
  const [first] = launchAll(docker, [wrong]);
  expect(later?.error).toBe(first?.error);
  expect(later?.at?.offset).toBe(first?.at?.offset);
});

test('every launch has its own values and undefined variables', () => {
  const docker = `${head}  web:\n    image: a/b:\${TAG}\n    environment: {A: "\${A}"}\n`;
  const launches = launchAll(docker, [{ TAG: '1', A: 'x' }, { TAG: '2' }, { TAG: '2' }, {}]);
  expect(launches.map(({ services }) => services?.['web']?.image)).toEqual([
    'a/b:1',
    'a/b:2',
    'a/b:2',
    'a/b:',
  ]);
  expect(launches.map(({ undefinedVariables }) => undefinedVariables)).toEqual([
    [],
    ['A'],
    ['A'],
    ['TAG', 'A'],
  ]);
});

test('a service that extends another one follows its answers', () => {
  const docker = `${head}  web:\n    image: a/b:1\n    extends: {service: base}\n  base:\n    image: a/b:\${TAG}\n    hostname: h\${TAG}\n`;
  const launches = launchAll(docker, [{ TAG: '1' }, { TAG: '2' }]);
  const names = launches.map(({ config }) => config.get('web')?.entries.get('hostname')?.value);
  expect(names).toMatchObject([{ text: 'h1' }, { text: 'h2' }]);
});

test('one node under two names is read under both', () => {
  const docker = `${head}  web: &web\n    image: a/b:1\n  "w b": *web\n`;
  const launches = launchAll(docker, [{}, {}]);
  expect(launches.map(({ verdict }) => verdict)).toEqual(['rejected', 'rejected']);
});
