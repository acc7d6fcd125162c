import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chartBlueprints } from '../support/chart-renderings.ts';

const catalog = join(import.meta.dirname, '../../catalog');

/** What all charts need in the same way. Helm knows named templates by one name in all charts of a release. */
const shared = ['_names.tpl', '_passwords.tpl', '_pods.tpl', 'secret.yaml', 'serviceaccount.yaml'];

const folderOf = (blueprint: string) => join(catalog, blueprint, 'chart/templates');

test.for(shared)(
  '%s has the same text in all charts, except for the names of templates',
  (file) => {
    const texts = chartBlueprints.map((blueprint) =>
      readFileSync(join(folderOf(blueprint), file), 'utf8').replaceAll(blueprint, 'BLUEPRINT'),
    );
    expect(texts.length).toBeGreaterThan(1);
    expect(new Set(texts).size).toBe(1);
  },
);

test('named templates have the name of their chart', () => {
  for (const blueprint of chartBlueprints)
    for (const file of readdirSync(folderOf(blueprint)))
      for (const [, name = ''] of readFileSync(join(folderOf(blueprint), file), 'utf8').matchAll(
        /(?:define|include) "([^"]*)"/g,
      ))
        expect(name.split('.')).toEqual([blueprint, expect.stringMatching(/^\w+$/)]);
});
