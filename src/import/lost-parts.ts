import { baseName, type CatalogFile } from '../rancher/catalog-file.ts';
import { catalogKeys } from '../rancher/read-catalog-block.ts';
import { configKeys } from '../rancher/template-config.ts';
import { readYaml } from '../source/read-yaml.ts';
import type { YamlNode } from '../source/yaml-node.ts';
import type { ImportSource } from './import-source.ts';
import { isDirectory } from '../rancher/template-path.ts';
import { sourceOffset } from './source-text.ts';

/** Something of an entry that the blueprint does not have. */
export interface LostPart {
  readonly message: string;
  readonly hint?: string;
  readonly file?: CatalogFile;
  /** Its position in the file. */
  readonly offset?: number;
  /** Rancher does not use it either, or hardly ever. */
  readonly isUnused?: true;
}

function* unreadKeys(
  node: YamlNode | undefined,
  known: readonly string[],
  file: CatalogFile | undefined,
): Generator<LostPart> {
  if (node?.kind !== 'map' || !file) return;
  for (const { key } of node.entries.values()) {
    if (key.kind !== 'scalar' || known.includes(key.text)) continue;
    const message = `the key ${key.text} is not carried over: Rancher does not read it`;
    const offset = sourceOffset(file.text ?? '', key.offset);
    yield { message, file, offset, isUnused: true };
  }
}

function* lostFiles({ template, version, links }: ImportSource): Generator<LostPart> {
  const { files } = version;
  for (const role of ['docker-compose.yml', 'rancher-compose.yml']) {
    const [plain, template_] = [files.get(role), files.get(`${role}.tpl`)];
    if (!plain?.text || !template_?.text) continue;
    const message =
      role === 'docker-compose.yml'
        ? 'this file is not carried over: Rancher launches docker-compose.yml.tpl in its place'
        : 'only the catalog block of this file is carried over: Rancher launches rancher-compose.yml.tpl';
    yield { message, file: plain };
  }
  for (const file of template.ignoredFiles) {
    yield {
      message: 'this file is not carried over: Rancher does not serve it',
      file,
      isUnused: true,
    };
  }
  for (const file of version.shadowed) {
    const message = `this file is not carried over: Rancher serves another ${baseName(file.path)} in its place`;
    yield { message, file, isUnused: true };
  }
  for (const icon of template.icons.slice(0, -1)) {
    yield {
      message: 'this icon is not carried over: Rancher shows another one',
      file: icon,
      isUnused: true,
    };
  }
  for (const path of links) {
    const message =
      'this is not carried over: it is a link or no regular file, and Rancher does not read it';
    yield { message, file: { path, sizeBytes: 0 }, isUnused: true };
  }
}

function* findLost(source: ImportSource, name: string): Generator<LostPart> {
  const { template, version } = source;
  yield* lostFiles(source);
  const block = version.files.get('rancher-compose.yml');
  yield* unreadKeys(version.blockRead?.node, catalogKeys, block);
  const { configFile } = template;
  if (configFile?.text !== undefined) {
    yield* unreadKeys(readYaml(configFile.text).root, configKeys, configFile);
  }
  const [root = ''] = version.folder.split('/');
  if (!isDirectory(root)) {
    yield {
      message: `the directory ${root} is not carried over: entries are generated in templates`,
      hint: 'expected templates, or a name such as infra-templates',
    };
  }
  if (template.folderName !== '' && name !== template.folderName) {
    yield {
      message: `the name ${template.folderName} is not carried over: the blueprint is called ${name}`,
    };
  }
  if (Object.keys(version.block.labels).length > 0) {
    yield {
      message:
        'the labels of the version are not carried over: a blueprint has labels of the template only',
    };
  }
  const { version: preselected } = template.config;
  if (preselected !== '' && preselected !== version.version) {
    yield {
      message: `config.yml preselects ${preselected}; a generated entry preselects its own version, ${version.version}`,
    };
  }
}

/** What is not carried over into a blueprint, and why. */
export function lostParts(source: ImportSource, name: string): LostPart[] {
  return [...findLost(source, name)];
}
