// Programs made of the code of docs/clients.md, which write numbers to a cluster.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Endpoint } from '../../../src/cluster/endpoint.ts';

/** One recipe: its code on the page, and how a number is written with it. */
export interface Recipe {
  readonly name: string;
  readonly language: 'js' | 'python' | 'php';
  /** The headings above its code. */
  readonly headings: readonly string[];
  /** An expression that adds `number` to the set `key` with a plain write. */
  readonly plain: string;
  /** The same with a confirmed write. @default the page has none */
  readonly confirmed?: string;
}

export const recipes: readonly Recipe[] = [
  {
    name: 'ioredis',
    language: 'js',
    headings: ['ioredis'],
    plain: 'redis.sadd(key, number)',
  },
  {
    name: 'rancher-catalog/ioredis',
    language: 'js',
    headings: ['ioredis: confirmed'],
    plain: 'redis.sadd(key, number)',
    confirmed: 'confirmedWrite((pipeline) => pipeline.sadd(key, number))',
  },
  {
    name: 'node-redis',
    language: 'js',
    headings: ['node-redis (Node.js)', 'node-redis: confirmed'],
    plain: 'run((client) => client.sAdd(key, String(number)))',
    confirmed: 'confirmedWrite((pipeline) => pipeline.sAdd(key, String(number)))',
  },
  {
    name: 'redis-py',
    language: 'python',
    headings: ['redis-py (Python)', 'redis-py: confirmed'],
    plain: 'run(lambda: master.sadd(key, number))',
    confirmed: 'confirmed_write(lambda pipeline: pipeline.sadd(key, number))',
  },
  {
    name: 'php-redis',
    language: 'php',
    headings: ['php-redis (PHP)', 'php-redis: confirmed'],
    plain: 'run(fn (Redis $redis) => $redis->sAdd($key, (string) $number))',
    confirmed: 'confirmedWrite(fn (Redis $redis) => $redis->sAdd($key, (string) $number))',
  },
];

const page = readFileSync(join(import.meta.dirname, '../../../docs/clients.md'), 'utf8');

/** The first block of code under a heading. */
function codeUnder(heading: string): string {
  const section = page.split(/^##+ /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const code = /^```\w+\n([^]*?)^```$/m.exec(section)?.[1];
  if (code === undefined) throw new Error(`docs/clients.md has no code under "${heading}"`);
  return code;
}

export const clusterRecipes: readonly Recipe[] = [
  {
    name: 'ioredis Cluster',
    language: 'js',
    headings: ['Redis Cluster: ioredis'],
    plain: 'run((client) => client.set(key + number, number))',
  },
  {
    name: 'redis-py Cluster',
    language: 'python',
    headings: ['Redis Cluster: redis-py'],
    plain: 'run(lambda client: client.set(key + str(number), number))',
  },
];

/** The page's sentinels are s1, s2 and s3 on port 16381, and the nodes of a cluster n1, n2 and n3 on port 16379. */
const withAddresses = (code: string, places: readonly Endpoint[]) =>
  code.replaceAll(
    /(['"])[sn]([123])\1(, (?:port: )?)(?:16381|16379)/g,
    (_, quote, number, between) => {
      const { host, port } = places[Number(number) - 1] ?? { host: '', port: 0 };
      return `${quote}${host}${quote}${between}${port}`;
    },
  );

// Each writes numbers forever, and prints kind, number and time of the acknowledged ones.
const drivers = {
  js: ({ plain, confirmed = plain }: Recipe, code: string) => `
import { setTimeout as pause } from 'node:timers/promises';
const { PASSWORD: password, SENTINEL_PASSWORD: sentinelPassword } = process.env;
${code}
const writes = { plain: (key, number) => ${plain}, confirmed: (key, number) => ${confirmed} };
async function writeAll(kind) {
  for (let number = 0; ; number += 1) {
    try {
      await writes[kind](process.argv[2] + kind, number);
      process.stdout.write(kind + ' ' + number + ' ' + Date.now() + '\\n');
    } catch (error) {
      process.stderr.write(kind + ' ' + error.message + '\\n');
    }
    await pause(3);
  }
}
await Promise.all(process.argv.slice(3).map(writeAll));
`,
  python: ({ plain, confirmed = plain }: Recipe, code: string) => `
import os, sys
redis_password, sentinel_password = os.environ["PASSWORD"], os.environ["SENTINEL_PASSWORD"]
${code}
writes = {"plain": lambda key, number: ${plain}, "confirmed": lambda key, number: ${confirmed}}
number = 0
while True:
    for kind in sys.argv[2:]:
        try:
            writes[kind](sys.argv[1] + kind, number)
            print(kind, number, time.time() * 1000, flush=True)
        except Exception as error:
            print(kind, repr(error), file=sys.stderr, flush=True)
    number += 1
    time.sleep(0.003)
`,
  php: ({ plain, confirmed = plain }: Recipe, code: string) => `<?php
[$password, $sentinelPassword] = [getenv('PASSWORD'), getenv('SENTINEL_PASSWORD')];
${code}
$writes = ['plain' => fn ($key, $number) => ${plain}, 'confirmed' => fn ($key, $number) => ${confirmed}];
for ($number = 0; ; $number++) {
    foreach (array_slice($argv, 2) as $kind) {
        try {
            $writes[$kind]($argv[1] . $kind, $number);
            if (fwrite(STDOUT, "$kind $number " . microtime(true) * 1000 . "\\n") === false) exit;
        } catch (Exception $error) {
            fwrite(STDERR, "$kind {$error->getMessage()}\\n");
        }
    }
    usleep(3000);
}
`,
};

/** The text of a program that writes with a recipe to the cluster of these sentinels or nodes. */
export function programOf(recipe: Recipe, places: readonly Endpoint[]): string {
  const code = recipe.headings.map(codeUnder).join('\n');
  return drivers[recipe.language](recipe, withAddresses(code, places));
}

const runs = (command: string, ...args: readonly string[]) => {
  try {
    return execFileSync(command, args, { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' });
  } catch {
    return undefined;
  }
};

/** The command that runs programs of a language; undefined if it, or its client, is not installed. */
export function interpreterOf(language: Recipe['language']): string | undefined {
  if (language === 'js') return process.execPath;
  if (language === 'php') {
    return runs('php', '-r', 'echo class_exists("Redis");') === '1' ? 'php' : undefined;
  }
  // Debian installs the client for its own Python, which need not be the first one.
  return ['python3', '/usr/bin/python3'].find((it) => runs(it, '-c', 'import redis') !== undefined);
}
