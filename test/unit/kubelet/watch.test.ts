// What a healthy API server does not do at will: it ends a watch, answers that it is too old, or cuts a line in two.
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { KubernetesObject } from '../../support/kubernetes/objects.ts';
import { Watch } from '../../support/kubernetes/kubelet/watch.ts';

const pod = (uid: string): KubernetesObject => ({
  metadata: { name: uid, namespace: 'shop', uid },
});

const line = (type: string, uid: string) => `${JSON.stringify({ type, object: pod(uid) })}\n`;

/** Watches a server that lists these pods, one list after the other, and answers each watch by a function. */
async function watched(
  lists: readonly (readonly string[])[],
  answers: readonly ((response: ServerResponse) => void)[],
): Promise<readonly string[]> {
  const seen: string[] = [];
  let watches = 0;
  const server = createServer((request, response) => {
    if (request.url?.includes('watch=1') === true) {
      response.write('');
      response.flushHeaders();
      answers[watches]?.(response);
      watches += 1;
    } else {
      const items = (lists[watches] ?? lists.at(-1) ?? []).map(pod);
      response.end(JSON.stringify({ metadata: { resourceVersion: String(watches) }, items }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const open = (path: string): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      get({ port, host: '127.0.0.1', path }, resolve).on('error', reject);
    });
  const source = {
    open,
    async get<T>(path: string): Promise<T> {
      let text = '';
      for await (const part of await open(path)) text += String(part);
      return JSON.parse(text) as T;
    },
  };
  const watch = new Watch<KubernetesObject>(source, '/pods', ({ type, object }) =>
    seen.push(`${type} ${object.metadata.uid}`),
  );
  onTestFinished(() => void server.close());
  while (watches <= answers.length) await sleep(10);
  await watch.close();
  server.closeAllConnections();
  return seen;
}

test('reports what is listed, and then each change', async () => {
  const seen = await watched(
    [['a'], []],
    [
      (response) => {
        response.write(line('MODIFIED', 'a'));
        response.write(line('BOOKMARK', 'x'));
        response.end(line('DELETED', 'a'));
      },
    ],
  );
  expect(seen).toEqual(['changed a', 'changed a', 'deleted a']);
});

test('joins a line that arrives in two parts', async () => {
  const text = line('ADDED', 'b');
  const seen = await watched(
    [['a'], ['a', 'b']],
    [
      (response) => {
        response.write(text.slice(0, 20));
        setTimeout(() => response.end(text.slice(20)), 50);
      },
    ],
  );
  expect(seen).toEqual(['changed a', 'changed b', 'changed a', 'changed b']);
});

test('lists again after the end of a watch, and reports what went meanwhile as deleted', async () => {
  const seen = await watched([['a', 'b'], ['b']], [(response) => response.end()]);
  expect(seen).toEqual(['changed a', 'changed b', 'deleted a', 'changed b']);
});

test('lists again when the server answers that its version is too old, or ends a line early', async () => {
  const seen = await watched(
    [['a']],
    [
      (response) => response.end(line('ERROR', 'x')),
      (response) => {
        response.write('{"type":');
        response.destroy();
      },
    ],
  );
  expect(seen).toEqual(['changed a', 'changed a', 'changed a']);
});
