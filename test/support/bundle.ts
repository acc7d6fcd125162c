import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Ran } from './run-cli.ts';

/** The root of this project. */
export const root = join(import.meta.dirname, '../..');

/** The shipped bundle; `npm test` builds it before. */
export const bin = join(root, 'dist/cli.cjs');

interface BundleOptions {
  readonly input?: string | Uint8Array;
  readonly uid?: number;
  /** @default that of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** Another copy of the bundle. @default the one of this project */
  readonly program?: string;
}

/** Runs the bundle in a separate process. */
export function runBundle(
  cwd: string,
  argv: readonly string[],
  { program = bin, ...options }: BundleOptions = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], {
    cwd,
    encoding: 'utf8',
    timeout: 30_000,
    ...options,
  });
  return { code: status, stdout, stderr };
}
