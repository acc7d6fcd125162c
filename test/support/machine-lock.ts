import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** Holds a lock until the returned function is called. The kernel releases it if this process ends. */
export async function hold(
  how: '--shared' | '--exclusive',
  file: string,
): Promise<() => Promise<void>> {
  mkdirSync(dirname(file), { recursive: true });
  const holder = spawn('flock', [how, file, 'sh', '-c', 'echo held; cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(holder, 'exit');
  await once(holder.stdout, 'data');
  return async () => {
    holder.stdin.end();
    await ended;
  };
}
