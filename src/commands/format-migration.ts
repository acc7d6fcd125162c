import type { MigratedStack } from '../actions/migrating/migrate.ts';
import { formatTable } from '../terminal/table.ts';

/** Of a long report, the file has all. */
const mostRows = 20;

/** What a migration wrote, and what a person does next. */
export function formatMigration({ files, report }: MigratedStack, width: number): string {
  const rows = report.lost.map(({ what, has, todo }) => [what, has, todo]);
  const shown = rows.slice(0, mostRows);
  const more = rows.length - shown.length;
  return [
    ...files.map(({ path, isUnchanged }) => `${path}  ${isUnchanged ? 'unchanged' : 'written'}`),
    '',
    ...[...report.notes, ...report.secrets].flatMap((note) => [note, '']),
    ...(rows.length === 0
      ? []
      : [
          'Without a counterpart:',
          '',
          formatTable(['PART', 'THE STACK HAS', 'WHAT TO DO'], shown, width),
          ...(more > 0 ? [`and ${more} more in the report`] : []),
          '',
        ]),
    'Install:',
    '',
    ...report.commands.map((line) => `  ${line}`),
    '',
  ].join('\n');
}
