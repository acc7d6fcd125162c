import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BlueprintLoader } from '../../src/actions/entries/blueprint-loader.ts';
import { loadEntries } from '../../src/actions/entries/load-entries.ts';
import { CatalogError, type Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { formatDiagnostic } from '../../src/diagnostics/format-diagnostic.ts';
import { readSettingsFile } from '../../src/lint/read-settings-file.ts';
import { pathPattern } from '../../src/lint/path-pattern.ts';
import { hostileTexts } from '../support/hostile-texts.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const mostMs = 100;

/** CPU time in ms, the least of up to ten runs: other processes and the collection of garbage are not counted. */
async function cpuMs(read: () => Promise<unknown>): Promise<number> {
  let least = Infinity;
  for (let run = 0; run < 10 && least > mostMs; run += 1) {
    const before = process.cpuUsage();
    await read();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/** The texts that take longer, with the time. */
async function slow(
  read: (text: string) => Promise<unknown>,
  length = Infinity,
): Promise<string[]> {
  const found: string[] = [];
  for (const [name, text] of hostileTexts) {
    const ms = await cpuMs(() => read(text.slice(0, length)));
    if (ms > mostMs) found.push(`${name}: ${Math.round(ms)} ms`);
  }
  return found;
}

const printAll = (diagnostics: readonly Diagnostic[], texts: ReadonlyMap<string, string>) =>
  diagnostics.map((each) => formatDiagnostic(each, (path) => texts.get(path)));

describe('a file of 1 MiB is read within 100 ms', { timeout: 300_000 }, () => {
  const answers = (path: string, start: string) => async (text: string) => {
    writeFileSync(path, start + text);
    const { diagnostics, texts } = await loadEntries({ answers: [path] });
    printAll(diagnostics, texts);
  };
  const file = () => join(temporaryFolder(), 'answers.yml');
  const entry = 'blueprint: redis-sentinel\nversion: 1.0.0\n';

  // The lower ones are just below limits of the reader.
  test.for([Infinity, 64_000, 30_000, 5000])('answers of at most %d bytes', async (length) => {
    expect(await slow(answers(file(), ''), length)).toEqual([]);
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
    const time = (length: number) => cpuMs(async () => matches('a/'.repeat(length / 2)));
    expect(await time(10_000)).toBeLessThan(mostMs);
    expect(matches(`${'a'.repeat(80)}b`)).toBe(pattern.endsWith('*b') && !pattern.includes('/'));
  },
);
