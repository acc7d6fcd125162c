import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { capitalized } from '../diagnostics/capitalized.ts';
import type { PageFindings, PageList, PreviewCard } from '../preview/page-data.ts';
import { listCategories, listedCards } from '../rancher/form/list-page.ts';
import { CardView } from './card.tsx';
import { Symbol } from './symbols.tsx';

interface Props {
  readonly list: PageList;
  readonly findings: PageFindings | undefined;
}

/** Cards that are drawn at once; more follow when the reader comes near the last one. */
const step = 60;

function Cards({
  cards,
  findings,
}: { readonly cards: readonly PreviewCard[] } & Omit<Props, 'list'>) {
  const [count, setCount] = useState(step);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => setCount(step), [cards]);
  useEffect(() => {
    if (!end.current) return undefined;
    const observer = new IntersectionObserver(
      (entries) => entries.some((each) => each.isIntersecting) && setCount((now) => now + step),
      { rootMargin: '1500px' },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [count, cards]);
  return (
    <>
      <ul class="cards">
        {cards.slice(0, count).map((card) => (
          <CardView key={card.key} card={card} counts={findings?.[card.key]} />
        ))}
      </ul>
      {count < cards.length && <div ref={end} class="cards-end" />}
    </>
  );
}

/** The catalog as Rancher lists it. */
export function ListPage({ list, findings }: Props) {
  const [search, setSearch] = useState('');
  const [category, setCategory] = useState('all');
  const categories = useMemo(() => listCategories(list.cards), [list]);
  const cards = useMemo(
    () => listedCards(list.cards, { category, search, bases: ['', 'infra'] }) as PreviewCard[],
    [list, category, search],
  );
  return (
    <main class="section">
      <div class="head">
        <h1>Catalog: {capitalized(list.catalogId)}</h1>
        <div class="head-tools">
          <label class="search">
            <span class="hidden">Search</span>
            <Symbol name="search" />
            <input
              type="search"
              placeholder="Search..."
              value={search}
              onInput={(event) => setSearch(event.currentTarget.value)}
            />
          </label>
          <label class="category">
            <span>Category:</span>
            <select value={category} onChange={(event) => setCategory(event.currentTarget.value)}>
              {categories.map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </select>
          </label>
        </div>
      </div>
      <p class="hidden" role="status">
        {cards.length} {cards.length === 1 ? 'template' : 'templates'}
      </p>
      {cards.length === 0 ? (
        <p class="none">There are no compatible templates.</p>
      ) : (
        <Cards cards={cards} findings={findings} />
      )}
    </main>
  );
}
