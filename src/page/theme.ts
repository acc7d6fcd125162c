/** A choice of colors; `auto` is that of the system. */
export type Theme = 'auto' | 'light' | 'dark';

const key = 'rancher-catalog-theme';

const isTheme = (text: string | null): text is Theme =>
  text === 'auto' || text === 'light' || text === 'dark';

/** The choice that was kept in this browser. */
export function keptTheme(): Theme {
  try {
    const kept = localStorage.getItem(key);
    return isTheme(kept) ? kept : 'auto';
  } catch {
    // Storage is blocked.
    return 'auto';
  }
}

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

let shown: Theme = 'auto';

/** The colors of the page: its styles know no system. */
function show(theme: Theme): void {
  shown = theme;
  const isDark = theme === 'auto' ? systemIsDark.matches : theme === 'dark';
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
}

systemIsDark.addEventListener('change', () => show(shown));

/** Shows the page in a theme, and keeps the choice. */
export function applyTheme(theme: Theme): void {
  show(theme);
  try {
    localStorage.setItem(key, theme);
  } catch {
    // It lasts until the page is closed.
  }
}

/** The theme after this one, as the button goes through them. */
export const nextTheme: Readonly<Record<Theme, Theme>> = {
  auto: 'dark',
  dark: 'light',
  light: 'auto',
};
