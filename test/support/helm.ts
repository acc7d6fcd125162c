import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { helmFolder } from '../../scripts/helm.mjs';

/** The majors of helm that Rancher 2 runs: 3 up to Rancher 2.14, 4 from 2.15 on. */
export const helmMajors = [3, 4] as const;

export type HelmMajor = (typeof helmMajors)[number];

/** What a run of helm ended with. */
export interface HelmRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program itself, fetched if this machine does not have it yet. */
export const helmProgram = (major: HelmMajor): string => join(helmFolder(major), 'helm');

/** A PATH with this helm first. */
export const helmPath = (major: HelmMajor): string =>
  [helmFolder(major), process.env.PATH].join(delimiter);

/** Runs helm without configuration of the user; `input` is its standard input. */
export function helm(major: HelmMajor, args: readonly string[], input = ''): HelmRun {
  const { status, stdout, stderr, error } = spawnSync(helmProgram(major), args, {
    encoding: 'utf8',
    input,
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
    env: { PATH: process.env.PATH, HOME: '/nonexistent' },
  });
  if (error) throw error;
  return { status: status ?? -1, stdout, stderr };
}
