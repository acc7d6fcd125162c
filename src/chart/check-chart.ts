import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import type { FileTree } from '../model/file-tree.ts';
import type { Pointer } from '../model/pointer.ts';
import { checkChartAnswers } from './check-chart-answers.ts';
import type { ChartSource } from './chart-source.ts';
import { generatedFiles } from './render-chart.ts';
import { chartRules } from './render-rules.ts';

/** What is checked, with the places of its parts. */
export interface CheckedChart {
  /** The path of the blueprint's chart folder. */
  readonly folder: string;
  readonly chart: FileTree;
  readonly schema: ChartSource['schema'];
  /** The place of a part of the answers schema. */
  readonly placeOf: (pointer: Pointer) => Place;
}

/** Names that Rancher 1.6 takes for parts of an entry, at any depth (catalog-service manager/traverse.go). */
const entryNames = /(?:^|\/)(?:config\.yml|catalogIcon[^/]*|rancher-compose\.yml(?:\.tpl)?)$/;

/** What Helm reads of a chart besides files that templates include. */
const pages = ['README.md', 'app-readme.md', 'NOTES.txt'];

function fileFault(path: string, chart: FileTree): readonly [string, string] | undefined {
  if (path === 'templates/NOTES.txt') {
    return [
      'this file is generated, from NOTES.txt of the chart directory',
      'move it up to chart/',
    ];
  }
  if (generatedFiles.includes(path) || /^(?:values|questions|Chart)\.ya?ml$/i.test(path)) {
    return ['this file is generated from the answers schema', 'remove it'];
  }
  if (entryNames.test(path))
    return ['Rancher 1.6 would read this as a part of an entry', 'rename it'];
  const page = pages.find((name) => name.toLowerCase() === path.toLowerCase() && name !== path);
  if (page !== undefined && !chart.has(page))
    return [`${path} is not read`, `rename it to ${page}`];
  return undefined;
}

function checkFiles({ folder, chart }: CheckedChart): Diagnostic[] {
  const faults = [...chart.keys()].flatMap((path): Diagnostic[] => {
    const [message, hint] = fileFault(path, chart) ?? [];
    if (message === undefined || hint === undefined) return [];
    const at = { file: `${folder}/${path}` };
    return [{ code: 'chart-invalid', severity: 'error', message, at, hint }];
  });
  const hasTemplates = [...chart.keys()].some((path) =>
    /^templates\/.*\.(?:ya?ml|txt)$/.test(path),
  );
  if (hasTemplates) return faults;
  return [
    ...faults,
    {
      code: 'chart-invalid',
      severity: 'error',
      message: 'the chart has no templates, so Rancher would install nothing',
      at: { file: folder },
      hint: 'write the objects of Kubernetes in chart/templates/*.yaml',
    },
  ];
}

/** Rules that Helm cannot compute. */
function checkRules({ schema, placeOf }: CheckedChart): Diagnostic[] {
  return chartRules({ schema }).flatMap(({ rule, made }): Diagnostic[] => {
    if (!('reason' in made)) return [];
    const index = schema.rules.indexOf(rule);
    return [
      {
        code: 'chart-invalid',
        severity: 'error',
        message: `Helm cannot compute the ${made.key} of the rule ${rule.rule}: ${made.reason}`,
        at: placeOf(['x-rules', index, made.key]),
        hint: 'compare whole numbers of answers that the chart has, such as "quorum <= sentinels"',
      },
    ];
  });
}

/** Answers that only charts have, where there is none. */
function unusedAnswers({ folder, schema, placeOf }: CheckedChart): Diagnostic[] {
  return [...schema.declared.values()]
    .filter(({ target }) => target === 'rancher-2')
    .map(({ name }): Diagnostic => ({
      code: 'chart-missing',
      severity: 'error',
      message: `only charts have ${name}, and the blueprint has no directory chart`,
      at: placeOf(['properties', name, 'x-target']),
      hint: `remove ${name}, or write the templates of a chart in ${folder}/templates`,
    }));
}

/** Whether a chart can be made for every valid set of answers; all faults at once. */
export function checkChart(checked: CheckedChart): Diagnostic[] {
  if (checked.chart.size === 0) return unusedAnswers(checked);
  return [...checkFiles(checked), ...checkChartAnswers(checked), ...checkRules(checked)];
}
