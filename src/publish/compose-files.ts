import { textAt, type FileTree } from '../model/file-tree.ts';
import { isMap } from '../model/json.ts';
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

function readYaml(files: FileTree, path: string): YamlMap {
  const { value } = parseSource(textAt(files, path), path);
  return value && isMap(value.value) ? value.value : {};
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

/** Reads the compose files of a version. A file that cannot be parsed counts as empty. */
export function readComposeFiles(files: FileTree): ComposeFiles {
  const docker = readYaml(files, 'docker-compose.yml');
  const rancher = readYaml(files, 'rancher-compose.yml');
  const block = isMap(rancher.catalog) ? rancher.catalog : mapIn(rancher, '.catalog');
  const questions = Array.isArray(block.questions) ? block.questions.filter(isMap) : [];
  const services = new Map(mapsOf(servicesOf(docker)));
  for (const [name, keys] of mapsOf(servicesOf(rancher))) {
    services.set(name, { ...services.get(name), ...keys });
  }
  return {
    version: textOf(block.version),
    upgradeFrom: textOf(block.upgrade_from),
    questions: new Map(questions.map((question) => [String(question.variable), question])),
    services,
    volumes: new Map([...mapsOf(mapIn(docker, 'volumes')), ...mapsOf(mapIn(rancher, 'volumes'))]),
  };
}
