import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bin } from '../support/bundle.ts';
import { temporaryFolder } from '../support/run-cli.ts';

/** Sources the completion script in a shell there, then runs `commands`. */
function inShell(shell: string, commands: string): string[] {
  const folder = temporaryFolder({ 'redis.yml': '' });
  symlinkSync(bin, join(folder, 'rancher-catalog'));
  const script = `rancher-catalog completion ${shell} > script\n${commands}`;
  const { stdout, stderr, error } = spawnSync(shell, ['-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${folder}:${process.env.PATH ?? ''}` },
  });
  expect({ stderr, error }).toEqual({ stderr: '', error: undefined });
  return stdout.split('\n').filter((line) => line !== '');
}

const drills = ['replica-killed', 'replica-killed-in-failover', 'replicas-cut-off'];
const sorted = (lines: readonly string[]) => lines.toSorted();

test('bash completes drills and leaves paths to the shell', () => {
  const complete = (...words: string[]) =>
    `COMP_WORDS=(rancher-catalog ${words.join(' ')}); COMP_CWORD=${words.length}; _rancher_catalog; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const [drill, path] = [complete('cluster', 'drill', 'replica'), complete('generate', '-a', "''")];
  expect(sorted(inShell('bash', `source ./script\n${drill}\n${path}`))).toEqual(drills);
});

test('zsh completes answers without a space after the =', () => {
  const given = `compdef() { :; }; compadd() { print -r -- "$@"; }; _files() { print paths; }\nsource ./script\n`;
  const complete = (words: string) =>
    `words=(rancher-catalog ${words}); CURRENT=4; _rancher_catalog\n`;
  expect(
    inShell(
      'zsh',
      `${given}${complete('generate --set replica')}${complete('lint --rule macro')}${complete("generate -a ''")}`,
    ),
  ).toEqual([
    '-S  -- replica_port= replicas= replicas_per_master=',
    '--',
    '-S  --',
    '-- macro-unescaped',
    'paths',
  ]);
});

test('fish completes commands, choices and drills', () => {
  const complete = (line: string) => `complete -C 'rancher-catalog ${line}'`;
  const found = inShell(
    'fish',
    [
      'source ./script',
      complete('gen'),
      complete('cluster drill replica'),
      complete('generate -a r'),
    ].join('\n'),
  );
  expect(sorted(found)).toEqual(sorted(['generate', ...drills, 'rancher-catalog', 'redis.yml']));
});
