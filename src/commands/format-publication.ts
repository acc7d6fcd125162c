import type { Paint } from '../diagnostics/format-diagnostic.ts';
import { printable } from '../diagnostics/frame.ts';
import type { ChartRelease } from '../actions/publishing/plan-chart-releases.ts';
import type { Release } from '../actions/publishing/plan-release.ts';
import type { PublicationResult } from '../actions/publishing/publication.ts';
import type { Published } from '../actions/publishing/publish-entries.ts';

/** Of longer lists, the rest is counted. */
const mostListed = 8;

function some(items: readonly string[]): string {
  const rest = items.length - mostListed;
  const list = items.slice(0, mostListed).join(', ');
  return rest > 0 ? `${list} and ${rest} more` : list;
}

/** A `+` before a file that is new, a `~` before one that is replaced. */
const writeLines = (writes: Release['writes'], { replaced }: PublicationResult): string[] =>
  [...writes.keys()].map((path) => `${replaced.has(path) ? '~' : '+'} ${path}`);

function detailLines(release: Release, result: PublicationResult): string[] {
  const { after, size, causes, offeredTo, writes, removes } = release;
  const kind =
    size === undefined || after === undefined
      ? 'the first release'
      : `a ${size} release after ${after}`;
  const changes = causes.slice(0, mostListed).map(({ bump, message }) => `${bump}: ${message}`);
  const rest = causes.length - changes.length;
  return [
    ...(release.isRelease ? [kind] : ['config.yml and icon only; no version changes']),
    ...changes,
    ...(rest > 0 ? [`… and ${rest} more changes`] : []),
    ...(offeredTo.length > 0 ? [`Rancher offers the upgrade from ${some(offeredTo)}`] : []),
    ...writeLines(writes, result),
    ...removes.map((path) => `- ${path}`),
  ].map((line) => `    ${printable(line)}`);
}

function releaseLines(release: Release, result: PublicationResult, paint: Paint): string[] {
  const { state, releases } = result;
  const isShort = releases.length > 3;
  const isIdle = release.action === 'unchanged' || state === 'unchanged';
  const word = isIdle ? 'unchanged' : state === 'planned' ? 'would be published' : 'published';
  const title = paint('bold', `${release.name} ${release.version}`);
  return [
    `${title} (revision ${release.revision})  ${word}`,
    ...(isIdle || isShort ? [] : detailLines(release, result)),
  ];
}

/** Of charts: those of entries that are listed too have the same name. */
function chartLines(
  { name, version, action, isRelease, after, size, causes, writes }: ChartRelease,
  result: PublicationResult,
  paint: Paint,
): string[] {
  const { state, charts } = result;
  const isIdle = action === 'unchanged' || state === 'unchanged';
  const word = isIdle ? 'unchanged' : state === 'planned' ? 'would be published' : 'published';
  const title = `${paint('bold', `${name} ${version}`)} (chart)  ${word}`;
  if (isIdle || charts.length > 3) return [title];
  const kind =
    after === undefined || size === undefined
      ? 'the first release'
      : `a ${size} release after ${after}`;
  const changes = causes.slice(0, mostListed).map(({ bump, message }) => `${bump}: ${message}`);
  const rest = causes.length - changes.length;
  const lines = [
    isRelease ? kind : 'files of the released version only',
    ...changes,
    ...(rest > 0 ? [`… and ${rest} more changes`] : []),
    ...writeLines(writes, result),
  ];
  return [title, ...lines.map((line) => `    ${printable(line)}`)];
}

/** How long Rancher takes to read a commit by itself: 5 min and 1 h by default (Rancher 2.9: 6 h). */
function readingOf({ releases, charts }: PublicationResult): string {
  if (charts.length === 0) return 'Rancher reads it within five minutes';
  if (releases.length === 0) return 'Rancher reads it within an hour';
  return 'Rancher 1.6 reads it within five minutes, Rancher 2 within an hour';
}

function nextStep(result: PublicationResult, repository: string): string {
  const { state, commit, branch } = result;
  if (state === 'planned') return 'nothing was published; run it again without --dry-run';
  if (state !== 'published') return 'nothing to publish';
  return `commit ${commit?.slice(0, 12) ?? ''} is on ${branch} of ${repository}; ${readingOf(result)}, or when you refresh the catalog`;
}

/** What was published, or would be; empty when it was refused. */
export function formatPublication({ repository, publication }: Published, paint: Paint): string {
  if (!publication || publication.state === 'refused') return '';
  const lines = publication.releases.flatMap((release) =>
    releaseLines(release, publication, paint),
  );
  const charts = publication.charts.flatMap((each) => chartLines(each, publication, paint));
  const next = nextStep(publication, repository);
  return `${[...lines, ...charts, '', `${paint('dim', 'next:')} ${next}`].join('\n')}\n`;
}

/** The same for programs. */
export function publicationJson({ repository, publication }: Published): Record<string, unknown> {
  const { state = 'refused', branch, commit, releases = [], charts = [] } = publication ?? {};
  const entries = releases.map(({ writes, diagnostics: _own, ...release }) => ({
    ...release,
    writes: [...writes.keys()],
  }));
  const packed = charts.map(({ writes, diagnostics: _own, ...chart }) => ({
    ...chart,
    writes: [...writes.keys()],
  }));
  return { repository, branch, state, commit, entries, charts: packed };
}
