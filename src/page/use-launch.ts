import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { PageList, PreviewCard } from '../preview/page-data.ts';
import type { Environment } from '../rancher/form/answer.ts';
import { sentEnvironment } from '../rancher/form/launch-request.ts';
import {
  openNewPage,
  openUpgradePage,
  versionLoaded,
  type LaunchPage,
  type StoredStack,
} from '../rancher/form/launch-page.ts';
import type { ServedTemplate, ServedVersion } from '../rancher/form/served-template.ts';
import { exampleLists } from './example-lists.ts';
import { keepAnswers } from './keep-answers.ts';
import { loadText, sentenceOf } from './load.ts';
import { PreviewWorker } from './preview-worker.ts';

/** A stack that the upgrade is tried with. */
export interface UpgradedStack {
  /** ID of its version. */
  readonly installed: string;
  readonly stack: StoredStack;
}

/** The launch page, and what it is computed by. */
export interface Launch {
  readonly worker: PreviewWorker | undefined;
  /** Computes what takes longer, so that it does not delay the panels. */
  readonly aside: PreviewWorker | undefined;
  readonly template: ServedTemplate | undefined;
  /** Undefined until the template is read. */
  readonly page: LaunchPage | undefined;
  readonly change: (next: (page: LaunchPage) => LaunchPage) => void;
  /** The answers of the form as it was loaded. */
  readonly baseline: Environment;
  /** Why nothing, or no version, can be shown. */
  readonly failure: string | undefined;
}

/** The workers of a template. */
interface Workers {
  readonly worker: PreviewWorker;
  readonly aside: PreviewWorker;
}

/** Opens the workers for the files of a template; again when they have changed. */
function useTemplate(list: PageList, card: PreviewCard, revision: number) {
  const [workers, setWorkers] = useState<Workers>();
  const [template, setTemplate] = useState<ServedTemplate>();
  const [failure, setFailure] = useState<string>();
  const { key } = card;
  const { catalogId, lint } = list;
  useEffect(() => {
    let isCurrent = true;
    let made: Workers | undefined;
    const open = async () => {
      const text = await loadText(`data/${key}.json`);
      if (!isCurrent) return;
      const opened = { template: text, catalogId, lint };
      made = { worker: new PreviewWorker(opened), aside: new PreviewWorker(opened) };
      const read = await made.worker.open();
      if (!isCurrent) return;
      setFailure(undefined);
      setTemplate(read);
      setWorkers(made);
    };
    open().catch((error: unknown) => isCurrent && setFailure(sentenceOf(error)));
    return () => {
      isCurrent = false;
      made?.worker.end();
      made?.aside.end();
    };
  }, [key, revision]);
  return { ...workers, template, failure };
}

function firstPage(
  template: ServedTemplate,
  upgraded: UpgradedStack | undefined,
  installed: ServedVersion | undefined,
): LaunchPage {
  return upgraded && installed
    ? openUpgradePage(template, exampleLists, upgraded.stack, installed)
    : openNewPage(template, exampleLists);
}

/** The end of the ID of the version that the command line names: a number, or the name of the folder. */
function namedVersion({ opened }: PageList, { key }: PreviewCard): string | undefined {
  if (opened?.version === undefined || opened.key !== key) return undefined;
  const name = opened.version.slice(opened.version.lastIndexOf('/') + 1);
  return `:${/^[+-]?\d+$/.test(name) ? Number(name) : name}`;
}

const failedLoad =
  'Rancher’s API answers with an error for this version, and its page stays like this.';

/** Runs asynchronous work of an effect; `isCurrent` is false once its inputs have changed. */
function useWork(
  work: (isCurrent: () => boolean) => Promise<void> | undefined,
  onError: (sentence: string | undefined) => void,
  inputs: readonly unknown[],
): void {
  useEffect(() => {
    let isCurrent = true;
    onError(undefined);
    work(() => isCurrent)?.catch((error: unknown) => isCurrent && onError(sentenceOf(error)));
    return () => {
      isCurrent = false;
    };
  }, inputs);
}

/** For what the launch page is: a new stack, the upgrade of one, or an upgrade of which nothing is known yet. */
export type LaunchTarget = 'new' | UpgradedStack | undefined;

/** The launch page of a template. */
export function useLaunch(
  list: PageList,
  card: PreviewCard,
  revision: number,
  target: LaunchTarget,
): Launch {
  const { worker, aside, template, failure: unread } = useTemplate(list, card, revision);
  const [page, setPage] = useState<LaunchPage>();
  const [baseline, setBaseline] = useState<Environment>({});
  const [failure, setFailure] = useState<string>();
  const latest = useRef<LaunchPage | undefined>(undefined);
  latest.current = page;
  /** The page before its files changed, and what it was a page of. */
  const kept = useRef<LaunchPage | undefined>(undefined);
  const before = useRef<LaunchTarget>(undefined);

  const begin = async (isCurrent: () => boolean) => {
    // The page of a new stack is not that of an upgrade.
    if (typeof target !== typeof before.current) setPage(undefined);
    if (!worker || !template || !target) return;
    const upgraded = target === 'new' ? undefined : target;
    const installed = upgraded && (await worker.call('version', upgraded.installed));
    if (!isCurrent()) return;
    // A version that could not be read for a moment comes back with its answers.
    const shown = latest.current?.version ? latest.current : kept.current;
    kept.current = before.current === target ? shown : undefined;
    before.current = target;
    const first = firstPage(template, upgraded, installed);
    const named = namedVersion(list, card);
    const wanted =
      kept.current?.chosen ?? first.entries.find((each) => named && each.id.endsWith(named))?.id;
    const chosen = first.entries.find(({ id }) => id === wanted)?.id;
    setPage(chosen === undefined ? first : { ...first, chosen });
  };
  useWork(begin, setFailure, [worker, template, target]);

  const [chosen, isLoaded] = [page?.chosen, page?.version !== undefined];
  const load = async (isCurrent: () => boolean) => {
    if (!worker || chosen === undefined || isLoaded) return;
    const version = await worker.call('version', chosen);
    if (!isCurrent()) return;
    if (!version) throw new Error(failedLoad);
    const loaded = latest.current && versionLoaded(latest.current, version);
    if (!loaded?.version) return;
    setBaseline(sentEnvironment(loaded));
    setPage(kept.current?.version ? keepAnswers(kept.current, loaded) : loaded);
    kept.current = undefined;
  };
  useWork(load, setFailure, [worker, chosen, isLoaded]);

  const change = useCallback(
    (next: (page: LaunchPage) => LaunchPage) => setPage((now) => now && next(now)),
    [],
  );
  return { worker, aside, template, page, change, baseline, failure: failure ?? unread };
}
