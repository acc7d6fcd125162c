import { isMap } from '../model/json.ts';

/** The keys of a service, of both compose files. */
export type Service = Readonly<Record<string, unknown>>;

/** A value as text, regardless of the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isMap(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Whether two values are equal, regardless of the order of keys. */
export const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

export const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Texts by name, from a map or a list of `NAME=VALUE`. */
function pairsOf(value: unknown): ReadonlyMap<string, string> {
  if (!isMap(value)) {
    return new Map(
      listOf(value).map((item) => {
        const [name = '', ...rest] = item.split('=');
        return [name, rest.join('=')];
      }),
    );
  }
  return new Map(
    Object.entries(value).flatMap(([name, part]): [string, string][] =>
      ['string', 'number', 'boolean'].includes(typeof part) ? [[name, String(part)]] : [],
    ),
  );
}

export const labelsOf = ({ labels }: Service): ReadonlyMap<string, string> => pairsOf(labels);

export const variablesOf = ({ environment }: Service): ReadonlyMap<string, string> =>
  pairsOf(environment);

export const labelOf = (service: Service, name: string): string | undefined =>
  labelsOf(service).get(name);

/** Whether a service has data that a new container does not have everywhere. */
export const isStateful = ({ volumes, volumes_from: from }: Service): boolean =>
  listOf(volumes).length + listOf(from).length > 0;
