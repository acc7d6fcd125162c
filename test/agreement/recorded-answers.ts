import { launchedText } from '../../src/rancher/catalog-file.ts';
import type { CatalogQuestion } from '../../src/rancher/catalog-question.ts';
import type { VersionFiles } from '../../src/rancher/launch/launch-version.ts';
import { executorReader } from '../../src/rancher/launch/raw-compose.ts';
import { readCatalogBlock } from '../../src/rancher/read-catalog-block.ts';
import { readYaml } from '../../src/source/read-yaml.ts';

function recordedAnswer(question: CatalogQuestion): string {
  const { type, default: value, required, options } = question;
  if (type === 'boolean') return String(value === 'true');
  if (['service', 'certificate', 'secret'].includes(type)) return 'stack/svc';
  if (value !== '') return value;
  if (!required) return '';
  if (type === 'int' || type === 'float') return '1';
  return options[0] ?? 'dummy';
}

/**
 * The answers with which the results of Rancher's programs were recorded: each question had one, also
 * those that a user must answer or leaves out. If two questions have the same variable, the last one wins.
 */
export function recordedAnswers(files: VersionFiles): Map<string, string> {
  const file = files.get('rancher-compose.yml');
  const text = file && launchedText(file);
  if (!text || text.error !== undefined) return new Map();
  const { block } = readCatalogBlock(readYaml(text.value), text.value, executorReader);
  return new Map(
    (block?.questions ?? []).map((question) => [question.variable, recordedAnswer(question)]),
  );
}
