import { questionLimits, type Question } from '../model/answers.ts';
import type { BlueprintMetadata } from '../model/blueprint.ts';
import { remember } from '../model/remember.ts';
import { quoteText, writeText } from '../source/scalar.ts';
import { upgradeRange } from './upgrade-range.ts';

// The words of questions come from the schema, so most are the same in every entry.
const write = remember(writeText);
const quote = remember(quoteText);

function questionText(question: Question): string {
  const { variable, label, description, type, required, options, group } = question;
  return [
    `  - variable: ${write(variable)}`,
    `    label: ${write(label)}`,
    `    description: ${write(description)}`,
    `    type: ${write(type)}`,
    ...(required ? ['    required: true'] : []),
    // Quoted whatever it is: Rancher reads the default through YAML 1.1 twice (parse/compose.go:10).
    `    default: ${quote(question.default)}`,
    ...(options.length > 0
      ? ['    options:', ...options.map((option) => `    - ${quote(option)}`)]
      : []),
    ...(group === undefined ? [] : [`    group: ${write(group)}`]),
    ...questionLimits.flatMap((key) => {
      const limit = question[key];
      if (limit === undefined) return [];
      return [`    ${key}: ${typeof limit === 'number' ? String(limit) : write(limit)}`];
    }),
  ].join('\n');
}

/** The `catalog:` block of rancher-compose.yml: what the catalog service reads of a version. */
export function renderCatalogBlock(
  metadata: BlueprintMetadata,
  version: string,
  questions: readonly Question[],
): string {
  const range = upgradeRange(metadata.upgrade_from, version);
  const { minimum_rancher_version: minimum, maximum_rancher_version: maximum } = metadata;
  return [
    'catalog:',
    `  version: ${quoteText(version)}`,
    ...(minimum === undefined ? [] : [`  minimum_rancher_version: ${writeText(minimum)}`]),
    ...(maximum === undefined ? [] : [`  maximum_rancher_version: ${writeText(maximum)}`]),
    ...(range === undefined ? [] : [`  upgrade_from: ${quoteText(range)}`]),
    ...(questions.length > 0 ? ['  questions:', ...questions.map(questionText)] : []),
  ].join('\n');
}
