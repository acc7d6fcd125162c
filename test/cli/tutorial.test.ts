import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/bundle.ts';
import { runCli, temporaryFolder, type Ran } from '../support/run-cli.ts';

const page = readFileSync(join(root, 'docs/tutorial.md'), 'utf8');

/** The blocks of the page in their order: commands, and files, which the text before a block names last. */
const steps = [...page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(
  ({ index, 1: kind, 2: text = '' }) => {
    const named = [...page.slice(0, index).matchAll(/`([\w./-]+\.\w+)`:\n/g)].at(-1)?.[1] ?? '';
    return kind === 'sh' ? { commands: text.trim().split('\n') } : { file: named, text };
  },
);

/** Runs a step in the folder that the steps before it lead to; returns the next folder. */
async function run(command: string, folder: string, ran: Map<string, Ran>): Promise<string> {
  const [program = '', ...argv] = command.split(' ');
  if (program === 'cd') return join(folder, ...argv);
  if (program === 'git') {
    execFileSync('git', argv, { cwd: folder });
    return folder;
  }
  const result = await runCli(folder, argv);
  expect({ command, ...result }).toMatchObject({ command, code: 0, stderr: '' });
  ran.set(command, result);
  return folder;
}

test('each step of the tutorial works as it is printed', async () => {
  let folder = temporaryFolder();
  const ran = new Map<string, Ran>();
  for (const step of steps) {
    if (step.commands) {
      for (const command of step.commands) folder = await run(command, folder, ran);
      continue;
    }
    mkdirSync(dirname(join(folder, step.file)), { recursive: true });
    writeFileSync(join(folder, step.file), step.text);
  }
  const printed = (start: string) =>
    [...ran].findLast(([command]) => command.startsWith(start))?.[1].stdout;
  expect(printed('rancher-catalog lint')).toBe('No problems found.\n');
  expect(printed('rancher-catalog launch build')).toContain('memcached:1.6');
  expect(printed('rancher-catalog launch ../fixed')).toContain('memcached:1.6');
  expect(printed('rancher-catalog blueprint test')).toContain('3 of 3 pass');
  const compose = readFileSync(
    join(folder, 'build/catalog/templates/shop/0/docker-compose.yml.tpl'),
    'utf8',
  );
  expect(compose).toContain('image: "registry.example.com/acme/shop:${app_version}"');
  const log = ['--git-dir', '../catalog.git', 'ls-tree', '-r', '--name-only', 'main'];
  const released = execFileSync('git', log, { cwd: folder, encoding: 'utf8' });
  expect(released).toContain('templates/shop/0/docker-compose.yml.tpl\n');

  const [, mistake = ''] = /as in `( *[^`]+)`/.exec(page) ?? [];
  appendFileSync(join(folder, 'docker-compose.yml.hbs'), `${mistake}\n`);
  const broken = await runCli(folder, ['generate']);
  expect(broken.code).toBe(1);
  expect(broken.stderr).toMatch(
    /^docker-compose\.yml\.hbs:\d+:\d+ {2}error {2}app_verison is not declared/,
  );
  expect(broken.stderr).toContain('did you mean app_version?');
});
