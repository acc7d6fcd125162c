import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { runCli, temporaryFolder } from './run-cli.ts';

/** The text of an answers file. */
export const redisAnswers = (version: string, more = ''): string =>
  `blueprint: redis-sentinel\nversion: ${version}\nanswers:\n  image: r.example.com/redis:1\n${more}`;

/** Writes answers.yml. */
export const changeRedis = (folder: string, version: string, more = ''): void =>
  writeFileSync(join(folder, 'answers.yml'), redisAnswers(version, more));

/** The command line that generates into the folder `catalog`. */
export const intoCatalog = (...more: string[]): string[] => [
  'generate',
  '--catalog',
  'catalog',
  ...more,
];

/** A path of the entry in the catalog. */
export const inTemplate = (folder: string, path: string): string =>
  join(folder, 'catalog/templates/redis-sentinel', path);

/** A catalog with version 1.0.0 released, and another entry. */
export async function catalogWithRelease(): Promise<string> {
  const folder = temporaryFolder({
    'answers.yml': redisAnswers('1.0.0'),
    'catalog/templates/other/config.yml': 'name: other\n',
  });
  expect(await runCli(folder, intoCatalog())).toMatchObject({ code: 0 });
  return folder;
}
