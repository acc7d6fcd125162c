// A folder for the container engine that tests may start (test/image/support/engine.ts), and its removal.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Several projects share the folder; the last one to end finds nothing left to do. */
export function setup(): () => Promise<void> {
  const folder = (process.env.TEST_ENGINE_FOLDER ??= mkdtempSync(join(tmpdir(), 'engine-')));
  return async () => end(folder);
}

async function end(folder: string): Promise<void> {
  const file = join(folder, 'pid');
  if (existsSync(file)) {
    const pid = Number(readFileSync(file, 'utf8'));
    process.kill(pid, 'SIGTERM');
    for (let round = 0; round < 100 && existsSync(`/proc/${pid}`); round += 1) await sleep(100);
    const unmount = 'grep " $1/" /proc/mounts | cut -d " " -f 2 | sort -r | xargs -r umount -l';
    spawnSync('sh', ['-c', unmount, 'sh', folder]);
  }
  rmSync(folder, { recursive: true, force: true });
}
