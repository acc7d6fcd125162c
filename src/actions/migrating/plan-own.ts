import { join } from 'node:path';
import { migrateStack, type Migration } from '../../chart/migration/migrate-stack.ts';
import {
  migrationFiles,
  renderChanged,
  renderSecrets,
} from '../../chart/migration/render-migration.ts';
import { renderReport, type MigrationReport } from '../../chart/migration/render-report.ts';
import { entryId, type Stack } from '../../chart/migration/stack.ts';
import { CatalogError, type Diagnostic, type Place } from '../../diagnostics/diagnostic.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import { compareChartVersions, parseChartVersion } from '../../rancher2/chart-version.ts';
import type { FoundBlueprint } from './find-blueprint.ts';
import { findChart, type FoundChart } from './find-chart.ts';
import type { FoundEntry } from './find-entry.ts';
import { lostWarning, type MigrateOptions, type PlannedMigration } from './migrated.ts';
import { shellWord } from '../../model/shell-word.ts';
import type { StackRead } from './read-stack-source.ts';

/** The lines of a shell that install a release. */
function commandsOf(
  { release, secretName, secrets }: Migration,
  chart: string,
  { out, secrets: isWritten }: MigrateOptions,
): string[] {
  const file = (name: string) => shellWord(join(out, name));
  const namespace = `--namespace ${release}`;
  const ofSecret = isWritten
    ? `kubectl apply ${namespace} --filename ${file(migrationFiles.secret)}`
    : `kubectl create secret generic ${secretName ?? ''} ${namespace} ${secrets.map(({ key }) => `--from-file=${key}=FILE`).join(' ')}`;
  const values = [
    file(migrationFiles.values),
    ...(secretName === undefined && secrets.length > 0
      ? [isWritten ? file(migrationFiles.secretValues) : 'FILE']
      : []),
  ];
  const install = `helm install ${release} ${chart} ${namespace}`;
  const options = values.map((each) => `--values ${each}`).join(' ');
  return secretName === undefined
    ? [`${install} --create-namespace ${options}`]
    : [`kubectl create namespace ${release}`, ofSecret, `${install} ${options}`];
}

function secretWords({ secrets, secretName }: Migration, isWritten: boolean): string[] {
  if (secrets.length === 0) return [];
  const keys = listWords(secrets.map(({ key }) => key));
  const where =
    secretName === undefined
      ? 'the chart takes passwords as values only'
      : `the values name the Secret ${secretName}`;
  return [
    `The stack has passwords: ${where}.`,
    isWritten
      ? `${secretName === undefined ? migrationFiles.secretValues : migrationFiles.secret} has ${keys}. Only its owner can read it. Delete it when it is applied.`
      : `They are not written: replace each FILE by a file with the password only (${keys}), without a line end, or run migrate again with --secrets.`,
  ];
}

/** What is known of the blueprint, if it is not the one of the entry. */
function blueprintNote(
  { provenance }: FoundEntry,
  { blueprint, isExact }: FoundBlueprint,
): string[] {
  if (isExact) return [];
  const { name } = blueprint.files.metadata;
  return [
    provenance
      ? 'The entry was generated from another version of the blueprint: the answers are checked by the present one.'
      : `The entry does not name the blueprint ${name} as its own: the answers are read by it, as far as names are the same.`,
  ];
}

function chartNote({ name, version }: FoundChart, text: string): string {
  if (version === text)
    return `The chart is ${name} ${version}, which was released beside the entry.`;
  const stack = text === '' ? 'the version of the stack is not known' : `the stack runs ${text}`;
  return `The chart is ${name} ${version}; ${stack}.`;
}

/** A warning for a chart of another version than the stack runs. */
function versionWarning(chart: FoundChart, text: string, at: Place): Diagnostic[] {
  const { name, version, unlisted } = chart;
  if (text === '' || version === text) return [];
  const [own, released] = [parseChartVersion(text), parseChartVersion(version)];
  const isNewer = own && released && compareChartVersions(own, released) > 0;
  const upgrade = `upgrade the stack to ${version} in Rancher 1.6, finish the upgrade, and migrate again`;
  const update = `update the checkout of the catalog, or publish version ${text} of the entry with its chart`;
  const other = isNewer ? update : upgrade;
  return [
    {
      code: 'migrate-version',
      severity: 'warning',
      message: `the stack runs version ${text} of the entry, and the chart is ${name} ${version}: the image, and other values that the entry fixes, can differ`,
      at,
      hint:
        unlisted === undefined
          ? `the catalog has no chart of ${text}: ${other}`
          : `${unlisted} is the chart of ${text}, but index.yaml does not list it: add it there; or ${other}`,
    },
  ];
}

function notesOf(
  chart: FoundChart | undefined,
  entry: FoundEntry,
  found: FoundBlueprint,
): string[] {
  const { catalog, text } = entry;
  return [
    ...blueprintNote(entry, found),
    ...(chart
      ? [chartNote(chart, text)]
      : [
          catalog
            ? 'The catalog has no chart of this entry yet: publish it, and migrate again, to compare with its values.'
            : 'Without --catalog, the values are compared with the defaults of the blueprint.',
          'Answers that the entry fixes are not known.',
        ]),
  ];
}

/** Plans the migration of a stack whose entry this program generated. */
export async function planOwn(
  stack: Stack,
  { placeOf }: StackRead,
  entry: FoundEntry,
  found: FoundBlueprint,
  options: MigrateOptions,
): Promise<PlannedMigration> {
  const { catalog, out, secrets: isWritten, signal } = options;
  const { template } = stack.entry;
  const { schema } = found.blueprint;
  const chart =
    catalog === undefined ? undefined : await findChart(entry, template, catalog, signal);
  const defaults = chart ?? { values: undefined, place: placeOf([]) };
  const { version } = entry;
  const made = migrateStack({ stack, version, schema, defaults, placeOf });
  if (!made.value) throw new CatalogError(made.diagnostics);
  const migration = made.value;
  const { release, values, lost } = migration;
  const report: MigrationReport = {
    stack: stack.name,
    entry: entryText(stack, entry),
    notes: notesOf(chart, entry, found),
    secrets: secretWords(migration, isWritten),
    values,
    commands: commandsOf(migration, chart ? shellWord(chart.path) : 'CHART', options),
    lost,
  };
  const of = chart ? `the chart ${chart.name} ${chart.version}` : `the chart of ${template}`;
  return {
    isOwn: true,
    release,
    chart,
    report,
    files: new Map([
      [migrationFiles.values, renderChanged(values, `Values of ${of} for the release ${release}.`)],
      [migrationFiles.report, renderReport(report)],
    ]),
    secret: isWritten ? renderSecrets(migration) : undefined,
    diagnostics: [
      ...made.diagnostics,
      ...(chart ? versionWarning(chart, entry.text, placeOf(['externalId'])) : []),
      ...lostWarning(lost, join(out, migrationFiles.report)),
    ],
  };
}

/** The version of an entry as reports name it. */
export const entryText = (stack: Stack, { text }: FoundEntry): string => {
  const id = entryId(stack.entry);
  return text === '' ? id : `${id}, version ${text}`;
};
