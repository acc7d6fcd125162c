import type { JsonMap } from '../model/json.ts';
import { remember } from '../model/remember.ts';
import { writeYaml } from '../source/write-yaml.ts';
import type { ChartValue } from './chart-values.ts';
import { isValue, valueTree, type ValueTree } from './value-tree.ts';

/**
 * Rancher's form offers a registry for all images if this value is there, and sends it at both places (rancher/dashboard
 * pages/c/_cluster/apps/charts/install.vue:778). Everything else below `global` is Rancher's and Fleet's.
 */
const globalValues = { global: { cattle: { systemDefaultRegistry: '' } } };

const globalWords =
  'Set by Rancher: the registry in place of Docker Hub, and more about the cluster.';

const lineWidth = 100;

/** Text as a comment of one or more lines. */
export function commentOf(text: string, indent: string): string[] {
  const found: string[] = [];
  for (const word of text.split(/\s+/u).filter((each) => each !== '')) {
    const last = found.at(-1);
    const isFull = last === undefined || `${indent}# ${last} ${word}`.length > lineWidth;
    if (isFull) found.push(word);
    else found[found.length - 1] = `${last} ${word}`;
  }
  return found.map((line) => `${indent}# ${line}`);
}

// The charts of a blueprint have most of their values in common.
const writeJson = remember((json) => writeYaml(JSON.parse(json)));

const yamlLines = (map: JsonMap, indent: string): string[] =>
  writeJson(JSON.stringify(map))
    // Blanks at the end can be a part of a text.
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => (line === '' ? line : `${indent}${line}`));

/** Lines of YAML for values, each below a comment with its description. */
export function treeLines(tree: ValueTree, indent: string): string[] {
  return [...tree].flatMap(([key, part]) => {
    if (!isValue(part)) {
      const [name = ''] = yamlLines({ [key]: null }, indent);
      return [name.replace(/ null$/, ''), ...treeLines(part, `${indent}  `)];
    }
    return [...commentOf(wordsOf(part), indent), ...yamlLines({ [key]: part.value }, indent)];
  });
}

function wordsOf({ title, description, answer }: ChartValue): string {
  const { unit } = answer.spec;
  return `${title}${unit === undefined ? '' : ` (${unit})`}. ${description}`;
}

/** values.yaml of a chart, with the descriptions of the answers as comments. */
export function renderValues(values: readonly ChartValue[]): string {
  const lines = [
    ...commentOf(globalWords, ''),
    ...yamlLines(globalValues, ''),
    ...treeLines(valueTree(values), ''),
  ];
  return `${lines.join('\n')}\n`;
}
