import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../support/run-cli.ts';

const source = `#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>
int fdatasync(int file) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  const char *flag = getenv("SLOW_DISK");
  if (flag && !access(flag, F_OK)) usleep(DELAY_MS * 1000);
  return real(file);
}
`;

/** A disk that can become slow: each sync of a file then takes this long, and Redis delays the writes before it. */
export function slowDisk(delayMs: number) {
  const folder = temporaryFolder({ 'slow.c': source.replace('DELAY_MS', String(delayMs)) });
  chmodSync(folder, 0o755);
  const at = (name: string) => path.join(folder, name);
  execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', at('slow.so'), at('slow.c'), '-ldl']);
  return {
    /** For all nodes. */
    env: { LD_PRELOAD: at('slow.so'), SLOW_DISK: at('is-slow') },
    slowDown: () => writeFileSync(at('is-slow'), ''),
  };
}
