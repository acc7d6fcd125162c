import { spawn, type ChildProcess } from 'node:child_process';

/**
 * Reads `+ PID` and `- PID` until this process has ended, and kills the process groups that are left. Each process id is
 * a word of `groups`.
 */
const script = `
groups=' '
while read -r change group; do
  case $change in
    +) groups="$groups$group " ;;
    -) groups="\${groups%% $group *} \${groups#* $group }" ;;
  esac
done
for group in $groups; do kill -9 "-$group"; done
`;

/**
 * Has a process group killed if this process is killed with SIGKILL, of which it cannot notice anything itself: a shell
 * waits for the end of the pipe between the two.
 */
export interface OrphanGuard {
  release(): void;
}

let guard: ChildProcess | undefined;

function start(): ChildProcess {
  const child = spawn('/bin/sh', ['-c', script], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // It survives a signal to the process group of this process.
    detached: true,
    cwd: '/',
    env: {},
  });
  // Without it, or without a shell, only SIGKILL leaves programs behind.
  child.on('error', () => {});
  child.stdin?.on('error', () => {});
  // It must not keep this process alive.
  child.unref();
  if (child.stdin !== null && 'unref' in child.stdin) (child.stdin as { unref(): void }).unref();
  return child;
}

/**
 * Starts the guard if there is none, so that a program that is started next is guarded at once, not after the
 * milliseconds that another process takes.
 */
export function readyGuard(): { guardGroup(pid: number): OrphanGuard } {
  guard ??= start();
  const { stdin } = guard;
  return {
    guardGroup(pid) {
      stdin?.write(`+ ${pid}\n`);
      return { release: () => void stdin?.write(`- ${pid}\n`) };
    },
  };
}
