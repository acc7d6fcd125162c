// A folder for the container engine that tests may start (test/image/support/engine.ts), and its removal.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Waits for the end of its input, which is also that of this process, and removes the engine with its files. */
const script = `
cat
if pid=$(cat "$1/pid" 2> /dev/null); then
  kill "$pid" 2> /dev/null
  tries=0
  while [ $tries -lt 200 ] && kill -0 "$pid" 2> /dev/null; do tries=$((tries + 1)); sleep 0.1; done
  grep " $1/" /proc/mounts | cut -d ' ' -f 2 | sort -r | xargs -r umount -l
fi
rm -rf "$1"`;

/** Several projects share the folder; the last one to end finds nothing left to do. */
export function setup(): () => Promise<void> {
  const folder = (process.env.TEST_ENGINE_FOLDER ??= mkdtempSync(join(tmpdir(), 'engine-')));
  // Ctrl-C in a terminal ends this process only.
  const guard = spawn('sh', ['-c', script, 'sh', folder], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  });
  const ended = once(guard, 'exit');
  guard.unref();
  return async () => {
    guard.ref();
    guard.stdin.end();
    await ended;
  };
}
