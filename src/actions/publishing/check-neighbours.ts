import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { placeAt } from '../../source/place-at.ts';
import { templatesFolder } from '../../files/read-template.ts';
import type { TreeEntry } from '../../git/objects.ts';
import { isIndexed } from '../../publish/catalog-errors.ts';
import type { CatalogFile } from '../../rancher/catalog-file.ts';
import type { IndexError } from '../../rancher/indexed-template.ts';
import { parseTemplatePath } from '../../rancher/template-path.ts';

interface Neighbours {
  readonly entries: ReadonlyMap<string, TreeEntry>;
  readonly errors: readonly IndexError[];
  readonly files: readonly CatalogFile[];
  /** The templates that are published. */
  readonly names: readonly string[];
  readonly isAllowed: boolean;
  readonly shown: string;
}

/** Other folders that Rancher would take for the very same template. */
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
    message: `Rancher takes ${folder} and ${templatesFolder}/${name} for one template, and would mix them`,
    at: { file: shown },
    hint: 'give the entry another name: name: …',
  }));
}

/** What in the catalog, beside what is published, Rancher cannot read or would mix up with it. */
export function neighbourFaults(neighbours: Neighbours): Diagnostic[] {
  const { errors, isAllowed, names } = neighbours;
  const broken = errors.map(({ file, message, reach, offset }): Diagnostic => {
    const own = names.some((name) => file.path.startsWith(`${templatesFolder}/${name}/`));
    const loses = reach === 'template' ? 'the whole template' : 'this version';
    return {
      code: 'neighbour-broken',
      // A config.yml of ours is about to be replaced by one that is whole.
      severity: isAllowed || (own && reach === 'template') ? 'warning' : 'error',
      message: `in the catalog as it is, Rancher cannot read this file and drops ${loses}: ${message}`,
      at: placeAt(file.path, file.text ?? '', offset),
      hint: isAllowed
        ? 'it is left as it is'
        : 'mend it there; --allow-broken-neighbours publishes beside it all the same',
    };
  });
  return [...clashes(neighbours), ...broken];
}
