import type { YamlRead } from '../source/read-yaml.ts';
import { child, type YamlNode } from '../source/yaml-node.ts';
import { mapField, readInto } from './struct-read.ts';
import { typeError, yamlError, type ReadError } from './read-catalog-block.ts';
import { goAny, goInt, goList, goMap, goString, goStruct } from './go-type.ts';

/** The parts of a template's config.yml that Rancher reads. Text is read as written: 1.10 stays 1.10. */
export interface TemplateConfig {
  readonly name: string;
  readonly description: string;
  /** The preselected version text. */
  readonly version: string;
  /** `categories`, then `category`, which can be a duplicate. */
  readonly categories: readonly string[];
  readonly maintainer: string;
  readonly license: string;
  readonly projectURL: string;
  readonly labels: Readonly<Record<string, string>>;
}

export const emptyConfig: TemplateConfig = {
  name: '',
  description: '',
  version: '',
  categories: [],
  maintainer: '',
  license: '',
  projectURL: '',
  labels: {},
};

/**
 * Keys that have an effect. Rancher ignores or overwrites all others.
 *
 * @public
 */
export const configKeys: readonly string[] = [
  'name',
  'description',
  'version',
  'category',
  'categories',
  'maintainer',
  'license',
  'projectURL',
  'labels',
];

/** model.Template: the keys are the lowercase names of the fields (model/template.go:12-37). */
const templateType = goStruct('model.Template', {
  environmentid: goString,
  catalogid: { kind: 'int', name: 'uint' },
  name: goString,
  issystem: goString,
  description: goString,
  version: goString,
  path: goString,
  maintainer: goString,
  license: goString,
  projectURL: goString,
  upgradefrom: goString,
  foldername: goString,
  catalog: goString,
  base: goString,
  icon: goString,
  iconfilename: goString,
  readme: goString,
  categories: goList(goString),
  labels: goMap(goString),
  versions: goList(goStruct('model.Version', { revision: goInt, labels: goMap(goString) })),
  category: goString,
  versionlinks: goMap(goAny),
});

/** The text of a scalar as written. */
const writtenText = (node: YamlNode | undefined): string =>
  node?.kind === 'scalar' && node.type !== 'null' ? node.text : '';

function readLabels(node: YamlNode | undefined): Record<string, string> {
  if (node?.kind !== 'map') return {};
  return Object.fromEntries(
    [...node.entries.values()].map(({ key, value }) => [writtenText(key), writtenText(value)]),
  );
}

/** Reads a config.yml. If there is an error, the template has no config. */
export function readTemplateConfig(
  read: YamlRead,
  source: string,
): { readonly config: TemplateConfig | undefined; readonly error: ReadError | undefined } {
  const asTemplate = readInto(read, templateType);
  const { root } = asTemplate;
  const error = yamlError(asTemplate) ?? typeError(root, templateType, source);
  if (error) return { config: undefined, error };
  const categories = child(root, 'categories');
  const category = writtenText(child(root, 'category'));
  const config: TemplateConfig = {
    name: writtenText(child(root, 'name')),
    description: writtenText(child(root, 'description')),
    version: writtenText(child(root, 'version')),
    categories: [
      ...(categories?.kind === 'list' ? categories.items.map(writtenText) : []),
      ...(category === '' ? [] : [category]),
    ],
    maintainer: writtenText(child(root, 'maintainer')),
    license: writtenText(child(root, 'license')),
    projectURL: writtenText(child(root, 'projectURL')),
    labels: readLabels(mapField(root, 'labels')),
  };
  return { config, error: undefined };
}
