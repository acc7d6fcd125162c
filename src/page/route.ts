/** What the page shows: the list, or the launch page of a template. */
export interface Route {
  /** The folder of the template; undefined for the list. */
  readonly folder: string | undefined;
  /** Whether a stack is upgraded. */
  readonly isUpgrade: boolean;
}

/** The route of a fragment such as `#/templates/redis?upgrade`. Fragments work on any web server. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  return { folder: path === '' ? undefined : decoded(path), isUpgrade: query === 'upgrade' };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Typed by hand.
    return text;
  }
}

/** The fragment of a route. */
export const hrefOf = ({ folder, isUpgrade = false }: Partial<Route>): string =>
  folder === undefined
    ? '#/'
    : `#/${folder.split('/').map(encodeURIComponent).join('/')}${isUpgrade ? '?upgrade' : ''}`;
