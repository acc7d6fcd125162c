import { cause, type Cause } from './cause.ts';
import type { ComposeFiles } from './compose-files.ts';
import { isMap } from '../model/json.ts';

type Service = Readonly<Record<string, unknown>>;
type Parts = ReadonlyMap<string, Service>;

/** A value as text, regardless of the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isMap(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

const same = (a: unknown, b: unknown) => canonical(a) === canonical(b);

const mountsOf = ({ volumes }: Service): string[] =>
  Array.isArray(volumes) ? volumes.map(String) : [];

const globalLabel = 'io.rancher.scheduler.global';

function isGlobal({ labels }: Service): boolean {
  const list = Array.isArray(labels) ? labels.map(String) : [];
  const text = isMap(labels)
    ? String(labels[globalLabel])
    : list.find((label) => label.startsWith(`${globalLabel}=`))?.slice(globalLabel.length + 1);
  return text?.toLowerCase() === 'true';
}

function changedKeys(before: Service, after: Service): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => !same(before[key], after[key])).sort();
}

/** Volume and mount point of a mount, without options such as `:ro`. */
const mountKey = (mount: string) => mount.split(':').slice(0, 2).join(':');

function changeCauses(name: string, before: Service, after: Service): Cause[] {
  const causes: Cause[] = [];
  const kept = new Set(mountsOf(after).map(mountKey));
  const lost = mountsOf(before).filter((mount) => !kept.has(mountKey(mount)));
  if (lost.length > 0) {
    causes.push(
      cause('mount-changed', name, `the service ${name} no longer mounts ${lost.join(', ')}`),
    );
  }
  if (isGlobal(before) !== isGlobal(after)) {
    causes.push(
      cause(
        'service-scheduling',
        name,
        `the service ${name} is ${isGlobal(after) ? 'now' : 'no longer'} global, which Rancher refuses in an upgrade`,
      ),
    );
  }
  const keys = changedKeys(before, after);
  if (causes.length > 0 || keys.length === 0) return causes;
  // Values may be secrets, so that only that of the image is shown.
  const image =
    keys.includes('image') && typeof before.image === 'string' && typeof after.image === 'string'
      ? ` (image ${before.image} to ${after.image})`
      : '';
  return [
    cause('service-changed', name, `the service ${name} changes its ${keys.join(', ')}${image}`),
  ];
}

function partCauses(
  before: Parts,
  after: Parts,
  what: 'service' | 'volume',
  changed: (name: string, old: Service, fresh: Service) => Cause[],
): Cause[] {
  const causes: Cause[] = [];
  for (const [name, old] of before) {
    const fresh = after.get(name);
    if (fresh) causes.push(...changed(name, old, fresh));
    else causes.push(cause(`${what}-removed`, name, `the ${what} ${name} is removed`));
  }
  for (const name of after.keys()) {
    if (!before.has(name))
      causes.push(cause(`${what}-added`, name, `the ${what} ${name} is added`));
  }
  return causes;
}

/** What the services and volumes of a version mean for stacks of an earlier one. */
export function serviceCauses(before: ComposeFiles, after: ComposeFiles): Cause[] {
  return [
    ...partCauses(before.services, after.services, 'service', changeCauses),
    ...partCauses(before.volumes, after.volumes, 'volume', (name, old, fresh) =>
      same(old, fresh)
        ? []
        : [
            cause(
              'volume-changed',
              name,
              `the volume ${name} changes its ${changedKeys(old, fresh).join(', ')}; its data stays in the old one`,
            ),
          ],
    ),
  ];
}
