import type { CatalogBlock } from '../rancher/read-catalog-block.ts';
import type { TemplateConfig } from '../rancher/template-config.ts';
import { quoteText, writeText } from '../source/scalar.ts';

/** What blueprint.yml and the answers file are made of. */
export interface ImportedTexts {
  /** The name of the blueprint, and the folder of its entries. */
  readonly name: string;
  readonly version: string;
  readonly config: TemplateConfig;
  readonly block: CatalogBlock;
  /** Where the entry is in its catalog, such as `infra-templates`. */
  readonly directory: string;
  /** The name of the icon in the folder of the blueprint. */
  readonly icon: string | undefined;
  /** The folder that was imported, for a comment. */
  readonly source: string;
}

const line = (key: string, value: string) => (value === '' ? [] : [`${key}: ${writeText(value)}`]);

function categoryLines(categories: readonly string[]): string[] {
  if (categories.length < 2) return line('category', categories[0] ?? '');
  return ['categories:', ...categories.map((each) => `- ${writeText(each)}`)];
}

function labelLines(key: string, labels: Readonly<Record<string, string>>): string[] {
  const lines = Object.entries(labels).map(
    ([name, value]) => `  ${writeText(name)}: ${quoteText(value)}`,
  );
  return lines.length === 0 ? [] : [`${key}:`, ...lines];
}

/** A comment cannot contain a line break. */
const comment = (text: string) => text.replaceAll(/[^ -~]/g, '?');

/** blueprint.yml of an imported entry. */
export function writeMetadata({
  name,
  config,
  block,
  directory,
  icon,
  source,
}: ImportedTexts): string {
  return [
    `name: ${writeText(name)}`,
    ...line('title', config.name === '' ? name : config.name),
    ...line('description', config.description),
    ...categoryLines(config.categories),
    ...line('maintainer', config.maintainer),
    ...line('license', config.license),
    ...line('projectURL', config.projectURL),
    ...labelLines('labels', config.labels),
    ...line('minimum_rancher_version', block.minimumRancherVersion),
    ...line('maximum_rancher_version', block.maximumRancherVersion),
    `upgrade_from: ${block.upgradeFrom === '' ? 'any' : quoteText(block.upgradeFrom)}`,
    ...(directory === 'templates' ? [] : line('directory', directory)),
    `# What Rancher accepts in ${comment(source)} is kept as it is: lint findings are warnings.`,
    '# Remove this line to check the blueprint like a new one.',
    'imported: true',
    'schema: answers.schema.json',
    ...line('icon', icon ?? ''),
    '',
  ].join('\n');
}

/** The answers file of an imported entry: all questions are still asked. */
export const writeAnswersFile = ({ name, version }: ImportedTexts): string =>
  ['blueprint: .', `name: ${writeText(name)}`, `version: ${quoteText(version)}`, ''].join('\n');
