import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { PageFindings, PageList, PreviewCard } from '../preview/page-data.ts';
import { Faults } from './faults.tsx';
import { forgetIcons } from './icon.tsx';
import { LaunchView } from './launch-page.tsx';
import { ListPage } from './list-page.tsx';
import { loadJson, sentenceOf } from './load.ts';
import { hrefOf, parseRoute, type Route } from './route.ts';
import { Symbol } from './symbols.tsx';
import { applyTheme, keptTheme, nextTheme } from './theme.ts';

function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const follow = () => {
      setRoute(parseRoute(location.hash));
      window.scrollTo(0, 0);
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return route;
}

/** The template that the command line names is opened once, at first. */
function openFirst({ opened, cards }: PageList): void {
  const card = cards.find(({ key }) => key === opened?.key);
  if (card && location.hash === '') location.replace(hrefOf(card));
}

/** What the preview has, loaded again when files have changed. */
function usePreview() {
  const [list, setList] = useState<PageList>();
  const [findings, setFindings] = useState<PageFindings>();
  const [revision, setRevision] = useState(0);
  const [failure, setFailure] = useState<string>();
  const loadFindings = useCallback(
    () => void loadJson<PageFindings>('data/findings.json').then(setFindings, () => {}),
    [],
  );
  const load = useCallback(async () => {
    try {
      const read = await loadJson<PageList>('data/list.json');
      openFirst(read);
      setList(read);
      setFailure(undefined);
    } catch (error) {
      setFailure(sentenceOf(error));
    }
  }, []);
  useEffect(() => {
    void load();
    loadFindings();
  }, []);
  const isLive = list?.isLive === true;
  useEffect(() => {
    if (!isLive) return undefined;
    const events = new EventSource('events');
    let isLost = false;
    const changed = () => {
      forgetIcons();
      // What is open is read again once it is known to be still there.
      void load().then(() => setRevision((now) => now + 1));
    };
    events.addEventListener('changed', changed);
    events.addEventListener('findings', loadFindings);
    events.addEventListener('open', () => {
      if (isLost) changed();
      isLost = false;
      // An event before this one is lost.
      loadFindings();
    });
    events.addEventListener('error', () => {
      isLost = true;
      setFailure(
        'The preview has ended. Start it again on the same port, and this page continues.',
      );
    });
    return () => events.close();
  }, [isLive]);
  return { list, findings, revision, failure };
}

function ThemeButton() {
  const [theme, setTheme] = useState(keptTheme);
  const go = () => {
    const next = nextTheme[theme];
    applyTheme(next);
    setTheme(next);
  };
  return (
    <button type="button" class="theme" onClick={go} aria-label={`Colors: ${theme}`}>
      <Symbol name={theme} /> <span>{theme}</span>
    </button>
  );
}

/** The template that is open: while its files are broken, as it was before. */
function useOpened(list: PageList | undefined, folder: string | undefined, revision: number) {
  const last = useRef<{ readonly card: PreviewCard; readonly revision: number }>(undefined);
  const card = list?.cards.find((each) => each.folder === folder);
  if (card) last.current = { card, revision };
  const opened = last.current?.card.folder === folder ? last.current : undefined;
  return { opened, isBroken: opened !== undefined && card === undefined };
}

function Content({ list, findings, revision }: Omit<ReturnType<typeof usePreview>, 'failure'>) {
  const { folder, isUpgrade } = useRoute();
  const { opened, isBroken } = useOpened(list, folder, revision);
  if (!list) return null;
  if (folder === undefined) return <ListPage list={list} findings={findings} />;
  if (!opened) {
    return (
      <main class="section">
        <h1>There is no template {folder}</h1>
        <p>
          <a href={hrefOf({})}>Show all templates</a>
        </p>
      </main>
    );
  }
  return (
    <>
      {isBroken && (
        <p class="failure top" role="alert">
          Rancher does not list {folder} as its files are now; lint reports why. This is what was
          there before.
        </p>
      )}
      <LaunchView key={opened.card.key} list={list} {...opened} isUpgrade={isUpgrade} />
    </>
  );
}

/** The whole page. */
export function App() {
  const { failure, ...preview } = usePreview();
  const { list } = preview;
  return (
    <>
      <header class="bar">
        <a class="logo" href={hrefOf({})}>
          Preview
        </a>
        <span class="what">{list?.shown}</span>
        <ThemeButton />
      </header>
      {failure !== undefined && (
        <p class="failure top" role="alert">
          {failure}
        </p>
      )}
      {list && list.faults.length > 0 && <Faults faults={list.faults} />}
      <Content {...preview} />
    </>
  );
}
