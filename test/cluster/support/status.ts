// A cluster with two passwords, and `cluster status` on it.
import type { StatusFinding } from '../../../src/cluster/rules/status-rule.ts';
import { runCli, temporaryFolder, type Ran } from '../../support/run-cli.ts';
import { liveSandbox, type LiveSandbox } from './live-sandbox.ts';

export const secrets = { redis: 'data "pass" $1', sentinel: "sentinel 'pass' #2" };

export const passwords = [
  '--password-file',
  'redis.pw',
  '--sentinel-password-file',
  'sentinel.pw',
] as const;

/** Starts a cluster with two passwords. The caller destroys it. */
export async function lockedSandbox(): Promise<LiveSandbox> {
  return liveSandbox({ redis_password: secrets.redis, sentinel_password: secrets.sentinel });
}

/** A folder with correct and wrong password files. */
export const passwordFolder = () =>
  temporaryFolder({
    'redis.pw': `${secrets.redis}\n`,
    'sentinel.pw': secrets.sentinel,
    'wrong.pw': 'wrong',
    'empty.pw': '\n',
  });

export async function status(...argv: readonly string[]): Promise<Ran> {
  return runCli(passwordFolder(), ['cluster', 'status', ...argv]);
}

/** The output of `--json`. */
export function findingsIn(stdout: string): readonly StatusFinding[] {
  return (JSON.parse(stdout) as { findings: readonly StatusFinding[] }).findings;
}
