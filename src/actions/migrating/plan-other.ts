import { join } from 'node:path';
import { releaseOf } from '../../chart/migration/migrate-stack.ts';
import {
  otherAnswers,
  serviceParts,
  type ComposeServices,
} from '../../chart/migration/other-entry.ts';
import { migrationFiles } from '../../chart/migration/render-migration.ts';
import { renderReport, type MigrationReport } from '../../chart/migration/render-report.ts';
import { masked } from '../../chart/migration/shown-part.ts';
import type { Stack } from '../../chart/migration/stack.ts';
import { isMap } from '../../model/json.ts';
import { plainValue } from '../../rancher/launch/launched-service.ts';
import type { Services } from '../../rancher/launch/merge-file.ts';
import { launchVersion } from '../../rancher/launch/launch-version.ts';
import { cachedReader } from '../../source/cached-reader.ts';
import type { FoundEntry } from './find-entry.ts';
import { lostWarning, type MigrateOptions, type PlannedMigration } from './migrated.ts';
import { entryText } from './plan-own.ts';
import { shellWord } from '../../model/shell-word.ts';

/** Answers that are replaced by their defaults, one at a time, to find one that Rancher refuses. */
const mostTried = 50;

/** What Rancher makes of the files and the answers of a stack, without the one that it refuses. */
function servicesOf(stack: Stack, { files, questions }: FoundEntry, secrets: readonly string[]) {
  const read = cachedReader();
  const launch = (answers: ReadonlyMap<string, string>) =>
    launchVersion(files, { answers, stackName: stack.name, read });
  const first = launch(stack.environment);
  if (first.error === null) return { config: first.config, notes: [] };
  const refusal = `Rancher refuses the files with the answers of the stack: ${masked(first.error, secrets)}`;
  const differing = questions.filter(
    ({ variable, default: own }) => (stack.environment.get(variable) ?? own) !== own,
  );
  for (const { variable, default: own } of differing.slice(0, mostTried)) {
    const { error, config } = launch(new Map([...stack.environment, [variable, own]]));
    if (error !== null) continue;
    const note = `The services below are those with the default of ${variable}.`;
    return { config, notes: [refusal, note] };
  }
  const { config, error } = launch(
    new Map(questions.map(({ variable, default: own }) => [variable, own])),
  );
  const note =
    error === null
      ? 'The services below are those with the defaults of all questions.'
      : 'They are not listed completely, because Rancher refuses the files with the defaults as well.';
  return { config, notes: [refusal, note] };
}

/** Services as plain data. */
const plainServices = (config: Services): ComposeServices =>
  new Map(
    [...config].map(([name, node]) => {
      const service = plainValue(node);
      return [name, isMap(service) ? service : {}] as const;
    }),
  );

/** Plans the migration of a stack whose entry this program did not generate: as far as its files describe it. */
export function planOther(
  stack: Stack,
  entry: FoundEntry,
  { out }: MigrateOptions,
): PlannedMigration {
  const release = releaseOf(stack.name);
  const answers = otherAnswers(stack, entry.questions);
  const { config, notes } = servicesOf(stack, entry, answers.secrets);
  const lost = [...answers.lost, ...serviceParts(plainServices(config), answers.secrets)];
  const report: MigrationReport = {
    stack: stack.name,
    entry: entryText(stack, entry),
    notes: [
      'This program did not generate the entry, and does not know a chart for it. This report lists what its questions and compose files have.',
      'values.yaml has the answers under the names of their variables: move each one to the value that your chart has for it.',
      ...notes,
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
