import { chmodSync, openSync, closeSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../process/find-program.ts';
import { runChecked } from '../process/run-checked.ts';

// Adds the seconds in a file to the time of day of a process. Sentinel calls only gettimeofday; the
// clocks that measure intervals are not changed, as when the time of a host is set.
const source = `#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
static const volatile signed char *offset;
__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("CLOCK_OFFSET_FILE");
  int file = path ? open(path, O_RDONLY) : -1;
  void *page = file < 0 ? MAP_FAILED : mmap(0, 1, PROT_READ, MAP_SHARED, file, 0);
  if (page != MAP_FAILED) offset = page;
}
int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  static int (*real)(struct timeval *, void *);
  if (!real) real = (int (*)(struct timeval *, void *))dlsym(RTLD_NEXT, "gettimeofday");
  int result = real(now, zone);
  if (offset && now) now->tv_sec += *offset;
  return result;
}
`;

/** A clock for processes that start with `variables`. */
export interface MovableClock {
  readonly variables: Readonly<Record<string, string>>;
  /** Sets their clock offset, -128 to 127 seconds. */
  set(seconds: number): void;
}

/** Whether a clock can be compiled here. */
export const canMoveClock = () => findProgram('cc') !== undefined;

/** Compiles a clock into a folder that its processes can read. Throws a ProgramError if that fails. */
export async function makeClock(folder: string): Promise<MovableClock> {
  const library = join(folder, 'clock.so');
  const file = join(folder, 'clock.offset');
  const code = join(folder, 'clock.c');
  writeFileSync(code, source);
  await runChecked('cc', ['-shared', '-fPIC', '-O2', '-o', library, code, '-ldl']);
  writeFileSync(file, Buffer.alloc(1));
  chmodSync(file, 0o644);
  return {
    variables: { LD_PRELOAD: library, CLOCK_OFFSET_FILE: file },
    set(seconds) {
      // Write in place: the processes have this file mapped.
      const descriptor = openSync(file, 'r+');
      writeSync(descriptor, Buffer.from(Int8Array.of(seconds).buffer), 0, 1, 0);
      closeSync(descriptor);
    },
  };
}
