import type { Checks } from '../actions/publishing/check-entries.ts';
import type { Paint } from '../diagnostics/format-diagnostic.ts';

/** With more entries, those that are up to date are not listed. */
const mostUpToDate = 20;

/** Which entries and charts are up to date with a catalog: a line for each, then how many are. */
export function formatChecks(
  { checks: entries, charts, diagnostics }: Checks,
  paint: Paint,
): string {
  const checks = [
    ...entries.map((each) => ({ ...each, form: '' })),
    ...charts.map((each) => ({ ...each, form: ' (chart)' })),
  ];
  if (checks.length === 0) return '';
  const shown =
    checks.length > mostUpToDate ? checks.filter(({ state }) => state !== 'up to date') : checks;
  const lines = shown.map(({ name, version, state, files, form }) => {
    const count =
      files.length === 0 ? '' : ` in ${files.length === 1 ? 'one file' : `${files.length} files`}`;
    return `${paint('bold', `${name} ${version}`)}${form}  ${state}${count}`;
  });
  const good = checks.filter(({ state }) => state === 'up to date').length;
  const rewritten = diagnostics.filter(({ code }) => /^history-(?!unknown)/.test(code)).length;
  const history = rewritten === 0 ? '' : `, ${rewritten} rewritten after release`;
  return `${[...lines, '', `${good} of ${checks.length} up to date${history}`].join('\n')}\n`;
}
