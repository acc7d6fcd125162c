import { homedir, tmpdir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The folder of this program for what it can make or fetch again. It does not always exist. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME: given = '' } = process.env;
  // The specification of XDG has relative paths ignored.
  if (isAbsolute(given)) return join(given, 'rancher-catalog');
  const home = homedir();
  return home === '' || home === '/'
    ? join(tmpdir(), `rancher-catalog-${userInfo().uid}`)
    : join(home, '.cache', 'rancher-catalog');
}
