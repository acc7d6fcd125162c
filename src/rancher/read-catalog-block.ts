import type { YamlRead } from '../source/read-yaml.ts';
import { lineAt } from '../source/yaml-fault.ts';
import { child, isNull, type YamlNode } from '../source/yaml-node.ts';
import { decodeError } from './decode-error.ts';
import { goAny, goInt, goList, goMap, goString, goStruct, type GoType } from './go-type.ts';
import { fieldText, goPlainText } from './go-text.ts';
import { questionType, readQuestion, type CatalogQuestion } from './catalog-question.ts';
import { marshalledLine } from './go-marshal.ts';

/** What Rancher reads of the catalog block. */
export interface CatalogBlock {
  readonly version: string;
  readonly minimumRancherVersion: string;
  readonly maximumRancherVersion: string;
  readonly upgradeFrom: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly questions: readonly CatalogQuestion[];
}

/** Where the block stands: the three places that Rancher looks at, the last one found wins. */
export type BlockPlace = 'catalog' | '.catalog' | 'services/.catalog';

/** A refusal, with the part of the file it is about. */
export interface ReadError {
  readonly message: string;
  readonly offset: number;
}

export interface CatalogBlockRead {
  /** Undefined where the file cannot be read; the empty block where there is none. */
  readonly block: CatalogBlock | undefined;
  readonly error: ReadError | undefined;
  /** The block's node and place, for what wants to look closer. */
  readonly node: YamlNode | undefined;
  readonly place: BlockPlace | undefined;
}

const serviceMap = goMap(goMap(goAny, 'config.RawService'), 'config.RawServiceMap');
const anyMap = goMap(goAny);

const configType = goStruct('config.Config', {
  version: goString,
  services: serviceMap,
  volumes: anyMap,
  networks: anyMap,
});

const fileType = goStruct('model.File', { name: goString, contents: goString });

/** model.Version of the catalog service; a field without a key of its own has its name in lower case. */
const versionType = goStruct('model.Version', {
  version: goString,
  minimum_rancher_version: goString,
  maximum_rancher_version: goString,
  upgrade_from: goString,
  labels: goMap(goString),
  questions: goList(questionType),
  readme: goString,
  revision: goInt,
  templateid: goInt,
  files: goList(fileType),
});

/**
 * Keys of the catalog block that Rancher 1.6 reads; all others it ignores.
 *
 * @public
 */
export const catalogKeys: readonly string[] = [
  'version',
  'minimum_rancher_version',
  'maximum_rancher_version',
  'upgrade_from',
  'labels',
  'questions',
];
/** Of a file without a catalog block. */
export const noBlock: CatalogBlock = {
  version: '',
  minimumRancherVersion: '',
  maximumRancherVersion: '',
  upgradeFrom: '',
  labels: {},
  questions: [],
};

/** A key as the text field of a map gets it. */
const keyText = (node: YamlNode) => (node.kind === 'scalar' ? fieldText(node) : goPlainText(node));

function readLabels(node: YamlNode | undefined): Record<string, string> {
  if (node?.kind !== 'map') return {};
  return Object.fromEntries(
    [...node.entries.values()].map(({ key, value }) => [keyText(key), fieldText(value)]),
  );
}

function readBlock(node: YamlNode): CatalogBlock {
  const questions = child(node, 'questions');
  return {
    version: fieldText(child(node, 'version')),
    minimumRancherVersion: fieldText(child(node, 'minimum_rancher_version')),
    maximumRancherVersion: fieldText(child(node, 'maximum_rancher_version')),
    upgradeFrom: fieldText(child(node, 'upgrade_from')),
    labels: readLabels(child(node, 'labels')),
    questions: questions?.kind === 'list' ? questions.items.map(readQuestion) : [],
  };
}

/** The version of a compose file: the text as written, so that 2.0 is not 2. */
export function composeVersion(root: YamlNode | undefined): string {
  const node = child(root, 'version');
  return node?.kind === 'scalar' && node.type !== 'null' ? node.text : '';
}

function findBlock(root: YamlNode | undefined): Pick<CatalogBlockRead, 'node' | 'place'> {
  for (const place of ['catalog', '.catalog'] as const) {
    const node = child(root, place);
    if (!isNull(node)) return { node, place };
  }
  const inServices = child(child(root, 'services'), '.catalog');
  return composeVersion(root) === '2' && !isNull(inServices)
    ? { node: inServices, place: 'services/.catalog' }
    : { node: undefined, place: undefined };
}

const failed = (message: string, offset: number): CatalogBlockRead => ({
  block: undefined,
  error: { message, offset },
  node: undefined,
  place: undefined,
});

/** How the two programs differ in reading the block. */
export interface BlockReader {
  /** The type that the whole file is read into first. */
  readonly fileType: GoType;
  /** What the program makes of an error of that first reading. */
  readonly wrap?: (error: string) => string;
  /** A refusal of the program's own, after that first reading. */
  readonly refuse?: (root: YamlNode | undefined) => string | undefined;
}

/** The catalog service: libcompose's CreateConfig first (parse/compose.go:10). */
export const catalogServiceReader: BlockReader = { fileType: configType };

/** The YAML fault of a text in go-yaml's words. */
export function yamlError({ fault }: YamlRead): ReadError | undefined {
  if (!fault) return undefined;
  const where = fault.line === undefined ? '' : `line ${fault.line}: `;
  return { message: `yaml: ${where}${fault.message}`, offset: fault.offset };
}

/** The error that the whole text gives when it is read into a Go type. */
export function typeError(
  root: YamlNode | undefined,
  type: GoType,
  source: string,
): ReadError | undefined {
  const error = decodeError(root, type, (node) => lineAt(source, node.offset));
  return error && { message: error.message, offset: error.node.offset };
}

/**
 * The catalog block of a rancher-compose.yml. `read` is its parsed text, before any template pass.
 * The whole file is read first, so that a fault anywhere in it counts.
 */
export function readCatalogBlock(
  read: YamlRead,
  source: string,
  reader: BlockReader = catalogServiceReader,
): CatalogBlockRead {
  const { root } = read;
  const first = yamlError(read) ?? typeError(root, reader.fileType, source);
  if (first) return failed(reader.wrap?.(first.message) ?? first.message, first.offset);
  const refusal = reader.refuse?.(root);
  if (refusal !== undefined) return failed(refusal, child(root, 'version')?.offset ?? 0);
  const second =
    (composeVersion(root) === '2' ? undefined : typeError(root, serviceMap, source)) ??
    typeError(root, anyMap, source);
  if (second) return failed(second.message, second.offset);
  const { node, place } = findBlock(root);
  if (node === undefined) return { block: noBlock, error: undefined, node, place };
  const error = decodeError(node, versionType, (part) => marshalledLine(node, part));
  if (error) return failed(error.message, error.node.offset);
  return { block: readBlock(node), error: undefined, node, place };
}
