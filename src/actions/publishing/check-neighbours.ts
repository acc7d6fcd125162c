import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { placeAt } from '../../source/place-at.ts';
import { templatesFolder } from '../../files/read-template.ts';
import type { TreeEntry } from '../../git/objects.ts';
import { isIndexed } from '../../publish/catalog-errors.ts';
import type { IndexError } from '../../rancher/indexed-template.ts';
import { parseTemplatePath } from '../../rancher/template-path.ts';

interface Neighbours {
  readonly entries: ReadonlyMap<string, TreeEntry>;
  readonly errors: readonly IndexError[];
  /** The templates that are published. */
  readonly names: readonly string[];
  readonly isAllowed: boolean;
  readonly shown: string;
}

/** Other folders that Rancher would merge with a published template. */
function clashes({ entries, names, shown }: Neighbours): Diagnostic[] {
  const wanted = new Set(names);
  const found = new Map<string, string>();
  for (const { path } of entries.values()) {
    if (path.startsWith(`${templatesFolder}/`) || !isIndexed(path)) continue;
    const template = parseTemplatePath(path);
    if (template && wanted.has(template.key)) found.set(template.folder, template.key);
  }
  return [...found].map(([folder, name]) => ({
    code: 'neighbour-clash',
    severity: 'error',
    message: `Rancher reads ${folder} and ${templatesFolder}/${name} as one template, and would mix them`,
    at: { file: shown },
    hint: 'give the entry another name: name: …',
  }));
}

/** Other files of the catalog that Rancher cannot read, or would mix with what is published. */
export function neighbourFaults(neighbours: Neighbours): Diagnostic[] {
  const { errors, isAllowed, names } = neighbours;
  const broken = errors.map(({ file, message, reach, offset }): Diagnostic => {
    const own = names.some((name) => file.path.startsWith(`${templatesFolder}/${name}/`));
    const loses = reach === 'template' ? 'the whole template' : 'this version';
    return {
      code: 'neighbour-broken',
      // Our own config.yml is about to be replaced by a valid one.
      severity: isAllowed || (own && reach === 'template') ? 'warning' : 'error',
      message: `Rancher cannot read this file of the catalog and drops ${loses}: ${message}`,
      at: placeAt(file.path, file.text ?? '', offset),
      hint: isAllowed
        ? 'it is left unchanged'
        : 'fix it in the catalog, or publish anyway with --allow-broken-neighbours',
    };
  });
  return [...clashes(neighbours), ...broken];
}
