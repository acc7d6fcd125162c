import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The command of a Dockerfile that begins with this, without its line ends. */
function commandOf(dockerfile: string, start: string): string {
  const from = dockerfile.indexOf(start);
  if (from === -1) throw new Error(`no line of the Dockerfile begins with ${start}`);
  const lines = dockerfile.slice(from).split('\n');
  const last = lines.findIndex((line) => !line.endsWith('\\'));
  return lines
    .slice(0, last + 1)
    .map((line) => line.replace(/\\$/, ''))
    .join(' ');
}

/** Makes the folder that the layer of the image adds, by the commands of its Dockerfile. */
export function buildImageFolder(image: string, to: string): string {
  mkdirSync(to, { recursive: true });
  for (const name of ['start.sh', 'health.sh', 'redis.conf', 'sentinel.conf', 'lib'])
    cpSync(join(image, name), join(to, name), { recursive: true });
  const start = 'RUN cd /redis-ha ';
  const run = commandOf(readFileSync(join(image, 'Dockerfile'), 'utf8'), start);
  execFileSync('sh', ['-c', run.slice(start.length).trim().replace(/^&& /, '')], { cwd: to });
  chmodSync(to, 0o755);
  return to;
}
