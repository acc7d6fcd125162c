// Rancher's metadata service has addresses that no name server has, as on host networks.
import { once } from 'node:events';
import http from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { whole } from './support/waits.ts';
import { Sandbox, type Node } from './support/sandbox.ts';

/** Answers like Rancher: containers by number and name, then the address of each. */
function metadata(services: Readonly<Record<string, readonly Node[]>>): http.Server {
  return http.createServer((request, response) => {
    const path =
      /^\/latest\/self\/stack\/services\/([\w-]+)\/containers(?:\/(\d+)\/primary_ip)?$/.exec(
        request.url ?? '',
      );
    const nodes = services[path?.[1] ?? ''];
    const node = nodes?.[Number(path?.[2])];
    if (nodes !== undefined && path?.[2] === undefined) {
      response.end(nodes.map((each, i) => `${i}=stack-${each.name}\n`).join(''));
    } else if (node !== undefined) response.end(node.address);
    else {
      response.statusCode = 404;
      response.end('Not found');
    }
  });
}

test('nodes find each other with the metadata service alone', async () => {
  const cluster = await Sandbox.open();
  const [first, ...rest] = cluster.data;
  const server = metadata({
    'redis-master': first === undefined ? [] : [first],
    'redis-slaves': rest,
    'redis-sentinels': cluster.sentinels,
  });
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  for (const node of cluster.nodes) {
    node.env = {
      redis_hosts: 'redis-master.invalid,redis-slaves.invalid',
      sentinel_hosts: 'redis-sentinels.invalid',
      metadata_url: `http://127.0.0.1:${port}/latest`,
    };
  }
  await cluster.startAll();
  expect(await whole(cluster, 60_000)).toBe(first);
});
