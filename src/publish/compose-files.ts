import { hasErrors } from '../diagnostics/diagnostic.ts';
import { textAt, type FileTree } from '../model/file-tree.ts';
import { isMap } from '../model/json.ts';
import { valueText } from './question-causes.ts';
import { renderText, type TemplateData } from '../rancher/launch/render-text.ts';
import { parseSource } from '../source/parse-source.ts';

type YamlMap = Record<string, unknown>;

/** The parts of a version's two compose files that matter to an upgrade. */
export interface ComposeFiles {
  readonly questions: ReadonlyMap<string, YamlMap>;
  /** The version and the range of versions that can be upgraded to it; empty if there is none. */
  readonly version: string;
  readonly upgradeFrom: string;
  /** Services of both files. Keys of rancher-compose.yml take precedence, as in Rancher. */
  readonly services: ReadonlyMap<string, YamlMap>;
  readonly volumes: ReadonlyMap<string, YamlMap>;
}

function mapIn(value: unknown, key: string): YamlMap {
  const part = isMap(value) ? value[key] : undefined;
  return isMap(part) ? part : {};
}

/** Undefined for a file that cannot be parsed. */
function parse(text: string, path: string): YamlMap | undefined {
  const { value, diagnostics } = parseSource(text, path);
  if (value && isMap(value.value)) return value.value;
  return text === '' || !hasErrors(diagnostics) ? {} : undefined;
}

/** A compose file as Rancher's form launches it: the template is preferred, and every text is one. */
function readLaunched(files: FileTree, path: string, data: TemplateData): YamlMap | undefined {
  const template = textAt(files, `${path}.tpl`);
  const text = template === '' ? textAt(files, path) : template;
  return parse(renderText(text, data).text, path);
}

/** In version 1 of the compose format, every top-level key is a service. */
function servicesOf(file: YamlMap): YamlMap {
  if (isMap(file.services)) return file.services;
  const { catalog: _block, '.catalog': _dotted, version: _version, ...services } = file;
  return file.version === undefined ? services : {};
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

const mapsOf = (value: YamlMap) =>
  Object.entries(value).map(([name, part]): [string, YamlMap] => [name, isMap(part) ? part : {}]);

/** The defaults of questions: the answers of a stack that was launched with them. */
export const defaultsOf = (questions: ComposeFiles['questions']): ReadonlyMap<string, string> =>
  new Map([...questions].map(([variable, question]) => [variable, valueText(question.default)]));

/**
 * Reads the compose files of a version, for a stack with these answers; defaults are those of new questions. A version
 * with a file that cannot be parsed has no services.
 */
export function readComposeFiles(
  files: FileTree,
  answers: ReadonlyMap<string, string> = new Map(),
): ComposeFiles {
  const indexed = parse(textAt(files, 'rancher-compose.yml'), 'rancher-compose.yml') ?? {};
  const block = isMap(indexed.catalog) ? indexed.catalog : mapIn(indexed, '.catalog');
  const list = Array.isArray(block.questions) ? block.questions.filter(isMap) : [];
  const questions = new Map(list.map((question) => [String(question.variable), question]));
  const version = textOf(block.version);
  const data = {
    variables: new Map([...defaultsOf(questions), ...answers]),
    version,
    previousVersion: '',
    stackName: 'stack',
    environmentName: 'Default',
  };
  const read = ['docker-compose.yml', 'rancher-compose.yml'].map((path) =>
    readLaunched(files, path, data),
  );
  const [docker = {}, rancher = {}] = read.includes(undefined) ? [] : read;
  const services = new Map(mapsOf(servicesOf(docker)));
  for (const [name, keys] of mapsOf(servicesOf(rancher))) {
    services.set(name, { ...services.get(name), ...keys });
  }
  return {
    version,
    upgradeFrom: textOf(block.upgrade_from),
    questions,
    services,
    volumes: new Map([...mapsOf(mapIn(docker, 'volumes')), ...mapsOf(mapIn(rancher, 'volumes'))]),
  };
}
