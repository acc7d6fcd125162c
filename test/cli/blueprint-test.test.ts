import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtInBlueprints } from '../../src/files/built-in-blueprint.ts';
import { starterKinds } from '../../src/files/starters.ts';
import { root } from '../support/bundle.ts';
import { run } from '../support/prose.ts';
import { runCli } from '../support/run-cli.ts';
import { blueprintWith, testOf } from '../support/tested-blueprint.ts';

const shipped = [...builtInBlueprints(), ...starterKinds.map((kind) => `starters/${kind}`)];

// UPDATE_GOLDEN=1 writes their golden files.
test.for(shipped)('the tests of catalog/%s pass', async (name) => {
  const update = process.env.UPDATE_GOLDEN === '1' ? ['--update'] : [];
  const argv = ['blueprint', 'test', join(root, 'catalog', name), ...update];
  expect(await runCli(root, argv)).toMatchObject({ code: 0, stderr: '' });
});

describe('a case passes', () => {
  test.for([
    { name: 'without expectations', body: '' },
    { name: 'with a part of a map', body: '  services: {app: {scale: 2}}\n' },
    { name: 'with a text for a number', body: '  services: {app: {scale: "2"}}\n' },
    { name: 'with null for what is missing', body: '  services: {db: null, app: {links: null}}\n' },
    {
      name: 'with a part of an item',
      body: '  services: {lb: {lb_config: {port_rules: [{service: app}]}}}\n',
    },
    {
      name: 'with a question',
      body: '  questions: {containers: {type: int, default: "2"}, x: null}\n',
    },
    {
      name: 'with a whole value',
      body: '  checks: [{path: services.lb.ports, equals: ["80:80/tcp"]}]\n',
    },
    {
      name: 'with null for a value',
      body: '  checks: [{path: services.app.links, equals: null}]\n',
    },
    { name: 'with an item', body: '  checks: [{path: services.lb.ports, contains: 80:80/tcp}]\n' },
    {
      name: 'with a part of a text',
      body: '  checks: [{path: [files, README.md], contains: containers}]\n',
    },
    {
      name: 'with what is missing in a text',
      body: '  checks: [{path: services.app.image, lacks: latest}]\n',
    },
    {
      name: 'with a pattern',
      body: '  checks: [{path: services.app.image, matches: "^nginx:[0-9.]+-alpine$"}]\n',
    },
    {
      name: 'with a label of several parts',
      body: '  checks: [{path: [services, lb, labels, io.rancher.container.create_agent], equals: true}]\n',
    },
    {
      name: 'with a code of an error',
      body: '  answers: {containers: 0}\n  refused: out-of-range\n',
    },
    {
      name: 'with words of an error',
      body: '  answers: {containers: 0}\n  refused: a whole number from 1 to 20\n',
    },
    {
      name: 'with an answer that the form refuses',
      body: '  launch: {containers: many}\n  refused: not-allowed\n',
    },
  ])('$name', async ({ body }) => {
    expect(await runCli(testOf(body), ['blueprint', 'test'])).toEqual({
      code: 0,
      stdout: 'tests/web.yml\n  pass  x\n\n1 of 1 pass\n',
      stderr: '',
    });
  });
});

