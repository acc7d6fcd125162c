import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lintTemplate } from '../../src/lint/lint-template.ts';
import { findRule } from '../../src/lint/rule-list.ts';
import { root } from '../support/bundle.ts';
import { runCli } from '../support/run-cli.ts';

const corpus = join(root, '../shared/corpus/rancher-catalog');

test('docs/corpus.md has the number of findings of each rule', async () => {
  const page = readFileSync(join(root, 'docs/corpus.md'), 'utf8');
  const documented = [...page.matchAll(/^\| `([\w-]+)` \| (\d+)/gm)].map(([, rule, count]) => [
    rule,
    Number(count),
  ]);
  const { stdout } = await runCli(corpus, ['lint', '--json']);
  const counts = new Map<string, number>();
  for (const { rule } of (JSON.parse(stdout) as { findings: { rule: string }[] }).findings) {
    counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(counts));
});

const casesFile = join(root, '../shared/oracle/launch-cases.jsonl');

interface Case {
  readonly name: string;
  readonly verdict: string;
  readonly dockerCompose: string | null;
  readonly dockerComposeIsTemplate?: boolean;
  readonly rancherCompose: string | null;
}

const endings = (isTemplate: boolean | undefined) => (isTemplate === true ? '.yml.tpl' : '.yml');

test('lint reports an error for what the launcher refused, and for nothing else', () => {
  const lines = readFileSync(casesFile, 'utf8').trim().split('\n');
  for (const each of lines.map((line) => JSON.parse(line) as Case)) {
    const texts = new Map([
      ['config.yml', 'name: X\nversion: "1.0.0"\n'],
      [`0/docker-compose${endings(each.dockerComposeIsTemplate)}`, each.dockerCompose ?? ''],
      ['0/rancher-compose.yml', each.rancherCompose ?? ''],
    ]);
    const files = [...texts].map(([path, text]) => ({
      path: `templates/x/${path}`,
      sizeBytes: text.length,
      text,
    }));
    const isRefused = lintTemplate(files).some(
      ({ code, severity }) =>
        severity === 'error' && (code.startsWith('launch-') || findRule(code)?.cause === true),
    );
    const isAccepted = each.verdict === 'accepted';
    // Text after a failing template action is lost, which is an error although the rest launches.
    const isCut = lintTemplate(files).some(({ code }) => code === 'template-truncated');
    expect({ name: each.name, isRefused: isRefused && !isCut }).toEqual({
      name: each.name,
      isRefused: !isAccepted,
    });
  }
});
