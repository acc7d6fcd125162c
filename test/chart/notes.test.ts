import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { helmFolder } from '../../scripts/helm.mjs';
import { chartBlueprints, type Rendering } from '../support/chart-renderings.ts';
import { chartOf, runHelm } from '../support/charts.ts';

/** What helm prints after an installation. Without a cluster, only helm 4 shows it. */
function notesOf(blueprint: string, rendering: Rendering): string {
  const { status, stdout, stderr } = runHelm(4, 'install', chartOf(blueprint), rendering);
  expect({ status, stderr }).toMatchObject({ status: 0 });
  return stdout.slice(stdout.indexOf('\nNOTES:\n') + '\nNOTES:\n'.length).trim();
}

const values = { auth: { existingSecret: 'mine' } };

test.for(chartBlueprints)('the notes of %s show how to read each password', (blueprint) => {
  const kubectl = join(helmFolder(4), 'kubectl');
  const notes = notesOf(blueprint, { values });
  expect(notes).toContain(`demo-${blueprint}`);
  expect(notes).not.toMatch(/WARNING|\n\n\n/);
  const commands = [...notes.matchAll(/kubectl get secret --namespace databases mine (-o .*)/g)];
  const keys = {
    'redis-sentinel': ['redis-password', 'sentinel-password'],
    'redis-cluster': ['redis-password'],
  };
  expect(commands.length).toBe(keys[blueprint].length);
  for (const [index, [, output = '']] of commands.entries()) {
    const literal = `--from-literal=${keys[blueprint][index]}='the password'`;
    const text = `${kubectl} create secret generic mine ${literal} --dry-run=client ${output}`;
    expect(spawnSync('sh', ['-c', text], { encoding: 'utf8' }).stdout).toBe('the password');
  }
});

test('the notes name what needs attention', () => {
  const needsNodes = /Each sentinel needs a node of its own: with fewer than 3 nodes/;
  expect(notesOf('redis-sentinel', { values })).toMatch(needsNodes);
  const soft = notesOf('redis-sentinel', { values: { ...values, spread: { sentinels: 'soft' } } });
  expect(soft).not.toMatch(needsNodes);
  const label = 'Clients need the label demo-redis-sentinel-client=true';
  expect(soft).not.toContain(label);
  expect(
    notesOf('redis-sentinel', { values: { ...values, networkPolicy: { allowExternal: false } } }),
  ).toContain(label);
  expect(notesOf('redis-sentinel', { values: { ...values, sentinels: 4 } })).toMatch(
    /^WARNING: 4 sentinels .*\n {2}hint: use 3 or 5\n/,
  );
});
