import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { placeAt } from '../../source/place-at.ts';
import type { TreeEntry } from '../../git/objects.ts';
import { isIndexed } from '../../publish/catalog-errors.ts';
import type { IndexError } from '../../rancher/indexed-template.ts';
import { parseTemplatePath, templateOf } from '../../rancher/template-path.ts';

interface Neighbours {
  readonly entries: ReadonlyMap<string, TreeEntry>;
  readonly errors: readonly IndexError[];
  /** The folders of the templates that are published, such as `templates/redis`. */
  readonly places: readonly string[];
  readonly isAllowed: boolean;
  readonly shown: string;
}

/** Other folders that Rancher would merge with a published template. */
function clashes({ entries, places, shown }: Neighbours): Diagnostic[] {
  const own = new Map(places.map((place) => [parseTemplatePath(place)?.key, place]));
  const found = new Map<string, string>();
  for (const { path } of entries.values()) {
    if (!isIndexed(path)) continue;
    const template = parseTemplatePath(path);
    const place = own.get(template?.key);
    if (template && place !== undefined && place !== template.folder)
      found.set(template.folder, place);
  }
  return [...found].map(([folder, place]) => ({
    code: 'neighbour-clash',
    severity: 'error',
    message: `Rancher reads ${folder} and ${place} as one template, and would mix them`,
    at: { file: shown },
    hint: 'give the entry another name: name: …',
  }));
}

/** Other files of the catalog that Rancher cannot read, or would mix with what is published. */
export function neighbourFaults(neighbours: Neighbours): Diagnostic[] {
  const { errors, isAllowed, places } = neighbours;
  const broken = errors.map(({ file, message, reach, offset }): Diagnostic => {
    const own = places.includes(templateOf(file.path));
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
