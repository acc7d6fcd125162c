import { chmodSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { main } from '../../src/commands/main.ts';
import { noPaint } from '../../src/diagnostics/format-diagnostic.ts';
import type { Io } from '../../src/terminal/io.ts';

/** The result of a command line. */
export interface Ran {
  /** Exit code; null if it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, with `folder` as the working directory. `others` replace parts of its Io. */
export async function runCli(
  folder: string,
  argv: readonly string[],
  others: Partial<Io> = {},
): Promise<Ran> {
  let [stdout, stderr] = ['', ''];
  const io: Io = {
    out: (text) => {
      stdout += text;
    },
    err: (text) => {
      stderr += text;
    },
    paint: { out: noPaint, err: noPaint },
    width: 100,
    isTerminal: false,
    showsProgress: false,
    signal: new AbortController().signal,
    ...others,
  };
  const before = process.cwd();
  process.chdir(folder);
  try {
    return { code: await main(argv, io), stdout, stderr };
  } finally {
    process.chdir(before);
  }
}

/** Like runCli, as a user without access to all files: root drops its privileges during the run. */
export async function runCliAsNobody(folder: string, argv: readonly string[]): Promise<Ran> {
  if (process.getuid?.() !== 0) return runCli(folder, argv);
  chmodSync(folder, 0o755);
  // First as root, so that nothing has to be loaded without privileges.
  await runCli(folder, argv);
  process.seteuid?.('nobody');
  try {
    return await runCli(folder, argv);
  } finally {
    process.seteuid?.(0);
  }
}

/** A folder with these files in it, removed after the test. */
export function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'rancher-catalog-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}
