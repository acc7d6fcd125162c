import { join } from 'node:path';
import type { EntryVersion } from '../../chart/migration/stack-answers.ts';
import type { Stack } from '../../chart/migration/stack.ts';
import { catalogError, CatalogError, type Place } from '../../diagnostics/diagnostic.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { assertFolder } from '../../files/named-folder.ts';
import { readCatalogFolder, type CatalogFolder } from '../../files/read-catalog.ts';
import { readProvenance, type Provenance } from '../../generate/provenance.ts';
import { isMap } from '../../model/json.ts';
import { inWalkOrder, textFile, type CatalogFile } from '../../rancher/catalog-file.ts';
import type { CatalogQuestion } from '../../rancher/catalog-question.ts';
import { indexCatalog } from '../../rancher/index-catalog.ts';
import type { IndexedTemplate, IndexedVersion } from '../../rancher/indexed-template.ts';
import type { VersionFiles } from '../../rancher/launch/launch-version.ts';
import { readCatalogBlock } from '../../rancher/read-catalog-block.ts';
import { parseTemplatePath, templateId } from '../../rancher/template-path.ts';
import { parseSource } from '../../source/parse-source.ts';
import { readYaml } from '../../source/read-yaml.ts';

/** The entry that a stack was launched from. */
export interface FoundEntry {
  readonly version: EntryVersion;
  readonly questions: readonly CatalogQuestion[];
  /** The text of the version; '' if it is not known. */
  readonly text: string;
  readonly files: VersionFiles;
  readonly provenance: Provenance | undefined;
  /** The catalog; undefined if only the stack itself describes the entry. */
  readonly catalog: CatalogFolder | undefined;
}

/** Of more versions, the newest are listed. */
const mostListed = 10;

/** Service → variable of a `scale: "${replicas}"`. */
function scalesOf(rancherCompose: string): Map<string, string> {
  const { value } = parseSource(rancherCompose, 'rancher-compose.yml');
  const services = isMap(value?.value) ? value.value.services : undefined;
  return new Map(
    Object.entries(isMap(services) ? services : {}).flatMap(([name, service]) => {
      const scale = isMap(service) ? service.scale : undefined;
      const [, variable] = /^\$\{(\w+)\}$/.exec(typeof scale === 'string' ? scale : '') ?? [];
      return variable === undefined ? [] : [[name, variable] as const];
    }),
  );
}

/** Where rancher-compose.yml has the default of a question. */
function placeOfDefault(file: CatalogFile | undefined, variable: string): Place {
  const { path = 'rancher-compose.yml', text = '' } = file ?? {};
  const source = parseSource(text, path).value;
  const root = isMap(source?.value) ? source.value : {};
  // The key of files with version 2 has no dot.
  const key = 'catalog' in root ? 'catalog' : '.catalog';
  const block = root[key];
  const questions: unknown = isMap(block) ? block.questions : undefined;
  const index = Array.isArray(questions)
    ? questions.findIndex((each) => isMap(each) && each.variable === variable)
    : -1;
  return source?.placeOf([key, 'questions', index, 'default']) ?? { file: path };
}

function entryOf(
  files: VersionFiles,
  questions: readonly CatalogQuestion[],
  text: string,
): Omit<FoundEntry, 'catalog'> {
  const file = files.get('rancher-compose.yml');
  const compose = file?.text ?? '';
  const defaults = questions.map(({ variable, default: own }) => [variable, own] as const);
  const version = {
    questions: new Map(defaults),
    placeOfDefault: (variable: string) => placeOfDefault(file, variable),
    scales: scalesOf(compose),
  };
  return { version, questions, text, files, provenance: readProvenance(compose) };
}

/** What the stack itself has of its entry: the texts that were launched. */
function inStack({ dockerCompose, rancherCompose }: Stack): FoundEntry {
  const files = new Map(
    [
      ['docker-compose.yml', dockerCompose] as const,
      ['rancher-compose.yml', rancherCompose] as const,
    ].map(([name, text]) => [name, textFile(name, text)]),
  );
  const { block } = readCatalogBlock(readYaml(rancherCompose), rancherCompose);
  return { ...entryOf(files, block?.questions ?? [], block?.version ?? ''), catalog: undefined };
}

function versionsHint({ versions }: IndexedTemplate): string {
  const ids = versions.map(({ id, version }) => `${id.split(':').at(-1) ?? ''} (${version})`);
  const more = ids.length > mostListed ? 'the newest are ' : '';
  return `the catalog has ${more}${listWords(ids.slice(-mostListed))}; a version that was removed is in the history of the repository`;
}

/** The version of a template that a stack names, in the files of a catalog. */
function findVersion(stack: Stack, files: readonly CatalogFile[], at: Place): IndexedVersion {
  const { catalog, base, template, revision } = stack.entry;
  const paths = files.map((file) => ({ file, path: parseTemplatePath(file.path) }));
  const own = paths.flatMap(({ file, path }) =>
    path?.base === base && path.name === template ? [file] : [],
  );
  const id = templateId(catalog, base, template);
  const [found] = indexCatalog(inWalkOrder(own), { catalogId: catalog }).templates;
  if (!found) {
    const names = new Set(paths.flatMap(({ path }) => (path?.base === base ? [path.name] : [])));
    const meant = nearest(template, names);
    throw catalogError(
      'stack-entry',
      `the stack was launched from ${id}, which is not in this catalog`,
      meant === undefined
        ? `pass a checkout of the catalog that Rancher calls ${catalog}`
        : `did you mean another catalog? This one has ${meant}`,
      at,
    );
  }
  const version = [...found.versions, ...found.dropped].find(
    (each) => each.id === `${id}:${revision}`,
  );
  if (version) return version;
  throw catalogError(
    'stack-entry',
    `the stack was launched from version ${revision} of ${id}, which is not in this catalog`,
    versionsHint(found),
    at,
  );
}

/** Finds the version of the entry that a stack was launched from, in a checkout of its catalog. */
export async function findEntry(
  stack: Stack,
  catalog: string | undefined,
  signal: AbortSignal,
): Promise<FoundEntry> {
  if (catalog === undefined) return inStack(stack);
  assertFolder(catalog, { of: 'a catalog', missingHint: 'pass a checkout of the catalog' });
  const { value: folder, diagnostics } = await readCatalogFolder(catalog, signal);
  if (!folder) throw new CatalogError(diagnostics);
  const found = findVersion(stack, folder.files, { file: catalog });
  const placed = [...found.files].map(
    ([name, file]) => [name, { ...file, path: join(catalog, file.path) }] as const,
  );
  return {
    ...entryOf(new Map(placed), found.block.questions, found.version),
    catalog: folder,
  };
}
