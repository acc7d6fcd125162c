import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';

/** A tab, and what is below it. */
export interface Tab {
  readonly name: string;
  /** Shown behind the name: how many there are. */
  readonly count?: number | undefined;
  readonly content: () => ComponentChildren;
}

interface Props {
  readonly label: string;
  readonly tabs: readonly Tab[];
  /** The name of the open one; the first if there is none of this name. */
  readonly open: string;
  readonly onOpen: (name: string) => void;
}

const steps: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index + count - 1) % count,
  Home: () => 0,
  End: (_index, count) => count - 1,
};

/** Tabs that arrow keys go through. */
export function Tabs({ label, tabs, open, onOpen }: Props) {
  const id = useId();
  const row = useRef<HTMLDivElement>(null);
  const found = tabs.findIndex(({ name }) => name === open);
  const current = Math.max(found, 0);
  const go = (event: KeyboardEvent) => {
    const next = steps[event.key]?.(current, tabs.length);
    const tab = next === undefined ? undefined : tabs[next];
    if (!tab) return;
    event.preventDefault();
    onOpen(tab.name);
    row.current?.querySelectorAll<HTMLElement>('[role=tab]')[next ?? 0]?.focus();
  };
  return (
    <div class="tabs">
      <div class="tab-row" role="tablist" aria-label={label} ref={row} onKeyDown={go}>
        {tabs.map(({ name, count }, index) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${index}`}
            aria-selected={index === current}
            aria-controls={`${id}-panel`}
            tabIndex={index === current ? 0 : -1}
            onClick={() => onOpen(name)}
          >
            {name}
            {count !== undefined && count > 0 && <span class="count">{count}</span>}
          </button>
        ))}
      </div>
      <div
        class="tab-panel"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${current}`}
      >
        {tabs[current]?.content()}
      </div>
    </div>
  );
}
