import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../support/run-cli.ts';

const root = join(import.meta.dirname, '../..');
const corpus = join(root, '../shared/corpus/rancher-catalog');

// Rancher's own catalog is not part of this repository.
test.skipIf(!existsSync(corpus))('docs/corpus.md counts what lint says', async () => {
  const page = readFileSync(join(root, 'docs/corpus.md'), 'utf8');
  const told = [...page.matchAll(/^\| `([\w-]+)` \| (\d+)/gm)].map(([, rule, count]) => [rule, Number(count)]);
  const { stdout } = await runCli(corpus, ['lint', '--json']);
  const counts = new Map<string, number>();
  for (const { rule } of (JSON.parse(stdout) as { findings: { rule: string }[] }).findings) {
    counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(counts));
});
