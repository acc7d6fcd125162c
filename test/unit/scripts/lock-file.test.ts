import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isInstalled, missingOptional } from '../../../scripts/lock-file.mjs';

const lock = (packages: Readonly<Record<string, object>>) => ({
  packages: { '': {}, ...packages },
});
const esbuild = {
  version: '1.0.0',
  optionalDependencies: { '@esbuild/aix-ppc64': '1.0.0' },
};
const ours = { version: '1.0.0', optional: true, os: [process.platform], cpu: [process.arch] };

test('rejects a lock file without the packages of another system', () => {
  const whole = lock({ 'node_modules/a/node_modules/esbuild': esbuild });
  expect(missingOptional(whole)).toEqual(['@esbuild/aix-ppc64, of esbuild']);
});

test.for(['node_modules/', 'node_modules/a/node_modules/'])(
  'accepts a lock file that has them at %s',
  (at) => {
    const packages = {
      'node_modules/a/node_modules/esbuild': esbuild,
      [`${at}@esbuild/aix-ppc64`]: { version: '1.0.0', optional: true },
    };
    expect(missingOptional(lock(packages))).toEqual([]);
  },
);

test('accepts the lock file of the project', () => {
  const text = readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8');
  expect(missingOptional(JSON.parse(text))).toEqual([]);
});

test.for([
  ['the same version', { 'node_modules/a': { version: '1.0.0' } }, true],
  ['another version', { 'node_modules/a': { version: '1.0.1' } }, false],
  ['nothing', {}, false],
  [
    'an additional package',
    { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } },
    false,
  ],
] as const)('a node_modules with %s: installed %s', ([, there, isThere]) => {
  const wanted = lock({
    'node_modules/a': { version: '1.0.0' },
    'node_modules/other-system': { ...ours, os: ['aix'] },
  });
  expect(isInstalled(wanted, { packages: there })).toBe(isThere);
});

test('requires the packages of this system', () => {
  const wanted = lock({ 'node_modules/ours': ours });
  expect(isInstalled(wanted, { packages: {} })).toBe(false);
  expect(isInstalled(wanted, { packages: { 'node_modules/ours': ours } })).toBe(true);
});