describe('a case fails', () => {
  test.for([
    { name: 'for another value', body: '  services: {app: {scale: 3}}\n', at: '3:27' },
    { name: 'for a missing key', body: '  services: {app: {ports: []}}\n', at: '3:27' },
    { name: 'for a missing service', body: '  services: {db: {}}\n', at: '3:18' },
    { name: 'for what must not be there', body: '  services:\n    app: null\n', at: '4:10' },
    { name: 'for another number of items', body: '  services: {lb: {ports: []}}\n', at: '3:26' },
    { name: 'for another kind of value', body: '  services: {lb: {ports: 80}}\n', at: '3:26' },
    {
      name: 'for a version that is a number',
      body: '  services: {app: {scale: 2.0}}\n',
      at: '3:27',
    },
    {
      name: 'for another question',
      body: '  questions: {containers: {type: string}}\n',
      at: '3:34',
    },
    { name: 'for another text of a file', body: '  files: {README.md: Web}\n', at: '3:22' },
    {
      name: 'for a key that is not expected',
      body: '  checks: [{path: services.lb.lb_config, equals: {}}]\n',
      at: '3:50',
    },
    {
      name: 'for an item that is missing',
      body: '  checks: [{path: services.lb.ports, contains: 81:80/tcp}]\n',
      at: '3:48',
    },
    {
      name: 'for a text that is there',
      body: '  checks: [{path: services.app.image, lacks: nginx}]\n',
      at: '3:46',
    },
    {
      name: 'for a pattern',
      body: '  checks: [{path: services.app.image, matches: ^httpd}]\n',
      at: '3:48',
    },
    {
      name: 'for a pattern that is not one',
      body: '  checks: [{path: services.app.image, matches: "("}]\n',
      at: '3:48',
    },
    {
      name: 'for a path that is missing',
      body: '  checks: [{path: services.ap.image, lacks: nginx}]\n',
      at: '3:45',
    },
    {
      name: 'for a part of a service that is missing',
      body: '  checks: [{path: services.ap.links, equals: null}]\n',
      at: '3:46',
    },
    { name: 'for a refusal that does not come', body: '  refused: out-of-range\n', at: '3:12' },
    {
      name: 'for another refusal',
      body: '  answers: {containers: 0}\n  refused: wrong-type\n',
      at: '4:12',
    },
    { name: 'for a warning that does not come', body: '  warned: secret-fixed\n', at: '3:11' },
  ])('$name', async ({ body, at }) => {
    const { code, found } = await run(testOf(body), ['blueprint', 'test']);
    expect({ code, found }).toEqual({ code: 1, found: [`tests/web.yml:${at} test-failed`] });
  });

  test('for errors that it does not expect, which are listed', async () => {
    const folder = testOf('  answers: {containers: 0, greeting: []}\n');
    expect(await run(folder, ['blueprint', 'test'])).toMatchObject({
      code: 1,
      found: ['tests/web.yml:3:25 out-of-range', 'tests/web.yml:3:38 wrong-type'],
      stdout: expect.stringContaining('FAIL  x   [out-of-range, wrong-type]') as string,
    });
  });

  test('for a required answer that the user does not give', async () => {
    const { code, found } = await run(testOf('', 'database'), ['blueprint', 'test']);
    expect({ code, found }).toEqual({
      code: 1,
      found: ['tests/database.yml:2:3 launch-unanswered'],
    });
  });

  test('for a required answer only once, although the launch cannot succeed without it', async () => {
    const folder = testOf('  launch: {database: app}\n', 'database');
    const compose = join(folder, 'docker-compose.yml.hbs');
    const limit = '    mem_limit: {{password}}\n    environment:';
    writeFileSync(compose, readFileSync(compose, 'utf8').replace('    environment:', limit));
    const { code, found } = await run(folder, ['blueprint', 'test']);
    expect({ code, found }).toEqual({
      code: 1,
      found: ['tests/database.yml:3:3 launch-unanswered'],
    });
  });

  test('for an error of the blueprint that all cases have, which is reported once', async () => {
    const folder = blueprintWith('cases:\n- name: a\n- name: b\n  launch: {containers: 3}\n');
    const compose = join(folder, 'docker-compose.yml.hbs');
    writeFileSync(
      compose,
      readFileSync(compose, 'utf8').replace('image: nginx', 'imag: x\n    image: nginx'),
    );
    const { code, found, stdout } = await run(folder, ['blueprint', 'test']);
    expect({ code, found }).toEqual({
      code: 1,
      found: [expect.stringMatching(/^docker-compose\.yml\.hbs:\d+:5 compose-key-rejected$/)],
    });
    expect(stdout).toContain('FAIL  a   [compose-key-rejected]\n  FAIL  b   [');
  });

  test('for a pattern that takes exponential time', async () => {
    const folder = testOf(
      `  answers: {greeting: ${'a'.repeat(60)}}\n  checks: [{path: services.app.environment.GREETING, matches: "^(a+)+$b"}]\n`,
    );
    expect(await run(folder, ['blueprint', 'test'])).toMatchObject({
      code: 1,
      found: [expect.stringContaining('test-failed') as string],
    });
  });
});
