import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guardExit } from '../../process/exit-guard.ts';

/** A temporary folder that is gone after `remove`, or when this process ends. */
export interface DrillFolder {
  /** Absolute; other users can enter it, because servers do not run as root. */
  readonly path: string;
  remove(): void;
  /** From now on it stays when this process ends. */
  keep(): void;
}

/** Makes a folder for the data and logs of a drill. What writes there must end before it is removed. */
export function makeDrillFolder(prefix = 'rancher-catalog-drill-'): DrillFolder {
  const path = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(path, 0o755);
  const removeNow = () => {
    try {
      rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // File systems mounted in a namespace vanish with it; the process that made it removes the rest.
    }
  };
  const guard = guardExit(removeNow);
  return {
    path,
    remove() {
      removeNow();
      guard.release();
    },
    keep: () => guard.release(),
  };
}
