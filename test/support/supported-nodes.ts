import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The major versions of Node that the package supports. */
export const majors = [20, 22, 24, 26];

/** The newest Node of a major version, from npm; kept in build/ for the next run. */
export async function nodeOf(major: number): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const folder = join(import.meta.dirname, '../../build/test/nodes', String(major));
  // The platform packages of `node` on npm, which contain only the binary and its headers.
  const name = `node-${process.platform}-${process.arch}`;
  const binary = join(folder, 'node_modules', name, 'bin/node');
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true });
    const options = ['--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts'];
    await promisify(execFile)('npm', ['install', ...options, `${name}@${major}`], {
      timeout: 240_000,
    });
  }
  return binary;
}
