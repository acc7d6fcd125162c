import { setTimeout as sleep } from 'node:timers/promises';
import {
  CatalogError,
  catalogError,
  hasErrors,
  type Diagnostic,
} from '../../diagnostics/diagnostic.ts';
import { writeCommit, type CommitContent } from '../../git/objects.ts';
import type { BlockedPush, PushResult } from '../../git/remote.ts';
import type { Repository } from '../../git/repository.ts';
import { writeTag, type Tag } from '../../git/tags.ts';
import { catalogErrors } from '../../publish/catalog-errors.ts';
import { commitMessage, type ReleaseNote } from '../../publish/commit-message.ts';
import { lintChartReleases } from './lint-chart-releases.ts';
import { lintRelease } from './lint-release.ts';
import { neighbourFaults } from './check-neighbours.ts';
import { judgeCharts } from './judge-charts.ts';
import { commitTime } from '../../git/commit-time.ts';
import { pushForReview, reviewTime } from './push-for-review.ts';
import type { ChartRelease } from './plan-chart-releases.ts';
import { planPublication, type PublicationPlan, type Publishable } from './plan-publication.ts';
import type { Release } from './plan-release.ts';
import { releaseNotes } from './release-notes.ts';
import { refusedTags, tagInTheWay, tagOf } from './release-tags.ts';
import { readIndexed, type CatalogSnapshot } from './catalog-snapshot.ts';

/** How a publication is made. */
export interface PublicationOptions {
  readonly allowed: readonly string[];
  readonly allowBrokenNeighbours: boolean;
  readonly message: string | undefined;
  /** For the changelog of what is released. */
  readonly note: string | undefined;
  /** Replaces a config.yml and icons that were edited in the catalog, or that are of another program. */
  readonly force: boolean;
  readonly author: CommitContent['author'];
  readonly sign: boolean;
  readonly tag: boolean;
  readonly pullRequestBranch: string | undefined;
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
  /** Called with the step that begins. */
  readonly onStep: (text: string) => void;
}

/** How a publication ended. */
export interface PublicationResult {
  readonly state: 'published' | 'planned' | 'unchanged' | 'refused';
  /** The branch that was pushed, or would be. */
  readonly branch: string;
  readonly commit: string | undefined;
  readonly releases: readonly Release[];
  readonly charts: readonly ChartRelease[];
  /** The written paths that the repository had before. */
  readonly replaced: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** In each round one publisher succeeds, so this is more than there are publishers. */
const mostAttempts = 60;
/** After this time on the same commit, what blocks a push is not another publisher. */
const blockedMs = 10_000;
const firstWaitMs = 40;
const longestWaitMs = 1500;

/** Publishes entries to a repository. A rejected push fetches and plans again. */
export class Publication {
  readonly #repository: Repository;
  readonly #publishable: Publishable;
  readonly #options: PublicationOptions;
  /** The commit on which the last pushes were blocked, and since when. */
  #blocked:
    | { readonly tip: string | undefined; readonly sinceMs: number; readonly by: BlockedPush['by'] }
    | undefined;

  /** What is wrong with the charts. */
  #linted: readonly Diagnostic[] | undefined;

  /** What is wrong although the entries are published. */
  readonly #remarks: Diagnostic[] = [];

  constructor(repository: Repository, publishable: Publishable, options: PublicationOptions) {
    this.#repository = repository;
    this.#publishable = publishable;
    this.#options = options;
  }

  async run(): Promise<PublicationResult> {
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      const why =
        this.#blocked?.by === 'locked' ? 'the repository is locked' : 'another publisher was first';
      const again = attempt > 1 ? ` (attempt ${attempt}: ${why})` : '';
      this.#options.onStep(`fetching the catalog${again}`);
      const outcome = await this.#attempt();
      if (outcome) return outcome;
      const longest = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(attempt, 10));
      await sleep(longest * (0.25 + 0.75 * Math.random()));
    }
    throw catalogError(
      'push-contended',
      `another publisher was first ${mostAttempts} times in a row; nothing was published`,
      'run it again',
      { file: this.#repository.git.shown },
    );
  }

