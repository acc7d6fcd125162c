import { spawn, execFileSync } from 'node:child_process';
import { constants } from 'node:os';
import { createServer, type AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { bin } from '../support/bundle.ts';
import { gitVariables, useGitVariables, workplace } from '../support/git.ts';
import { familyOf, isAlive, kill } from '../support/processes.ts';
import { answersOf } from '../support/publishing.ts';

beforeAll(useGitVariables);

const nameOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
};

async function until(isTrue: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 20_000;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error(`not within 20 s: ${what}`);
    await sleep(20);
  }
}

/** Signals a run once `child` runs below it; the programs of its family that are left, and its exit code. */
async function endedBy(
  signal: NodeJS.Signals,
  argv: readonly string[],
  child: string,
  env: Readonly<Record<string, string>>,
) {
  const folder = workplace({ 'answers.yml': answersOf() });
  const run = spawn(process.execPath, [bin, ...argv], {
    cwd: folder,
    env: { ...process.env, ...gitVariables, ...env },
    stdio: 'ignore',
  });
  const { pid = 0 } = run;
  const code = new Promise<number | null>((resolve) => run.on('exit', resolve));
  const below = () => familyOf(pid).filter((each) => each !== pid);
  await until(() => below().some((each) => nameOf(each) === child), `${child} runs`);
  // Within a millisecond of its start, SIGKILL arrives before the message to the guard.
  await sleep(50);
  const family = below();
  onTestFinished(() => kill([pid, ...family]));
  run.kill(signal);
  const result = await code;
  // Also what had started after the look.
  await until(() => !family.some(isAlive), `the children have ended: ${family.map(nameOf).join()}`);
  return result;
}

const hasDocker = (() => {
  try {
    execFileSync('docker', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe('a run that is ended by a signal', () => {
  test.each(['SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGABRT', 'SIGALRM', 'SIGUSR2', 'SIGPWR'] as const)(
    'takes git and what git started with it: %s',
    async (signal) => {
      const argv = ['publish', '--repo', 'ssh://example.invalid/catalog.git'];
      const code = await endedBy(signal, argv, 'sleep', { GIT_SSH_COMMAND: 'sleep 999 #' });
      expect(code).toBe(128 + constants.signals[signal]);
    },
  );

  test('takes git and what git started with it: SIGKILL', async () => {
    const argv = ['publish', '--repo', 'ssh://example.invalid/catalog.git'];
    const env = { GIT_SSH_COMMAND: 'sleep 999 #' };
    expect(await endedBy('SIGKILL', argv, 'sleep', env)).toBe(null);
  });

  test('takes git with it after Ctrl-C', async () => {
    const argv = ['publish', '--repo', 'ssh://example.invalid/catalog.git'];
    const env = { GIT_SSH_COMMAND: 'sleep 999 #' };
    expect(await endedBy('SIGINT', argv, 'sleep', env)).toBe(130);
  });

  test
    .runIf(hasDocker || process.env.CI === 'true')
    .each(['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGKILL'] as const)(
    'takes docker with it: %s',
    async (signal) => {
      // An engine that never answers.
      const engine = createServer(() => {}).listen(0, '127.0.0.1');
      await new Promise((resolve) => engine.once('listening', resolve));
      onTestFinished(() => void engine.close());
      const { port } = engine.address() as AddressInfo;
      const env = { DOCKER_HOST: `tcp://127.0.0.1:${port}` };
      const code = await endedBy(signal, ['image', 'build'], 'docker', env);
      expect(code).toBe(signal === 'SIGKILL' ? null : 128 + constants.signals[signal]);
    },
  );
});
