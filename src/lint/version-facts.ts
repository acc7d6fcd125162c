import { child, type ListNode, type MapNode, type YamlNode } from '../source/yaml-node.ts';
import type { CatalogFile } from '../rancher/catalog-file.ts';
import type { IndexedVersion } from '../rancher/indexed-template.ts';
import { fieldText } from '../rancher/go-text.ts';
import { serviceLabels } from '../rancher/launch/launched-service.ts';
import type { LabelProblem } from '../rancher/label-problem.ts';
import { checkLabel } from '../rancher/check-label.ts';
import type { Launch } from '../rancher/launch/launch.ts';
import { launchVersion } from '../rancher/launch/launch-version.ts';
import type { CatalogQuestion } from '../rancher/catalog-question.ts';
import { transferredFields } from '../rancher/launch/rancher-types.ts';
import { checkServices, type ApiError } from '../rancher/launch/check-services.ts';
import { composeFiles, meantRaw, type ComposeFile } from './compose-file.ts';
import { allFiles, answersOf, meantServices } from './refused-launch.ts';
import type { Spot } from './found.ts';
import type { TemplateFacts } from './template-facts.ts';
import { variableUses, type VariableUses } from './variable-uses.ts';

/** A question with the part of the file that asks it. */
export interface AskedQuestion {
  readonly question: CatalogQuestion;
  readonly node: YamlNode;
}

/** A label of a service, with its value and its source. */
export interface LabelFacts {
  readonly key: string;
  /** After interpolation with the default answers. */
  readonly value: string;
  /** As written; undefined if it is not found in a file. */
  readonly raw: YamlNode | undefined;
  readonly at: Spot;
  /** How Rancher would misread it. */
  readonly problems: readonly LabelProblem[];
}

/** A service that would be created, with the places of its parts. */
export interface ServiceFacts {
  readonly name: string;
  /** Merged of both files, in the terms of version 2. */
  readonly node: MapNode;
  readonly labels: readonly LabelFacts[];
}

/** A version of a template, and everything that rules need. */
export interface VersionFacts {
  readonly of: TemplateFacts;
  readonly version: IndexedVersion;
  /** With the default answers. */
  readonly launch: Launch;
  readonly questions: readonly AskedQuestion[];
  readonly composeFiles: readonly ComposeFile[];
  /** Those that Rancher creates; after a rejection, those that were meant. */
  readonly services: readonly ServiceFacts[];
  /** Errors of Rancher's API for these services. */
  readonly apiErrors: readonly ApiError[];
  readonly answers: ReadonlyMap<string, string>;
  readonly uses: VariableUses;
  /** The version of the next lower revision. */
  readonly previous: IndexedVersion | undefined;
}

function askedQuestions(version: IndexedVersion): AskedQuestion[] {
  const list = child(version.blockRead?.node, 'questions');
  const items = list?.kind === 'list' ? list.items : [];
  return version.block.questions.flatMap((question, index) => {
    const node = items[index];
    return node ? [{ question, node }] : [];
  });
}

const labelItem = (list: ListNode, key: string) =>
  list.items.find((item) => item.kind === 'scalar' && item.text.trim().split('=')[0] === key);

/** A service as one file has it, before interpolation. */
export const rawService = (file: ComposeFile, name: string): YamlNode | undefined =>
  child(meantRaw(file)?.services, name);

/** Keys of files of version 1 that Rancher renames to those of version 2. */
const firstKeys: Readonly<Record<string, string | undefined>> = { network_mode: 'net' };

const keyIn = (file: ComposeFile, key: string) =>
  (meantRaw(file)?.version === 'v1' ? firstKeys[key] : undefined) ?? key;

/** A key of a service as one file has it, by its name in version 2. */
export const rawField = (file: ComposeFile, name: string, key: string): YamlNode | undefined =>
  child(rawService(file, name), keyIn(file, key));

/** Where a key of a service is written, else the service; the later file wins, as it does in Rancher. */
export function serviceSpot(version: VersionFacts, name: string, key?: string): Spot {
  const files = version.composeFiles.toReversed();
  for (const file of files) {
    const node = key === undefined ? undefined : rawField(file, name, key);
    if (node) return spotAt(file, keyOffset(file, name, key));
  }
  for (const file of version.composeFiles) {
    const entry = meantRaw(file)?.services.entries.get(name);
    if (entry) return spotAt(file, nameOffset(file, name) ?? entry.key.offset);
  }
  return { file: versionFile(version) };
}

/** The sections of version 2 that have services. */
const sections = [
  'services',
  ...Object.keys(transferredFields),
  'virtual_machines',
  'external_services',
  'aliases',
];