  /** One round; undefined when another publisher was first. */
  async #attempt(): Promise<PublicationResult | undefined> {
    const { branch } = this.#repository;
    const tip = await this.#repository.fetch();
    this.#options.onStep('planning');
    const time = await this.#time();
    const options = { ...this.#options, time };
    const plan = await planPublication(this.#repository.git, tip, this.#publishable, options);
    const { snapshot, releases, charts, replaced, diagnostics } = plan;
    const to = this.#options.pullRequestBranch ?? branch;
    const outcome = { branch: to, commit: undefined, releases, charts, replaced, diagnostics };
    if (hasErrors(diagnostics)) return { ...outcome, state: 'refused' };
    if (plan.writes.size + plan.removes.length === 0) return { ...outcome, state: 'unchanged' };
    const changed = releases.filter(({ action }) => action !== 'unchanged');
    const notes = releaseNotes(changed, charts);
    const faults = changed.flatMap((release) => lintRelease(release, snapshot));
    faults.push(...(await this.#lintCharts(charts)));
    faults.push(...(await this.#checkNeighbours(snapshot, releases)));
    const isAllowed = this.#options.allowBrokenNeighbours;
    faults.push(...(await judgeCharts(this.#repository.git, { ...plan, isAllowed })));
    faults.push(...(await this.#checkTags(notes)));
    const all = { ...outcome, diagnostics: [...diagnostics, ...faults] };
    if (hasErrors(faults)) return { ...all, state: 'refused' };
    if (this.#options.dryRun) return { ...all, state: 'planned' };
    const commit = await this.#commit(tip, plan, notes);
    this.#options.onStep('pushing');
    const result = await this.#push(commit, to, notes);
    if (typeof result === 'object') {
      this.#meet(result, tip);
      return undefined;
    }
    const followed = to === branch ? await this.#repository.follow(commit) : [];
    const state = result === 'there' ? 'unchanged' : 'published';
    const after = [...this.#remarks, ...followed];
    return { ...all, commit, diagnostics: [...all.diagnostics, ...after], state };
  }

  /** The time of the commit; undefined if nothing that is published depends on it. */
  async #time(): Promise<string | undefined> {
    if (this.#publishable.charts.length === 0) return undefined;
    const review = this.#options.pullRequestBranch;
    const earlier = review === undefined ? undefined : await reviewTime(this.#repository, review);
    return earlier ?? commitTime(this.#repository.git);
  }

  /** Throws when pushes on top of one commit are blocked for so long that no other publisher can be the reason. */
  #meet({ by, error }: BlockedPush, tip: string | undefined): void {
    const now = performance.now();
    const isSame = this.#blocked?.tip === tip;
    const sinceMs = isSame ? (this.#blocked?.sinceMs ?? now) : now;
    this.#blocked = { tip, sinceMs, by };
    if (now - sinceMs >= blockedMs) throw error;
  }

  /** The errors in charts of which a version is added. They depend on nothing in the repository: one look is enough. */
  async #lintCharts(releases: readonly ChartRelease[]): Promise<readonly Diagnostic[]> {
    const added = new Set(releases.filter(({ isRelease }) => isRelease).map(({ name }) => name));
    const loads = this.#publishable.charts.filter(({ chart }) => added.has(chart.name));
    this.#linted ??= await lintChartReleases(loads, this.#options.signal);
    return this.#linted;
  }

  async #checkNeighbours(
    snapshot: CatalogSnapshot,
    releases: readonly Release[],
  ): Promise<Diagnostic[]> {
    const { git } = this.#repository;
    return neighbourFaults({
      entries: snapshot.entries,
      errors: catalogErrors(await readIndexed(git, snapshot)),
      places: releases.map(({ folder }) => folder),
      isAllowed: this.#options.allowBrokenNeighbours,
      shown: git.shown,
    });
  }

  async #commit(
    base: string | undefined,
    { writes, removes, time }: PublicationPlan,
    notes: readonly ReleaseNote[],
  ): Promise<string> {
    const { git, scratch } = this.#repository;
    const { author, sign, message: own } = this.#options;
    const message = commitMessage(notes, own);
    return writeCommit(git, scratch, { base, writes, removes, message, author, sign, time });
  }

  /** The releases that get a tag. */
  #tagged(changed: readonly ReleaseNote[]): ReleaseNote[] {
    return this.#options.tag ? changed.filter(({ isRelease }) => isRelease) : [];
  }

  /** An error for each tag that is in the way: it belongs to someone, and is never moved. */
  async #checkTags(changed: readonly ReleaseNote[]): Promise<Diagnostic[]> {
    const names = this.#tagged(changed).map(tagOf);
    const found = names.length === 0 ? [] : await this.#repository.obstructedTags(names);
    return found.map((each) => tagInTheWay(each, this.#repository.git.shown));
  }

  async #tags(commit: string, changed: readonly ReleaseNote[]): Promise<Tag[]> {
    const { git, scratch } = this.#repository;
    const { author, sign } = this.#options;
    const tags: Tag[] = [];
    for (const release of this.#tagged(changed)) {
      const message = commitMessage([release], undefined);
      tags.push(await writeTag(git, scratch, tagOf(release), commit, { message, author, sign }));
    }
    return tags;
  }

  async #push(
    commit: string,
    to: string,
    changed: readonly ReleaseNote[],
  ): Promise<PushResult | 'there'> {
    if (to !== this.#repository.branch) return pushForReview(this.#repository, commit, to);
    const tags = await this.#tags(commit, changed);
    try {
      return await this.#repository.push(commit, to, tags);
    } catch (error) {
      // The connection may have been lost after the push arrived.
      if (!(error instanceof CatalogError) || !(await this.#hasArrived(commit))) throw error;
      this.#remarks.push(...error.diagnostics.flatMap(refusedTags));
      return 'done';
    }
  }

  async #hasArrived(commit: string): Promise<boolean> {
    try {
      return await this.#repository.hasArrived(commit);
    } catch {
      return false;
    }
  }
}
