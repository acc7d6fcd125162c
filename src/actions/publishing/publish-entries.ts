import { hasErrors, throwOnErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import { yielding } from '../../files/yielding.ts';
import { renderEntry } from '../../generate/render-entry.ts';
import { openRepository } from '../../git/open-repository.ts';
import { redactUrls } from '../../git/redact.ts';
import { assertBranchName } from '../../git/repository.ts';
import { programVersion } from '../../model/program-version.ts';
import { checkAllowances, fixedSecret } from '../../publish/allowance.ts';
import { noteFault } from '../../publish/note.ts';
import { checkRendered } from '../entries/check-rendered.ts';
import { loadEntries, type EntryOptions, type LoadedEntry } from '../entries/load-entries.ts';
import { packChart } from '../../chart/pack-chart.ts';
import { renderChart } from '../../chart/render-chart.ts';
import { chartSourceOf } from '../entries/chart-source.ts';
import { formsOf, type WantedTarget } from '../entries/entry-forms.ts';
import type { PackedLoad } from './plan-chart-releases.ts';
import type { Publishable, RenderedLoad } from './plan-publication.ts';
import { Publication, type PublicationOptions, type PublicationResult } from './publication.ts';

/** What is published, where and how. */
export interface PublishOptions extends EntryOptions, PublicationOptions {
  /** URL or path of the catalog repository. */
  readonly repo: string;
  /** @default master, or what is checked out */
  readonly branch: string | undefined;
  /** What is published. @default undefined, what the blueprints have */
  readonly target?: WantedTarget;
  /** Milliseconds that one call to the server may take. */
  readonly networkTimeoutMs: number;
  readonly signal: AbortSignal;
}

/** How a call of `publish` ended. */
export interface Published {
  /** The address of the repository, without secrets. */
  readonly repository: string;
  /** Undefined when an entry was refused before the repository was read. */
  readonly publication: PublicationResult | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}

async function assertUsage(options: PublishOptions): Promise<void> {
  const { allowed, branch, pullRequestBranch, note } = options;
  throwOnErrors(checkAllowances(allowed));
  const fault = note === undefined ? undefined : noteFault(note);
  if (fault !== undefined) {
    throw usageError(`--note ${fault}`, "expected: --note 'Why this release was made'");
  }
  if (branch !== undefined) await assertBranchName('branch', branch);
  if (pullRequestBranch !== undefined) {
    await assertBranchName('pull-request-branch', pullRequestBranch);
  }
}

/** Elsewhere a fixed secret is a warning. A published one stays readable in the repository. */
function secretsAsErrors(
  diagnostics: readonly Diagnostic[],
  allowed: readonly string[],
): Diagnostic[] {
  if (allowed.includes(fixedSecret)) return [...diagnostics];
  return diagnostics.map((each) =>
    each.code === 'secret-fixed'
      ? {
          ...each,
          severity: 'error',
          hint: `${each.hint ?? ''}; or allow it: --allow ${fixedSecret}`,
        }
      : each,
  );
}

async function render(
  loads: readonly LoadedEntry[],
  { signal, target }: PublishOptions,
): Promise<{ publishable: Publishable; diagnostics: Diagnostic[] }> {
  const entries: RenderedLoad[] = [];
  const charts: PackedLoad[] = [];
  const diagnostics: Diagnostic[] = [];
  const pause = yielding(signal);
  for (const loaded of loads) {
    await pause();
    const { entry, blueprint, at } = loaded;
    const forms = formsOf(loaded, target);
    diagnostics.push(...forms.diagnostics);
    // Checked in any case: the answers are wrong for the chart, too.
    const rendered = renderEntry(blueprint, entry, programVersion);
    diagnostics.push(...checkRendered(rendered, entry.name, blueprint));
    if (forms.hasEntry) entries.push({ loaded, rendered });
    if (!forms.hasChart) continue;
    const chart = renderChart(chartSourceOf(blueprint), entry);
    const packed = packChart(chart, at);
    diagnostics.push(...packed.diagnostics);
    charts.push({ loaded, chart, archive: packed.archive });
  }
  return { publishable: { entries, charts }, diagnostics };
}

async function publish(
  publishable: Publishable,
  options: PublishOptions,
): Promise<PublicationResult> {
  const { repo, branch, pullRequestBranch } = options;
  options.onStep('opening the repository');
  const repository = await openRepository(repo, branch, options);
  let isWhole = false;
  try {
    if (pullRequestBranch === repository.branch) {
      throw usageError(`--pull-request-branch ${pullRequestBranch} is the branch to publish to`);
    }
    const result = await new Publication(repository, publishable, options).run();
    isWhole = true;
    return result;
  } finally {
    repository.close(isWhole);
  }
}

/** Publishes the entries of answers files to a catalog repository, in one commit. */
export async function publishEntries(options: PublishOptions): Promise<Published> {
  await assertUsage(options);
  const loaded = await loadEntries(options);
  const { publishable, diagnostics: rendering } = await render(
    hasErrors(loaded.diagnostics) ? [] : loaded.entries,
    options,
  );
  const faults = [...secretsAsErrors(loaded.diagnostics, options.allowed), ...rendering];
  const publication = hasErrors(faults) ? undefined : await publish(publishable, options);
  return {
    repository: redactUrls(options.repo),
    publication,
    diagnostics: [...faults, ...(publication?.diagnostics ?? [])],
    texts: loaded.texts,
  };
}
