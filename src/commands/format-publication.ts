import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { noPaint } from '../diagnostics/format-diagnostic.ts';
import { printable } from '../diagnostics/frame.ts';
import { bumpBetween } from '../publish/bump.ts';
import type { Io } from '../terminal/io.ts';
import type { Release } from '../actions/publishing/plan-release.ts';
import type { Outcome } from '../actions/publishing/publication.ts';

/** More than this of a kind are counted, not listed. */
const mostListed = 8;

function some(items: readonly string[]): string {
  const rest = items.length - mostListed;
  const list = items.slice(0, mostListed).join(', ');
  return rest > 0 ? `${list} and ${rest} more` : list;
}

function detailLines(release: Release): string[] {
  const { after, causes, version, offeredTo, writes, removes } = release;
  const size =
    after === undefined ? [] : [`a ${bumpBetween(after, version)} release after ${after}`];
  const first = release.isRelease && after === undefined ? ['the first release'] : [];
  const changes = causes.slice(0, mostListed).map(({ bump, message }) => `${bump}: ${message}`);
  const rest = causes.length - changes.length;
  return [
    ...(release.isRelease ? [...size, ...first] : ['config.yml and icon only; no version changes']),
    ...changes,
    ...(rest > 0 ? [`… and ${rest} more changes`] : []),
    ...(offeredTo.length > 0 ? [`Rancher offers the upgrade from ${some(offeredTo)}`] : []),
    ...[...writes.keys()].map((path) => `+ ${path}`),
    ...removes.map((path) => `- ${path}`),
  ].map((line) => `    ${printable(line)}`);
}

function releaseLines(io: Io, release: Release, { state }: Outcome, isShort: boolean): string[] {
  const paint = io.paint.out ?? noPaint;
  const isIdle = release.action === 'unchanged' || state === 'unchanged';
  const word = isIdle ? 'unchanged' : state === 'planned' ? 'would be published' : 'published';
  const title = paint('bold', `${release.name} ${release.version}`);
  return [
    `${title} (revision ${release.revision})  ${word}`,
    ...(isIdle || isShort ? [] : detailLines(release)),
  ];
}

const last: Record<Outcome['state'], (outcome: Outcome, shown: string) => string> = {
  published: ({ commit, branch }, shown) =>
    `commit ${commit?.slice(0, 12) ?? ''} is on ${branch} of ${shown}; Rancher looks every five minutes, or at once when you refresh the catalog`,
  planned: () => 'nothing was published; run it again without --dry-run',
  unchanged: () => 'nothing to publish',
  refused: () => '',
};

/** What was published, or would be. */
export function printOutcome(io: Io, shown: string, outcome: Outcome): void {
  const isShort = outcome.releases.length > 3;
  const lines = outcome.releases.flatMap((release) => releaseLines(io, release, outcome, isShort));
  const paint = io.paint.out ?? noPaint;
  io.out(
    `${[...lines, '', `${paint('dim', 'next:')} ${last[outcome.state](outcome, shown)}`].join('\n')}\n`,
  );
}

/** The same for programs. */
export function outcomeJson(
  repository: string,
  outcome: Outcome | undefined,
  diagnostics: readonly Diagnostic[],
): string {
  const entries = (outcome?.releases ?? []).map(({ writes, diagnostics: _own, ...release }) => ({
    ...release,
    writes: [...writes.keys()],
  }));
  const { state = 'refused', branch, commit } = outcome ?? {};
  return `${JSON.stringify({ repository, branch, state, commit, entries, diagnostics }, undefined, 2)}\n`;
}
