import { KeptWith } from '../source/kept-with.ts';
import type { YamlRead } from '../source/read-yaml.ts';
import { lineAt } from '../source/yaml-fault.ts';
import { child, isNull, type YamlNode } from '../source/yaml-node.ts';
import { decodeError } from './decode-error.ts';
import { goAny, goInt, goList, goMap, goString, goStruct, type GoType } from './go-type.ts';
import { fieldText, goPlainText } from './go-text.ts';
import { questionType, readQuestion, type CatalogQuestion } from './catalog-question.ts';
import { mapField, readInto } from './struct-read.ts';
import { rewritten } from './rewritten.ts';
import { marshalledLine } from './go-marshal.ts';

/** The parts of the catalog block that Rancher reads. */
export interface CatalogBlock {
  readonly version: string;
  readonly minimumRancherVersion: string;
  readonly maximumRancherVersion: string;
  readonly upgradeFrom: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly questions: readonly CatalogQuestion[];
}

/** The location of the block, in the order in which Rancher looks for it. */
export type BlockPlace = 'catalog' | '.catalog' | 'services/.catalog';

/** An error, with its position in the file. */
export interface ReadError {
  readonly message: string;
  readonly offset: number;
  /** The program that reads the file crashes. */
  readonly panics?: boolean | undefined;
}

export interface CatalogBlockRead {
  /** Undefined if the file cannot be read; the empty block if it has none. */
  readonly block: CatalogBlock | undefined;
  readonly error: ReadError | undefined;
  /** The block's node and place, for closer checks. */
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

/** model.Version of the catalog service. A field without a YAML tag has its name in lowercase as the key. */
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
 * Keys of the catalog block that Rancher 1.6 reads. It ignores all others.
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
/** The block of a file without a catalog block. */
export const noBlock: CatalogBlock = {
  version: '',
  minimumRancherVersion: '',
  maximumRancherVersion: '',
  upgradeFrom: '',
  labels: {},
  questions: [],
};

/** A key as the string key of a Go map. */
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

/** The version of a compose file as written, so that 2.0 is not 2. */
export function composeVersion(root: YamlNode | undefined): string {
  const node = child(root, 'version');
  return node?.kind === 'scalar' && node.type !== 'null' ? node.text : '';
}

function findBlock(root: YamlNode | undefined): Pick<CatalogBlockRead, 'node' | 'place'> {
  for (const place of ['catalog', '.catalog'] as const) {
    const node = child(root, place);
    if (!isNull(node)) return { node, place };
  }
  const inServices = child(mapField(root, 'services'), '.catalog');
  return composeVersion(root) === '2' && !isNull(inServices)
    ? { node: inServices, place: 'services/.catalog' }
    : { node: undefined, place: undefined };
}

const failed = (message: string, offset: number, panics = false): CatalogBlockRead => ({
  block: undefined,
  error: panics ? { message, offset, panics } : { message, offset },
  node: undefined,
  place: undefined,
});

/** The differences between the two programs that read the block. */
export interface BlockReader {
  /** The type that the block is decoded into. */
  readonly blockType: GoType;
  /** The type that the whole file is decoded into first. */
  readonly fileType: GoType;
  /** The program's message for an error of that first step. */
  readonly wrap?: (error: string) => string;
  /** The program's own check, after that first step. */
  readonly refuse?: (root: YamlNode | undefined) => string | undefined;
}

/** The catalog service: libcompose's CreateConfig first (parse/compose.go:10). */
export const catalogServiceReader: BlockReader = { fileType: configType, blockType: versionType };

/** The YAML fault of a text, with go-yaml's message. */
export function yamlError({ fault }: YamlRead): ReadError | undefined {
  if (!fault) return undefined;
  const { offset } = fault;
  if (fault.panic) return { message: fault.message, offset, panics: true };
  const where = fault.line === undefined ? '' : `line ${fault.line}: `;
  return { message: `yaml: ${where}${fault.message}`, offset };
}

/** The error of decoding a whole text into a Go type. */
export function typeError(
  root: YamlNode | undefined,
  type: GoType,
  source: string,
): ReadError | undefined {
  const error = decodeError(root, type, (node) => lineAt(source, node.offset), true);
  return error && { message: error.message, offset: error.node.offset };
}

/** Results of both programs: the index and every launch read the same file. */
const known = new KeptWith<YamlRead, Map<BlockReader, CatalogBlockRead>>();

/**
 * The catalog block of a rancher-compose.yml. `read` is its parsed text, before any template pass.
 * The whole file is decoded first, so a fault anywhere in it is an error.
 */
export function readCatalogBlock(
  read: YamlRead,
  source: string,
  reader: BlockReader = catalogServiceReader,
): CatalogBlockRead {
  const blocks = known.of(read, () => new Map<BlockReader, CatalogBlockRead>());
  const block = blocks.get(reader) ?? readFile(read, source, reader);
  blocks.set(reader, block);
  return block;
}

function readFile(read: YamlRead, source: string, reader: BlockReader): CatalogBlockRead {
  const asConfig = readInto(read, reader.fileType);
  const { root } = asConfig;
  const first = yamlError(asConfig) ?? typeError(root, reader.fileType, source);
  if (first?.panics) return failed(first.message, first.offset, true);
  if (first) return failed(reader.wrap?.(first.message) ?? first.message, first.offset);
  const refusal = reader.refuse?.(root);
  if (refusal !== undefined) return failed(refusal, child(root, 'version')?.offset ?? 0);
  const second =
    yamlError(read) ??
    (composeVersion(root) === '2' ? undefined : typeError(root, serviceMap, source)) ??
    typeError(root, anyMap, source);
  if (second) return failed(second.message, second.offset);
  const { node, place } = findBlock(root);
  if (node === undefined) return { block: noBlock, error: undefined, node, place };
  const made = rewritten(node);
  const error = decodeError(made, reader.blockType, (part) => marshalledLine(made, part));
  if (error) return failed(error.message, error.node.offset);
  return { block: readBlock(made), error: undefined, node, place };
}
