import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { root } from '../support/bundle.ts';
import { refusal } from '../support/prose.ts';
import { runCli } from '../support/run-cli.ts';
import { stackOf, stackWorld } from '../support/stacks.ts';

const path = '/v2-beta/projects/1a5/stacks/1st7';

beforeEach(() => {
  process.env.CATTLE_ACCESS_KEY = 'access';
  process.env.CATTLE_SECRET_KEY = 'secret-key';
});

afterEach(() => {
  delete process.env.CATTLE_ACCESS_KEY;
  delete process.env.CATTLE_SECRET_KEY;
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** An HTTP server, and what it was asked. */
async function serve(answer: Answer) {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { asked, origin, url: `${origin}${path}` };
}

const { services, ...stack } = stackOf({ down_after_ms: '3000' });

const api: Answer = ({ url, headers }, response) => {
  const isAllowed =
    headers.authorization === `Basic ${Buffer.from('access:secret-key').toString('base64')}`;
  if (!isAllowed) response.writeHead(401).end();
  else if (url === path) response.end(JSON.stringify(stack));
  else if (url === `${path}/services?limit=-1`) response.end(JSON.stringify(services));
  else response.writeHead(404).end('{}');
};

const of = (url: string) => ['migrate', '--api', url, '--catalog', 'catalog'];

const codesOf = (found: readonly string[]) =>
  found.map((each) => each.replace(/ \(\w+\)$/, '').replace(/^.* /, ''));

test('reads the stack and its services with the key of the environment', async () => {
  const folder = await stackWorld(stack);
  const { url, asked } = await serve(api);
  const { code, stdout, stderr } = await runCli(folder, of(`${url}/`));
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(asked.map((request) => request.url)).toEqual([path, `${path}/services?limit=-1`]);
  expect(stdout + stderr).not.toContain('secret-key');
});

const hasPrograms = ['curl', 'jq'].every((name) => spawnSync(name, ['--version']).status === 0);

test.skipIf(!hasPrograms && process.env.CI !== 'true')(
  'the commands of docs/migration.md save what migrate reads (needs curl and jq)',
  async () => {
    const folder = await stackWorld({});
    const { origin, asked } = await serve(api);
    const page = readFileSync(join(root, 'docs/migration.md'), 'utf8');
    const [block = ''] = /^ {4}url=[^]*?> stack\.json$/m.exec(page) ?? [];
    const script = block.replace('https://rancher.example.com', origin);
    await promisify(execFile)('sh', ['-ec', script], { cwd: folder });
    expect(asked.map((request) => request.url)).toEqual([path, `${path}/services?limit=-1`]);
    const file = join(folder, 'stack.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      ...stack,
      services: (services as { data: Record<string, unknown>[] }).data.map(
        ({ name, state, scale }) => ({ name, state, scale }),
      ),
    });
    expect((await runCli(folder, ['migrate', 'stack.json', '--catalog', 'catalog'])).code).toBe(0);
    expect(readFileSync(join(folder, 'migration/values.yaml'), 'utf8')).toContain('downAfterMs');
    expect(readFileSync(join(folder, 'migration/report.md'), 'utf8')).not.toContain('scale of');
  },
);

const elsewhere = { asked: 0 };

const cases: readonly (readonly [string, Answer, string])[] = [
  ['401', (_request, response) => response.writeHead(401).end(), 'api-denied'],
  ['404', (_request, response) => response.writeHead(404).end(), 'api-failed'],
  ['500', (_request, response) => response.writeHead(500).end(), 'api-failed'],
  ['HTML', (_request, response) => response.end('<!DOCTYPE html><p>Rancher'), 'api-failed'],
  ['half of an answer', (_request, response) => response.end('{"type": "st'), 'api-failed'],
  [
    '20 MB',
    (_request, response) => response.end(`{"a": "${'x'.repeat(20_000_000)}"}`),
    'api-failed',
  ],
  ['a closed connection', ({ socket }) => socket.destroy(), 'api-failed'],
  [
    'a list',
    (_request, response) => response.end(JSON.stringify({ data: [stack] })),
    'stack-invalid',
  ],
];

test.for(cases)('an API that answers with %s is reported', async ([, answer, wanted]) => {
  const folder = await stackWorld(stack);
  const { url, origin } = await serve(answer);
  const { found } = await refusal(folder, of(url), [[origin, 'http://rancher']]);
  expect(codesOf(found)).toEqual([wanted]);
  expect(existsSync(join(folder, 'migration'))).toBe(false);
});

test('a redirect is not followed, so that no other host gets the key', async () => {
  const folder = await stackWorld(stack);
  const other = await serve(() => void (elsewhere.asked += 1));
  const first = await serve((_request, response) =>
    response.writeHead(302, { location: `${other.origin}${path}` }).end(),
  );
  const masks = [
    [first.origin, 'http://rancher'],
    [other.origin, 'http://other'],
  ] as const;
  const { code, found } = await refusal(folder, of(first.url), masks);
  expect({ code, codes: codesOf(found) }).toEqual({ code: 2, codes: ['api-failed'] });
  expect(elsewhere.asked).toBe(0);
});

test('an API that hangs ends after a time', async () => {
  const folder = await stackWorld(stack);
  const { url, origin } = await serve((_request, response) => void response.write('{'));
  const { code, found } = await refusal(folder, of(url), [[origin, 'http://rancher']]);
  expect({ code, codes: codesOf(found) }).toEqual({ code: 2, codes: ['api-failed'] });
});

test('half a key is wrong usage', async () => {
  delete process.env.CATTLE_SECRET_KEY;
  const folder = await stackWorld(stack);
  const { code, found } = await refusal(folder, of('http://127.0.0.1:1/x'));
  expect({ code, codes: codesOf(found) }).toEqual({ code: 2, codes: ['usage'] });
});
