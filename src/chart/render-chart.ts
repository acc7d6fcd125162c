import { fileTree, textAt, type FileTree, type TreeFile } from '../model/file-tree.ts';
import type { JsonMap } from '../model/json.ts';
import { reachPart } from '../model/reached-parts.ts';
import type { ChartEntry, ChartSource } from './chart-source.ts';
import { chartValuesOf } from './chart-values.ts';
import { chartMetadata, iconPath } from './render-metadata.ts';
import { renderAppReadme, renderChartReadme } from './render-pages.ts';
import { renderQuestions } from './render-questions.ts';
import { renderNotes, renderRules } from './render-rules.ts';
import { renderValuesSchema } from './render-values-schema.ts';
import { renderValues } from './render-values.ts';
import { writeYaml } from '../source/write-yaml.ts';

/** The chart of an entry. */
export interface RenderedChart {
  readonly name: string;
  readonly version: string;
  /** Paths in the folder of the chart. */
  readonly files: FileTree;
  /** The icon, and its path in a repository. */
  readonly icon?: { readonly path: string; readonly content: Uint8Array };
  /** The content of Chart.yaml. */
  readonly metadata: JsonMap;
}

/** Files of the chart folder of a blueprint that are parts of generated files. */
const parts = new Set(['README.md', 'app-readme.md', 'NOTES.txt']);

/** Files of a chart that are generated from the answers schema and the entry. */
export const generatedFiles: readonly string[] = [
  'Chart.yaml',
  'values.yaml',
  'values.schema.json',
  'questions.yaml',
  'templates/answers.yaml',
  'templates/NOTES.txt',
];

const generated: ReadonlySet<string> = new Set([...generatedFiles, 'README.md', 'app-readme.md']);

/** Whether a file of a chart is made of answers; all others are copied from the blueprint. */
export const isGenerated = (path: string): boolean => generated.has(path);

/**
 * A blueprint and an entry → the chart of the entry; a pure function. Nothing in it depends on the version of this program,
 * so that a released chart stays the same.
 */
export function renderChart(source: ChartSource, entry: ChartEntry): RenderedChart {
  reachPart('charts');
  const values = chartValuesOf(source, entry);
  const metadata = chartMetadata(source, entry, values);
  const own = (path: string) => textAt(source.chart, path);
  const texts: readonly (readonly [string, string | undefined])[] = [
    ['Chart.yaml', writeYaml(metadata)],
    ['values.yaml', renderValues(values)],
    ['values.schema.json', renderValuesSchema(values, source)],
    ['questions.yaml', renderQuestions(values)],
    ['README.md', renderChartReadme(entry, values, own('README.md'))],
    ['app-readme.md', renderAppReadme(entry, own('app-readme.md'))],
    ['templates/answers.yaml', renderRules(source)],
    ['templates/NOTES.txt', renderNotes(source, own('NOTES.txt'))],
  ];
  const made = texts.flatMap(([path, content]): [string, TreeFile][] =>
    content === undefined ? [] : [[path, { content, mode: 0o644 }]],
  );
  const copied = [...source.chart].filter(([path]) => !parts.has(path));
  const { icon } = source;
  return {
    name: entry.name,
    version: entry.version,
    files: fileTree([...copied, ...made]),
    ...(icon
      ? { icon: { path: iconPath(entry.name, icon.extension), content: icon.content } }
      : {}),
    metadata,
  };
}
