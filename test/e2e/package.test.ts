import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { firstSteps, runInstalled, useInstalledPackage } from '../support/installed-package.ts';
import { brokenLinks, pagesIn } from '../support/markdown-links.ts';

const installed = useInstalledPackage();

describe('the packed package', () => {
  test('installs no other package', () => {
    expect(readdirSync(join(installed.folder, 'node_modules')).sort()).toEqual([
      '.bin',
      '.package-lock.json',
      'rancher-catalog',
    ]);
  });

  test('contains what a user needs, and is small', () => {
    const folders = new Set(installed.packed.map((path) => path.split('/', 1)[0]));
    expect(folders).toEqual(
      new Set([
        'ARCHITECTURE.md',
        'CHANGELOG.md',
        'CONTRIBUTING.md',
        'LICENSE',
        'README.md',
        'catalog',
        'dist',
        'docs',
        'image',
        'package.json',
        'schemas',
      ]),
    );
    expect(installed.packed).toContain('dist/THIRD-PARTY-LICENSES.txt');
    expect(installed.packed.filter((path) => /fixture|\.test\.|\.map$/.test(path))).toEqual([]);
    // More than half of it is the program, and a smaller one for the commands that make entries, which starts sooner;
    // 0.7 MB are pictures of drills, of the form of Rancher 2 and of preview, whose page has 0.3 MB.
    expect(installed.sizeBytes).toBeLessThan(2_800_000);
  });

  test('every relative link of every page leads to a file of the package', () => {
    expect(pagesIn(installed.home)).toContain('image/README.md');
    expect(brokenLinks(installed.home)).toEqual([]);
  });

  test('contains the pages that messages name', () => {
    const dist = join(installed.home, 'dist');
    const named = readdirSync(dist, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.c?js$/.test(path))
      .flatMap((path) => readFileSync(join(dist, path), 'utf8').match(/\bdocs\/[\w-]+\.md/g) ?? []);
    expect(named).toContain('docs/clients.md');
    for (const page of named)
      expect([page, existsSync(join(installed.home, page))]).toEqual([page, true]);
  });

  test('explains what messages, rules, drills, faults and exit codes mean', async () => {
    const folder = mkdtempSync(join(installed.folder, 'explain-'));
    const listed = await runInstalled(installed, process.execPath, folder, [
      'explain',
      '--list',
      '--json',
    ]);
    const kinds = new Set(listed.match(/(?<="kind": ")[^"]+/g));
    expect(kinds).toEqual(
      new Set(['diagnostic', 'rule', 'status rule', 'answer rule', 'drill', 'fault', 'exit code']),
    );
  });

  test('runs the first steps of a user', async () => {
    const { transcript, files, commit } = await firstSteps(installed, process.execPath);
    const codes = transcript.match(/^exit code .*/gm)?.map((line) => line.slice(10));
    expect({ transcript, codes: codes?.join('') }).toMatchObject({ codes: '00000100000' });
    expect(transcript).toContain('[quorum-above-sentinels]');
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        'build/catalog/templates/redis/0/docker-compose.yml',
        'context/Dockerfile',
        '.github/workflows/rancher-catalog.yml',
      ]),
    );
    const { version } = JSON.parse(readFileSync(join(installed.home, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(Object.values(files).join('\n')).toContain(
      `RANCHER_CATALOG_PACKAGE: rancher-catalog@${version}\n`,
    );
    expect(commit).toMatch(/^[\da-f]{40}$/);
  });
});
