import type { Endpoints } from '../objects.ts';
import type { Change } from './watch.ts';

/** How long a name server keeps an answer, in ms. */
export interface Caching {
  /** An answer with addresses; the DNS of Kubernetes has 5 s. @default 5000 */
  readonly foundMs?: number;
  /** That a name does not exist; 5 to 30 s in clusters. @default 5000 */
  readonly missingMs?: number;
}

interface Cached {
  readonly addresses: readonly string[];
  readonly endMs: number;
}

const domain = 'svc.cluster.local';

/**
 * What the name server of a cluster knows: Services without an address of their own, and the host names of their pods,
 * as the API server's Endpoints have them. A name that exists, or does not, stays so until its cached answer ends.
 */
export class ClusterNames extends Map<string, readonly string[]> {
  caching: Required<Caching>;
  /** The names of each object of Endpoints. */
  readonly #records = new Map<string, ReadonlyMap<string, readonly string[]>>();
  readonly #cache = new Map<string, Cached>();
  readonly #now: () => number;

  constructor({ foundMs = 5000, missingMs = 5000 }: Caching = {}, now = () => performance.now()) {
    super();
    this.caching = { foundMs, missingMs };
    this.#now = now;
  }

  update({ type, object }: Change<Endpoints>): void {
    const { namespace, name, uid } = object.metadata;
    if (type === 'deleted') {
      this.#records.delete(uid);
      return;
    }
    const addresses = (object.subsets ?? []).flatMap((subset) => subset.addresses ?? []);
    const service = `${name}.${namespace}.${domain}`;
    const names = new Map([[service, addresses.map(({ ip }) => ip)]]);
    for (const { ip, hostname } of addresses)
      if (hostname !== undefined) names.set(`${hostname}.${service}`, [ip]);
    this.#records.set(uid, names);
  }

  /** Without a cache. */
  current(name: string): readonly string[] {
    for (const names of this.#records.values()) {
      const found = names.get(name);
      if (found !== undefined) return found;
    }
    return [];
  }

  /** What a query gets. */
  override get(name: string): readonly string[] {
    const cached = this.#cache.get(name);
    if (cached !== undefined && cached.endMs > this.#now()) return cached.addresses;
    const addresses = this.current(name);
    const { foundMs, missingMs } = this.caching;
    const keptMs = addresses.length === 0 ? missingMs : foundMs;
    this.#cache.set(name, { addresses, endMs: this.#now() + keptMs });
    return addresses;
  }
}

/** The text of resolv.conf in the pods of a namespace. */
export const resolverOf = (namespace: string, server: string): string =>
  `nameserver ${server}\nsearch ${namespace}.${domain} ${domain} cluster.local\noptions ndots:5\n`;
