import type { BlueprintMetadata } from '../model/blueprint.ts';
import { quoteText, writeText } from '../source/scalar.ts';
import type { Entry } from './entry.ts';

/** config.yml: what Rancher shows of the template, and its default version. */
export function renderConfigFile(metadata: BlueprintMetadata, entry: Entry): string {
  const { category, categories, maintainer, license, projectURL, labels = {} } = metadata;
  const lines = [
    ['name', entry.title],
    ['description', entry.description],
    ['version', entry.version],
    ['category', category],
    ['maintainer', maintainer],
    ['license', license],
    ['projectURL', projectURL],
  ] as const;
  const labelLines = Object.entries(labels).map(
    ([key, value]) => `  ${writeText(key)}: ${quoteText(value)}`,
  );
  return [
    ...lines.flatMap(([key, value]) =>
      value === undefined ? [] : [`${key}: ${writeText(value)}`],
    ),
    ...(categories ? ['categories:', ...categories.map((each) => `- ${quoteText(each)}`)] : []),
    ...(labelLines.length > 0 ? ['labels:', ...labelLines] : []),
    '',
  ].join('\n');
}
