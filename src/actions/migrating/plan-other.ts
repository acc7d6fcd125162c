import { join } from 'node:path';
import { releaseOf } from '../../chart/migration/migrate-stack.ts';
import { otherAnswers, serviceParts } from '../../chart/migration/other-entry.ts';
import { migrationFiles } from '../../chart/migration/render-migration.ts';
import { renderReport, type MigrationReport } from '../../chart/migration/render-report.ts';
import type { Stack } from '../../chart/migration/stack.ts';
import { isMap } from '../../model/json.ts';
import { plainValue } from '../../rancher/launch/launched-service.ts';
import { launchVersion } from '../../rancher/launch/launch-version.ts';
import { cachedReader } from '../../source/cached-reader.ts';
import type { FoundEntry } from './find-entry.ts';
import { lostWarning, type MigrateOptions, type PlannedMigration } from './migrated.ts';
import { entryText } from './plan-own.ts';
import { shellWord } from '../../model/shell-word.ts';

/** What Rancher makes of the files and the answers of a stack. */
function servicesOf(stack: Stack, { files }: FoundEntry) {
  const { config, error } = launchVersion(files, {
    answers: stack.environment,
    stackName: stack.name,
    read: cachedReader(),
  });
  const services = [...config].map(([name, node]) => {
    const service = plainValue(node);
    return [name, isMap(service) ? service : {}] as const;
  });
  return { services: new Map(services), error };
}

/** Plans the migration of a stack whose entry this program did not generate: as far as its files describe it. */
export function planOther(
  stack: Stack,
  entry: FoundEntry,
  { out }: MigrateOptions,
): PlannedMigration {
  const release = releaseOf(stack.name);
  const answers = otherAnswers(stack, entry.questions);
  const { services, error } = servicesOf(stack, entry);
  const lost = [...answers.lost, ...serviceParts(services)];
  const report: MigrationReport = {
    stack: stack.name,
    entry: entryText(stack, entry),
    notes: [
      'This program did not generate the entry, and does not know a chart for it. This report lists what its questions and compose files have.',
      'values.yaml has the answers under the names of their variables: move each one to the value that your chart has for it.',
      ...(error === null ? [] : [`The services are not complete: ${error}`]),
    ],
    secrets: [],
    values: undefined,
    commands: [
      `helm install ${release} CHART --namespace ${release} --create-namespace --values ${shellWord(join(out, migrationFiles.values))}`,
    ],
    lost,
  };
  return {
    isOwn: false,
    release,
    chart: undefined,
    report,
    files: new Map([
      [migrationFiles.values, answers.content],
      [migrationFiles.report, renderReport(report)],
    ]),
    diagnostics: [
      {
        code: 'migrate-lost',
        severity: 'warning',
        message: 'this program did not generate the entry of the stack, and knows no chart for it',
        at: { file: join(out, migrationFiles.report) },
        hint: 'choose a chart, and move the answers to its values',
      },
      ...lostWarning(lost, join(out, migrationFiles.report)),
    ],
  };
}
