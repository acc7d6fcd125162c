import { CatalogError, type Diagnostic, type Place } from '../../diagnostics/diagnostic.ts';
import { isMap } from '../../model/json.ts';
import { runBounded } from '../../process/run-bounded.ts';
import { formFile, type FormFile } from '../../rancher2/chart-files.ts';
import { textOfBytes } from '../../rancher2/file-text.ts';
import { ChartForm, type ShownQuestion } from '../../rancher2/form/chart-form.ts';
import { readQuestions, readValues } from '../../rancher2/form/read-form.ts';
import { sentValues, someCluster } from '../../rancher2/form/sent-values.ts';
import {
  keysOf,
  mergeValues,
  valueAt,
  variableOf,
  type Values,
} from '../../rancher2/form/value-path.ts';
import { placeAt } from '../../source/place-at.ts';
import { readChartAnswers, type ChartAnswer } from './chart-answers.ts';
import { fillForm, markedFaults } from './fill-form.ts';
import { helmDiagnostics } from './helm-diagnostics.ts';
import { chartPath, type ReadChart } from './read-chart.ts';
import { objectsOf, type RenderedObject } from './rendered-objects.ts';
import { runHelm } from './run-helm.ts';

/** How a chart is launched. */
export interface LaunchChartOptions {
  /** A file of `variable: answer`; `-` is standard input. @default undefined, no default is changed */
  readonly answers: string | undefined;
  /** Texts of the form KEY=VALUE; they take precedence over the file. */
  readonly set: readonly string[];
  /** Version of Kubernetes; '' for that of helm. */
  readonly kubeVersion: string;
  /** Whether objects are rendered. Without, helm is not run. */
  readonly renders: boolean;
  readonly signal: AbortSignal;
}

/** What Rancher 2 would send and create. */
export interface LaunchedChart {
  readonly chart: ReadChart;
  /** The questions that the form shows with these answers; empty without questions.yaml. */
  readonly shown: readonly ShownQuestion[];
  /** What differs from values.yaml. */
  readonly changes: Values;
  /** The changes, and what Rancher adds. */
  readonly sent: Values;
  /** The value of a variable in the form. */
  value(variable: string): unknown;
  /** The version of helm, if it ran. */
  readonly helm: string | undefined;
  /** As helm printed them; undefined if nothing was rendered. */
  readonly manifest: string | undefined;
  readonly objects: readonly RenderedObject[];
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}

/** The map in a YAML file of a chart. Throws if Rancher cannot read it. */
function valuesOf({ path, text }: FormFile, chart: ReadChart): Values {
  const read = readValues(text);
  if (!read.fault) return read.value;
  const at = placeAt(chartPath(chart, path), text, read.fault.offset);
  const message = `Rancher cannot read the form: ${read.fault.message}`;
  throw new CatalogError([{ code: 'launch-chart', severity: 'error', message, at }]);
}

/** Milliseconds for a check of all values. */
const longestCheckMs = 2000;

const limit = (check: () => boolean) => runBounded(check, longestCheckMs)?.value;

/** Removes what null removes in Helm. */
function withoutNull(values: Values): Values {
  const kept = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries(
    kept.map(([key, value]) => [key, isMap(value) ? withoutNull(value) : value]),
  );
}

/** The faults by values.schema.json, with the variable of each; undefined if only Helm can check them. */
async function schemaFaults(
  { contents }: ReadChart,
  values: Values,
): Promise<readonly (readonly [variable: string, words: string])[] | undefined> {
  const bytes = contents.get('values.schema.json');
  if (!bytes) return [];
  let schema: unknown;
  try {
    schema = JSON.parse(textOfBytes(bytes));
  } catch {
    return undefined;
  }
  if (!isMap(schema)) return undefined;
  const { valueFaults } = await import('../../json-schema/value-faults.ts');
  const faults = valueFaults(
    schema as Parameters<typeof valueFaults>[0],
    withoutNull(values),
    limit,
  );
  return faults?.map(({ pointer, words }) => [variableOf(pointer), words]);
}

/** The texts of answers to password questions, which messages of helm may contain. */
const secretsOf = (form: ChartForm): string[] =>
  form.all
    .filter(({ type }) => type === 'password')
    .map(({ variable }) => form.value(variable))
    .filter((value) => typeof value === 'string')
    .filter((value) => value !== '');

/** The place of an answer, else of the chart's file. */
const placesOf =
  (answers: readonly ChartAnswer[], file: string) =>
  (variable: string): Place =>
    answers.find((each) => each.variable === variable)?.at ?? { file };

/** Determines what Rancher 2 would send from the form of a chart, and what Helm would make of it. */
export async function launchChart(
  chart: ReadChart,
  options: LaunchChartOptions,
): Promise<LaunchedChart> {
  const { answers: file, set, kubeVersion, renders, signal } = options;
  const values = valuesOf(formFile(chart.contents, 'values'), chart);
  const questions = readQuestions(valuesOf(formFile(chart.contents, 'questions'), chart));
  const form = new ChartForm(values, questions);
  const answers = await readChartAnswers(file, set, form.all, signal);
  const refused = fillForm(form, answers);
  const sent = sentValues(values, form.changes(), someCluster);
  const placeOf = placesOf(answers, chartPath(chart, 'values.yaml'));
  const bySchema = await schemaFaults(chart, mergeValues(values, sent));
  const marked = markedFaults(form, placeOf).filter(
    ([variable]) => !bySchema?.some(([other]) => other === variable),
  );
  const run = renders ? await runHelm(chart, sent, kubeVersion, signal) : undefined;
  const manifest = run && 'manifest' in run ? run.manifest : undefined;
  const isSchemaKnown = bySchema !== undefined && bySchema.length > 0;
  return {
    chart,
    shown: form.shown(),
    changes: form.changes(),
    sent,
    value: (variable) => valueAt(form.values(), keysOf(variable)),
    helm: run && 'version' in run ? run.version : undefined,
    manifest,
    objects: manifest === undefined ? [] : objectsOf(manifest),
    diagnostics: [
      ...refused,
      ...marked.map(([, fault]) => fault),
      ...(bySchema ?? []).map(([variable, words]): Diagnostic => ({
        code: 'launch-values',
        severity: 'error',
        message: `values.schema.json refuses ${variable === '' ? 'the values' : variable}: ${words}`,
        at: placeOf(variable),
      })),
      ...(run ? helmDiagnostics(run, isSchemaKnown, { file: chart.shown }, secretsOf(form)) : []),
    ],
    texts: new Map(),
  };
}
