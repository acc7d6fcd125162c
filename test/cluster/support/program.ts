// The built program in a temporary folder of its own, for tests of what it leaves behind.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { bin } from '../../support/bundle.ts';
import { endOf } from '../../support/end-of.ts';

/** A folder that servers started by root can enter, as another user. */
export function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cluster-'));
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Processes whose environment has a path in the folder, in this variable if one is named. */
export const processesIn = (folder: string, variable = ''): string[] =>
  readdirSync('/proc').filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`${variable}=${folder}`);
    } catch {
      return false;
    }
  });

/** Starts the program with this folder for its temporary files. */
export function startIn(folder: string, argv: readonly string[]) {
  const child = spawn(process.execPath, [bin, ...argv], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, TMPDIR: folder },
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString();
  });
  const ended = endOf(child).then(([code]) => code);
  return { child, output: () => output, ended };
}
