import { join } from 'node:path';
import { verifyImport } from '../../src/actions/blueprints/verify-import.ts';
import { readCatalog } from '../../src/files/read-catalog.ts';
import { readTreeFile } from '../../src/files/read-tree.ts';
import type { ImportSource } from '../../src/import/import-source.ts';
import { importVersion } from '../../src/import/import-version.ts';
import { cachedReader } from '../../src/source/cached-reader.ts';
import { indexCatalog } from '../../src/rancher/index-catalog.ts';
import type { Measure } from './tally.ts';

/** Versions of Rancher's own catalog that are not imported, and why. */
const exceptions: readonly (readonly [folder: RegExp, reason: string])[] = [
  [/^project-templates\//, 'a project template has no services'],
  [/^infra-templates\/secrets-bridge-v2\//, 'the answer is a key of secrets'],
];

const { signal } = new AbortController();

/** Random answers with which each version is launched, beside the default ones. */
const answerSets = 20;

function* sourcesOf(
  root: string,
  files: Parameters<typeof indexCatalog>[0],
): Generator<ImportSource> {
  const index = indexCatalog(files, { read: cachedReader() });
  for (const template of index.templates) {
    for (const version of [...template.versions, ...template.dropped]) {
      const read = (path: string) => readTreeFile(join(root, path));
      yield { template, version, read, links: [], shown: '' };
    }
  }
}

/**
 * How many versions of a catalog become a blueprint, and from how many of these Rancher gets the same: equal questions,
 * config.yml and icon, and equal services for the default answers, 20 random sets, and in all branches.
 */
export async function measureImport(root: string): Promise<Measure[]> {
  const { value: files = [] } = await readCatalog(root);
  const refused = { known: [] as string[], other: [] as string[] };
  const different: string[] = [];
  let [total, imported] = [0, 0];
  for (const source of sourcesOf(root, files)) {
    total += 1;
    const { folder } = source.version;
    const made = importVersion(source);
    if (made.faults.length > 0) {
      const reason = exceptions.find(([pattern]) => pattern.test(folder))?.[1];
      const messages = made.faults.map(({ message }) => message).join('; ');
      (reason === undefined ? refused.other : refused.known).push(
        `${folder}: ${reason ?? messages}`,
      );
      continue;
    }
    imported += 1;
    const { faults, differences } = await verifyImport(made.files, source, { answerSets, signal });
    const all = [...faults.map(({ message }) => message), ...differences];
    if (all.length > 0) different.push(`${folder}: ${all.join('; ')}`);
  }
  return [
    {
      what: 'corpus import: imported',
      total,
      differences: refused.other,
      exceptions: refused.known,
    },
    { what: 'corpus import: same for Rancher', total: imported, differences: different },
  ];
}
