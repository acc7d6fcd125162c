import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BlueprintLoader } from '../../src/actions/entries/blueprint-loader.ts';
import { loadEntries } from '../../src/actions/entries/load-entries.ts';
import { CatalogError, type Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { formatDiagnostic } from '../../src/diagnostics/format-diagnostic.ts';
import { readSettingsFile } from '../../src/lint/read-settings-file.ts';
import { readHostsFile } from '../../src/plan/read-hosts-file.ts';
import { pathPattern } from '../../src/lint/path-pattern.ts';
import { disproportion, disproportions } from '../support/growth.ts';
import { hostileTexts } from '../support/hostile-texts.ts';
import { temporaryFolder } from '../support/run-cli.ts';

/** Just below the limit of the files that this program reads. */
const largest = 1024 * 1024 - 512;

const slow = (read: (text: string) => Promise<unknown>, size = largest) =>
  disproportions(hostileTexts, read, size);

const printAll = (diagnostics: readonly Diagnostic[], texts: ReadonlyMap<string, string>) =>
  diagnostics.map((each) => formatDiagnostic(each, (path) => texts.get(path)));

describe('the time to read a file is in proportion to its size', { timeout: 300_000 }, () => {
  const answers = (path: string, start: string) => async (text: string) => {
    writeFileSync(path, start + text);
    const { diagnostics, texts } = await loadEntries({ answers: [path] });
    printAll(diagnostics, texts);
  };
  const file = () => join(temporaryFolder(), 'answers.yml');
  const entry = 'blueprint: redis-sentinel\nversion: 1.0.0\n';

  // The others are just below limits of the reader, or small enough to be within all of them.
  test.for([largest, 64_000, 30_000, 7900, 3900, 1000])('answers of %d bytes', async (size) => {
    expect(await slow(answers(file(), ''), size)).toEqual([]);
  });

  test.for(['answers:\n  image: ', 'answers:\n  replicas: ', 'title: ', 'answers:\n  imagee: '])(
    'answers with %j',
    async (field) => {
      expect(await slow(answers(file(), entry + field))).toEqual([]);
    },
  );

  test('answers with a version', async () => {
    expect(await slow(answers(file(), 'blueprint: redis-sentinel\nversion: '))).toEqual([]);
  });

  test('settings', async () => {
    const read = async (text: string) => {
      const { diagnostics } = await readSettingsFile(text, 'x');
      printAll(diagnostics, new Map([['x', text]]));
    };
    expect(await slow(read)).toEqual([]);
    expect(await slow((text) => read(`ignore:\n  - path: ${text}`))).toEqual([]);
  });

  test('hosts', async () => {
    const read = async (text: string) => {
      const { diagnostics } = await readHostsFile(text, 'x');
      printAll(diagnostics, new Map([['x', text]]));
    };
    expect(await slow(read)).toEqual([]);
    expect(await slow((text) => read(`hosts:\n- name: a\n  labels: ${text}`))).toEqual([]);
  });

  test.for([
    'blueprint.yml',
    'answers.schema.json',
    'docker-compose.yml.hbs',
    'README.md.hbs',
    'icon.svg',
  ])('%s of a blueprint', async (name) => {
    const folder = temporaryFolder();
    cpSync('test/fixtures/blueprints/hello', folder, { recursive: true });
    const read = async (text: string) => {
      writeFileSync(join(folder, name), text);
      const loader = new BlueprintLoader();
      const loading = loader.at(join(folder, 'blueprint.yml'));
      const { diagnostics } = await loading.catch((error: unknown) => {
        if (error instanceof CatalogError) return error;
        throw error;
      });
      printAll(diagnostics, loader.texts);
    };
    expect(await slow(read)).toEqual([]);
  });
});

test.for(['*a*a*a*a*a*a*a*a*b', '**/a/**/a/**/a/**/b', '?*?*?*?*?*b', '***********b'])(
  'the pattern %s takes linear time',
  async (pattern) => {
    const matches = pathPattern(pattern);
    const match = (size: number) => matches('a/'.repeat(size / 2));
    expect(await disproportion(match, 200_000)).toBeUndefined();
    expect(matches(`${'a'.repeat(80)}b`)).toBe(pattern.endsWith('*b') && !pattern.includes('/'));
  },
);
