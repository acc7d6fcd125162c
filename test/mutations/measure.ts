import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultSettings } from '../../src/lint/lint-settings.ts';
import { lintTemplate } from '../../src/lint/lint-template.ts';
import type { CatalogFile } from '../../src/rancher/catalog-file.ts';
import { defects, type Defect, type Entry } from './defects.cases.ts';
import { equalHosts } from '../../src/plan/environment.ts';
import { unplaceableOn } from '../../src/plan/prove-unplaceable.ts';

/** The result of one defect in one entry. */
export interface Outcome {
  readonly rule: string;
  readonly what: string;
  readonly entry: string;
  /** Whether the expected rule reported it. */
  readonly found: boolean;
  /** The other rules that reported something. */
  readonly others: readonly string[];
}

function readEntry(folder: string): Entry {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return new Map(
    paths.map((path) => [
      path,
      path.endsWith('.yml') ? readFileSync(join(folder, path), 'utf8') : '',
    ]),
  );
}

/** Valid entries: those of the goldens, and the base of the rules' fixtures. */
function entries(root: string): Map<string, Entry> {
  const goldens = join(root, 'test/golden');
  const found = readdirSync(goldens, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(goldens, entry.name, 'templates')))
    .flatMap(({ name }) => {
      const templates = join(goldens, name, 'templates');
      return readdirSync(templates).map(
        (each) => [name, readEntry(join(templates, each))] as const,
      );
    });
  // Defects are put into the plain file, which an entry with conditions of Rancher's template pass does not have.
  const plain = found.filter(([, entry]) => entry.has('0/docker-compose.yml'));
  return new Map([...plain, ['base', readEntry(join(root, 'test/lint/base'))]]);
}

/** True of a golden entry: it shows that passwords can be fixed. A defect of the same rule is not tried in it. */
const known = new Map([['all-fixed', 'secret-in-environment']]);

function rulesFor(entry: Entry, hosts?: number): string[] {
  const files = [...entry].map(([path, text]): CatalogFile => ({
    path: `templates/entry/${path}`,
    sizeBytes: text.length,
    text: /\.(?:ya?ml|tpl)$/.test(path) ? text : undefined,
  }));
  const options = {
    ...defaultSettings.options,
    findUnplaceable: unplaceableOn(hosts === undefined ? hosts : equalHosts(hosts)),
  };
  return lintTemplate(files, { ...defaultSettings, options }).map(({ code }) => code);
}

function tryDefect({ rule, what, put, hosts }: Defect, name: string, valid: Entry): Outcome[] {
  const entry = new Map(valid);
  if (!put(entry)) return [];
  const reported = rulesFor(entry, hosts);
  const others = [...new Set(reported)].filter((code) => code !== rule && code !== known.get(name));
  return [{ rule, what, entry: name, found: reported.includes(rule), others }];
}

/** Inserts each defect into each valid entry that has a place for it, one at a time. */
export function mutate(root: string): Outcome[] {
  return [...entries(root)].flatMap(([name, valid]) => {
    const own = known.get(name);
    const before = rulesFor(valid).filter((code) => code !== own);
    if (before.length > 0) throw new Error(`${name} is not valid: ${before.join(', ')}`);
    const tried = defects.filter(({ rule }) => rule !== own);
    return tried.flatMap((defect) => tryDefect(defect, name, valid));
  });
}
