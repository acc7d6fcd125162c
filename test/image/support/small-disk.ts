import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { processesOf, signalAll } from '../../../src/nodes/process-table.ts';
import { unprivilegedUser } from '../../../src/nodes/unprivileged-user.ts';
import type { Node } from './sandbox.ts';

/** Why no disk can be mounted here, or undefined. */
export const whyNoDisk = (): string | undefined =>
  process.getuid?.() === 0 ? undefined : 'only root can mount a small disk';

/**
 * Gives a node a disk of its own of this many MiB. `fill` takes what is left, `free` gives it back, and
 * `grow` makes the disk larger.
 */
export function smallDisk(node: Node, size = 16) {
  const user = unprivilegedUser();
  const mount = (options: string) =>
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', node.dataDir]);
  mkdirSync(node.dataDir);
  mount(`size=${size}m,mode=700,uid=${user?.uid},gid=${user?.gid}`);
  onTestFinished(() => {
    // This runs before the sandbox is destroyed, which finds its servers by this folder.
    signalAll(processesOf(`data_dir=${node.dataDir}`, node.dataDir), 'SIGKILL');
    execFileSync('umount', ['-l', node.dataDir]);
  });
  const filler = path.join(node.dataDir, 'filler');
  return {
    fill: () => expect(() => writeFileSync(filler, Buffer.alloc(64 << 20))).toThrow('ENOSPC'),
    free: () => rmSync(filler),
    grow: (to: number) => mount(`remount,size=${to}m`),
  };
}
