import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { someAnswers } from './arbitraries.ts';
import { readFileSync, writeFileSync } from 'node:fs';

const isThere = spawnSync('docker-compose', ['version'], { stdio: 'ignore' }).status === 0;

describe.skipIf(!isThere)('docker-compose accepts', () => {
  test('any valid answers', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(someAnswers, async (given) => {
        const folder = temporaryFolder({
          'answers.yml': stringify({ blueprint: 'redis-sentinel', version: '1.0.0', ...given }),
        });
        const { code } = await runCli(folder, ['generate']);
        expect(code).toBe(0);
        const version = join(folder, 'build/catalog/templates/redis-sentinel/0');
        const compose = readFileSync(join(version, 'docker-compose.yml'), 'utf8');
        // docker-compose does not know Rancher's key.
        const known = compose.replaceAll(/^ +per_container: true\n/gm, '');
        writeFileSync(join(folder, 'compose.yml'), known);
        const rancher = parse(readFileSync(join(version, 'rancher-compose.yml'), 'utf8'));
        const questions: { variable: string; default: string }[] = rancher.catalog.questions ?? [];
        const asked = questions
          .map((question): [string, string] => [question.variable, question.default])
          // An environment variable cannot contain it.
          .filter(([, value]) => !value.includes('\0'));
        const { PATH = '' } = process.env;
        execFileSync('docker-compose', ['-f', 'compose.yml', 'config', '-q'], {
          cwd: folder,
          env: { PATH, HOME: folder, ...Object.fromEntries(asked) },
        });
      }),
      { numRuns: 20 },
    );
  });
});
