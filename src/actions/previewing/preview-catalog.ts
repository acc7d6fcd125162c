import { cannotCodes } from '../../diagnostics/codes.ts';
import { CatalogError } from '../../diagnostics/diagnostic.ts';
import { yielding } from '../../files/yielding.ts';
import { PathWatch } from '../../files/watch-paths.ts';
import { servePage, type PageServer } from '../../http/page-server.ts';
import { pagePolicy } from '../../preview/page-policy.ts';
import { openBrowser } from '../../process/open-browser.ts';
import { countFindings } from './count-findings.ts';
import { readPageFiles } from './page-files.ts';
import { PreviewSite } from './preview-site.ts';
import { previewSourceOf, type PreviewWish } from './preview-source-of.ts';

/** What to preview, and where. */
export interface PreviewOptions extends PreviewWish {
  /** The name of the catalog in Rancher. */
  readonly catalogId: string;
  /** @default any that is free */
  readonly port: number | undefined;
  /** Whether to open the page in a browser. */
  readonly open: boolean;
  /** Ends the preview. */
  readonly signal: AbortSignal;
}

/** A preview that can be opened. */
export interface ReadyPreview {
  readonly url: string;
  /** Whether a browser was asked to open it. */
  readonly isOpened: boolean;
  /** Errors that the page shows over the catalog. */
  readonly errors: number;
}

/** The first page should be there before `lint` takes the processor. */
const beforeLintMs = 400;

/** Files of a catalog that is watched from the start. For more, that takes as long as to list them. */
const mostAtOnce = 5000;

/** How often pages get new counts of findings. */
const countsEveryMs = 500;

/** A preview while it is served. */
class LivePreview {
  readonly #site: PreviewSite;
  readonly #signal: AbortSignal;
  readonly #watched: () => readonly string[];
  readonly #watch = new PathWatch(() => this.#changed());
  /** Ends the preview because of a fault of this program. */
  readonly #fail: (error: unknown) => void;
  #counting = new AbortController();
  #isWatching = false;
  #later: NodeJS.Timeout | undefined;
  #reading = Promise.resolve();
  server: PageServer | undefined;

  constructor(
    site: PreviewSite,
    watched: () => readonly string[],
    signal: AbortSignal,
    fail: (error: unknown) => void,
  ) {
    this.#site = site;
    this.#watched = watched;
    this.#signal = signal;
    this.#fail = fail;
    signal.addEventListener('abort', () => this.#end(), { once: true });
  }

  /** Begins to watch the source, and to count findings. */
  begin(): void {
    const files = this.#site.data?.found.files.length ?? 0;
    if (files <= mostAtOnce || this.#isWatching) this.#watchAll();
    else this.#later = setTimeout(() => this.#watchLate(), beforeLintMs);
    this.#count().catch(this.#fail);
  }

  #watchAll(): void {
    this.#isWatching = true;
    this.#watch.set(this.#watched());
  }

  /** Reads again what can have changed before it was watched. */
  #watchLate(): void {
    this.#watchAll();
    this.#changed();
  }

  #end(): void {
    clearTimeout(this.#later);
    this.#watch.close();
    this.#counting.abort();
  }

  /** One reading after the other, so that the last one wins. */
  #changed(): void {
    this.#counting.abort();
    this.#reading = this.#reading.then(() => this.#readAgain()).catch(this.#fail);
  }

  async #readAgain(): Promise<void> {
    if (this.#signal.aborted) return;
    await this.#site.read(this.#signal);
    this.server?.send('changed', {});
    this.begin();
  }

  async #count(): Promise<void> {
    this.#counting.abort();
    const counting = new AbortController();
    this.#counting = counting;
    const { data, findings } = this.#site;
    if (!data) return;
    await new Promise((resolve) => {
      setTimeout(resolve, beforeLintMs).unref();
    });
    const pause = yielding(counting.signal);
    let last = Date.now();
    try {
      await countFindings(data, pause, (key, counts) => {
        findings.set(key, counts);
        if (Date.now() - last < countsEveryMs) return;
        last = Date.now();
        this.server?.send('findings', {});
      });
      this.server?.send('findings', {});
    } catch (error) {
      if (!counting.signal.aborted) throw error;
    }
  }
}

/** Serves a preview until it is interrupted. Throws if there is nothing to show yet, or the port is taken. */
export async function previewCatalog(
  options: PreviewOptions,
  onReady: (ready: ReadyPreview) => void,
): Promise<void> {
  const { catalogId, port, signal } = options;
  const source = previewSourceOf(options);
  const site = new PreviewSite(source, readPageFiles(), { catalogId, isLive: true });
  await site.read(signal);
  // All other faults can be fixed while the page shows them.
  if (site.diagnostics.some(({ code }) => cannotCodes.has(code))) {
    throw new CatalogError(site.diagnostics);
  }
  const failing = new AbortController();
  // Also when it is interrupted while it reads.
  const ends = AbortSignal.any([signal, failing.signal]);
  const live = new LivePreview(
    site,
    () => source.watched,
    ends,
    (error) => failing.abort(error),
  );
  const server = await servePage({
    port,
    policy: `${pagePolicy}; frame-ancestors 'none'`,
    signal: ends,
    answer: (path) => site.file(path.slice(1)),
  });
  live.server = server;
  live.begin();
  const errors = site.diagnostics.filter(({ severity }) => severity === 'error').length;
  onReady({ url: server.url, isOpened: options.open && openBrowser(server.url), errors });
  await server.ended;
  if (!signal.aborted) throw failing.signal.reason;
}