/** Where the name of a service is written. */
function nameOffset(file: ComposeFile, name: string): number | undefined {
  const { root } = file.read;
  const isFirst = meantRaw(file)?.version === 'v1';
  for (const map of isFirst ? [root] : sections.map((section) => child(root, section))) {
    const entries = map?.kind === 'map' ? [...map.entries.values()] : [];
    const found = entries.find(({ key }) => key.kind === 'scalar' && key.text === name);
    if (found) return found.key.offset;
  }
  return undefined;
}

const spotAt = (file: ComposeFile, offset: number | undefined): Spot => ({
  file: file.file,
  offset,
  origin: file.launched.rendered.origin,
});

function keyOffset(file: ComposeFile, name: string, key = ''): number | undefined {
  const service = rawService(file, name);
  return service?.kind === 'map' ? service.entries.get(keyIn(file, key))?.key.offset : undefined;
}

/** The file that findings about a version as a whole are shown at. */
export function versionFile({ version, of }: Pick<VersionFacts, 'version' | 'of'>): CatalogFile {
  const names = ['rancher-compose.yml', 'rancher-compose.yml.tpl', 'docker-compose.yml'];
  const found = names.map((name) => version.files.get(name)).find((file) => file !== undefined);
  const [any] = version.files.values();
  return found ?? any ?? of.files[0] ?? { path: version.folder, sizeBytes: 0 };
}

/** The place of a part of the catalog block. */
export const blockSpot = (version: VersionFacts, node: YamlNode | undefined): Spot => ({
  file: version.version.files.get('rancher-compose.yml') ?? versionFile(version),
  offset: node?.offset ?? version.version.blockRead?.node?.offset,
});

/** The place of a key of the catalog block, else of the block. */
export function blockKeySpot(version: VersionFacts, key: string): Spot {
  const node = version.version.blockRead?.node;
  const entry = node?.kind === 'map' ? node.entries.get(key) : undefined;
  return blockSpot(version, entry?.key);
}

function labelFacts(files: readonly ComposeFile[], name: string, node: MapNode): LabelFacts[] {
  return Object.entries(serviceLabels(node)).map(([key, value]) => {
    const problems = checkLabel(key, value);
    for (const file of files.toReversed()) {
      const labels = child(rawService(file, name), 'labels');
      const raw = labels?.kind === 'list' ? labelItem(labels, key) : child(labels, key);
      if (raw) {
        const entry = labels?.kind === 'map' ? labels.entries.get(key) : undefined;
        const offset = entry?.key.offset ?? raw.offset;
        const at = spotAt(file, offset);
        return { key, value, raw, at, problems };
      }
    }
    const [file] = files;
    const at: Spot = { file: file?.file ?? { path: name, sizeBytes: 0 } };
    return { key, value, raw: undefined, at, problems };
  });
}

/** With which answers a version is launched. */
export interface FactsOptions {
  /** Which guesses are used for unknown answers. @default 0 */
  readonly variant?: number;
  /** Answers other than those of a user who changes nothing. @default none */
  readonly set?: ReadonlyMap<string, string>;
  /** The launch, if the caller has made it. @default it is launched with these answers */
  readonly launch?: Launch;
}

/** Launches a version and gathers what rules look at. */
export function versionFacts(
  of: TemplateFacts,
  version: IndexedVersion,
  previous: IndexedVersion | undefined,
  options: FactsOptions = {},
): VersionFacts {
  const { launch: made, ...answered } = options;
  const launch = made ?? launchVersion(version.files, { read: of.read, ...answered });
  const files = composeFiles(allFiles(launch, version.files, version.block), of.read);
  const answers = answersOf(launch, version.block);
  const isRefused = launch.verdict === 'rejected' || launch.verdict === 'panic';
  const config = isRefused ? meantServices(files, answers) : launch.config;
  const services = [...config].map(([name, node]): ServiceFacts => ({
    name,
    node,
    labels: labelFacts(files, name, node),
  }));
  return {
    of,
    version,
    launch,
    questions: askedQuestions(version),
    composeFiles: files,
    services,
    apiErrors: isRefused ? checkServices(config) : launch.apiErrors,
    answers,
    uses: variableUses(launch, files),
    previous,
  };
}

/** A key of a service as text; empty where it is not there. */
export const serviceText = (service: ServiceFacts | undefined, key: string): string =>
  fieldText(child(service?.node, key));

/** The value of a label; undefined where the service has none. */
export const labelValue = (service: ServiceFacts, key: string): string | undefined =>
  service.labels.find((label) => label.key === key)?.value;

/** Whether docker-compose.yml does not have a service. */
export const isOnlyInRancherCompose = ({ composeFiles: files }: VersionFacts, name: string) =>
  files.every((file) => file.role !== 'docker-compose.yml' || rawService(file, name) === undefined);
