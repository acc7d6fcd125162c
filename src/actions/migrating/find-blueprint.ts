import { catalogError, CatalogError, type Place } from '../../diagnostics/diagnostic.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import { blueprintIn, builtInBlueprints, isPath } from '../../files/built-in-blueprint.ts';
import type { Blueprint } from '../../generate/check-blueprint.ts';
import { BlueprintLoader } from '../entries/blueprint-loader.ts';
import { hasChart } from '../entries/chart-source.ts';
import type { FoundEntry } from './find-entry.ts';

/** The blueprint of an entry. */
export interface FoundBlueprint {
  readonly blueprint: Blueprint;
  /** Whether the entry was generated from this very blueprint, or at least from one with the same answers. */
  readonly isExact: boolean;
}

/** Digests of a provenance are the first digits. */
const isDigest = (short: string, digest: string) => short !== '' && digest.startsWith(short);

const isExact = ({ files }: Blueprint, { provenance }: FoundEntry): boolean =>
  provenance !== undefined &&
  (isDigest(provenance.blueprint, files.digest) || isDigest(provenance.schema, files.schemaDigest));

/** Whether a blueprint has an answer for each question of an entry. */
const hasQuestions = ({ schema }: Blueprint, { questions }: FoundEntry): boolean => {
  const variables = new Set([...schema.specs.values()].map(({ variable }) => variable));
  return questions.length > 0 && questions.every(({ variable }) => variables.has(variable));
};

async function named(loader: BlueprintLoader, name: string): Promise<Blueprint> {
  const loaded = await (isPath(name) ? loader.at(blueprintIn(name)) : loader.named(name));
  if (!loaded.value) throw new CatalogError(loaded.diagnostics);
  return loaded.value;
}

async function ofBuiltIn(
  loader: BlueprintLoader,
  entry: FoundEntry,
  template: string,
): Promise<FoundBlueprint | undefined> {
  const all = await Promise.all(builtInBlueprints().map((name) => named(loader, name)));
  const exact = all.find((blueprint) => isExact(blueprint, entry));
  if (exact) return { blueprint: exact, isExact: true };
  const likely =
    all.find((each) => each.files.metadata.name === template) ??
    (entry.provenance && all.find((each) => hasQuestions(each, entry)));
  const isLikely = likely && (entry.provenance !== undefined || hasQuestions(likely, entry));
  return isLikely ? { blueprint: likely, isExact: false } : undefined;
}

/**
 * The blueprint that an entry was generated from: by its provenance, otherwise by its name and questions. Undefined if
 * this program did not generate the entry. Throws if the blueprint has no chart.
 */
export async function findBlueprint(
  entry: FoundEntry,
  template: string,
  given: string | undefined,
  at: Place,
): Promise<FoundBlueprint | undefined> {
  const loader = new BlueprintLoader();
  const own = given === undefined ? undefined : await named(loader, given);
  const found = own
    ? { blueprint: own, isExact: isExact(own, entry) }
    : await ofBuiltIn(loader, entry, template);
  if (!found) {
    if (!entry.provenance) return undefined;
    throw catalogError(
      'stack-entry',
      `${template} was generated from another blueprint than ${listWords(builtInBlueprints(), 'or')}`,
      'pass its directory: --blueprint DIR',
      at,
    );
  }
  const { metadata, path } = found.blueprint.files;
  if (hasChart(found.blueprint)) return found;
  throw catalogError(
    'chart-missing',
    `the blueprint ${metadata.name} has no form for Rancher 2, so there is no chart to migrate to`,
    `write the templates of a chart in the directory chart/templates beside ${path}`,
    at,
  );
}
