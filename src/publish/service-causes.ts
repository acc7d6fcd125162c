import { cause, type Cause } from './cause.ts';
import type { ComposeFiles } from './compose-files.ts';
import { labelOf, same, type Service } from './service-keys.ts';
import { stackCauses } from './stack-causes.ts';

type Parts = ReadonlyMap<string, Service>;

function changedKeys(before: Service, after: Service): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => !same(before[key], after[key])).sort();
}

function changeCauses(name: string, before: Service, after: Service): Cause[] {
  const causes = stackCauses(name, before, after);
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

/** The primary service of each sidekick. */
function primaries(services: Parts): ReadonlyMap<string, string> {
  return new Map(
    [...services].flatMap(([primary, service]) =>
      (labelOf(service, 'io.rancher.sidekicks') ?? '')
        .split(',')
        .map((sidekick): [string, string] => [sidekick.trim(), primary]),
    ),
  );
}

/** Services that become sidekicks, or stop being ones: Rancher refuses a name that the stack already has. */
function moves(before: Parts, after: Parts): Cause[] {
  const [old, fresh] = [primaries(before), primaries(after)];
  return [...before.keys()]
    .filter((name) => after.has(name) && old.get(name) !== fresh.get(name))
    .map((name) => {
      const [from, to] = [old, fresh].map((owners) => {
        const primary = owners.get(name);
        return primary === undefined ? 'a service of its own' : `a sidekick of ${primary}`;
      });
      const message = `${name} is now ${to} in place of ${from}, which Rancher refuses in an upgrade`;
      return cause('service-moved', name, message);
    });
}

/** What the services and volumes of a version mean for stacks of an earlier one. */
export function serviceCauses(before: ComposeFiles, after: ComposeFiles): Cause[] {
  return [
    ...moves(before.services, after.services),
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
