import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  firstSteps,
  installPackage,
  runInstalled,
  type InstalledPackage,
  type Story,
} from '../support/installed-package.ts';

// Every Node that the package supports runs it: the same bytes, and a drill on real servers.
const majors = [20, 22, 24, 26];

/** The newest Node of a major version, from npm; kept in build/ for the next run. */
function nodeOf(major: number): string {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const folder = join(import.meta.dirname, '../../build/test/nodes', String(major));
  // The platform packages of `node` on npm, which contain only the binary and its headers.
  const name = `node-${process.platform}-${process.arch}`;
  const binary = join(folder, 'node_modules', name, 'bin/node');
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true });
    const options = ['--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts'];
    execFileSync('npm', ['install', ...options, `${name}@${major}`], {
      stdio: 'pipe',
      timeout: 240_000,
    });
  }
  return binary;
}

let installed: InstalledPackage;
let expected: Story;
beforeAll(() => {
  installed = installPackage();
  expected = firstSteps(installed, process.execPath);
});
afterAll(() => installed.remove());

describe.each(majors)('Node %s', (major) => {
  let node: string;
  beforeAll(() => {
    node = nodeOf(major);
  }, 250_000);

  test('is the expected version', () => {
    expect(execFileSync(node, ['--version'], { encoding: 'utf8' })).toMatch(`v${major}.`);
  });

  test('prints and writes the same bytes', () => {
    expect(firstSteps(installed, node)).toEqual(expected);
  });

  test('runs a drill', { timeout: 120_000 }, () => {
    const printed = runInstalled(installed, node, installed.folder, [
      'cluster',
      'drill',
      'sentinel-killed',
      '--json',
    ]);
    expect(printed).toContain('"name": "sentinel-killed"');
    expect(printed).toMatch(/exit code 0\n$/);
  });
});
