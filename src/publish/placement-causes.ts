import { isMap } from '../model/json.ts';
import { isGlobal as hasGlobalLabel } from '../rancher/launch/launched-service.ts';
import { parseAffinity } from '../rancher/parse-affinity.ts';
import { cause, type Cause } from './cause.ts';
import { isStateful, labelsOf, listOf, same, type Service } from './service-keys.ts';

const isGlobal = (service: Service) => hasGlobalLabel(Object.fromEntries(labelsOf(service)));

const isFilled = (value: unknown) => value !== undefined && value !== null && value !== '';

function balances({ lb_config: config }: Service): boolean {
  const rules = isMap(config) && Array.isArray(config.port_rules) ? config.port_rules : [];
  return rules.some((rule) => isMap(rule) && isFilled(rule.source_port) && rule.source_port !== 0);
}

/** What Rancher creates for a service (rancher-compose-executor rancher/types.go:26-45). */
function kindOf(service: Service): string {
  if (listOf(service.external_ips).length > 0 || isFilled(service.hostname)) {
    return 'an external service';
  }
  if (service.image === 'rancher/load-balancer-service' || balances(service)) {
    return 'a load balancer';
  }
  if (service.image === 'rancher/dns-service') return 'a DNS service';
  if (isMap(service.network_driver)) return 'a network driver';
  if (isMap(service.storage_driver)) return 'a storage driver';
  return 'a service of containers';
}

function kindCauses(name: string, before: Service, after: Service): Cause[] {
  const [old, fresh] = [kindOf(before), kindOf(after)];
  if (old === fresh) return [];
  const message = `the service ${name} is now ${fresh} in place of ${old}, which no upgrade can change`;
  return [cause('service-retyped', name, message)];
}

/** The scheduling rules, by their labels; those that a host has to match, or all. */
function affinityOf(service: Service, isAll: boolean): ReadonlyMap<string, string> {
  return new Map(
    [...labelsOf(service)].flatMap(([label, value]): [string, string][] => {
      const rule = parseAffinity(label, value);
      // A global service takes soft rules for hard ones (cattle, AllocationHelperImpl).
      if (!rule || (rule.soft && !isAll && !isGlobal(service))) return [];
      return [
        [
          label.toLowerCase(),
          rule.items
            .map(({ text }) => text)
            .sort()
            .join(','),
        ],
      ];
    }),
  );
}

/** Rules that move the data of a service away from its containers, or leave these without a host. */
function affinityCauses(name: string, before: Service, after: Service): Cause[] {
  const hasData = isStateful(before) && isStateful(after);
  const [old, fresh] = [affinityOf(before, hasData), affinityOf(after, hasData)];
  const labels = hasData ? new Set([...old.keys(), ...fresh.keys()]) : fresh.keys();
  const changed = [...labels].filter((label) => old.get(label) !== fresh.get(label));
  if (changed.length === 0) return [];
  const cost = hasData
    ? 'its data stays on the hosts where it is'
    : 'it is possible that no host of a running stack matches';
  const message = `the service ${name} changes its ${changed.join(', ')}; ${cost}`;
  return [cause('service-scheduling', name, message)];
}

function globalCauses(name: string, before: Service, after: Service): Cause[] {
  if (isGlobal(before) === isGlobal(after)) return [];
  const word = isGlobal(after) ? 'now' : 'no longer';
  const message = `the service ${name} is ${word} global, which Rancher refuses in an upgrade`;
  return [cause('service-scheduling', name, message)];
}

const limitOf = (policy: unknown, key: 'min' | 'max') =>
  isMap(policy) ? Number(policy[key]) : Number.NaN;

/**
 * Rancher keeps the scale of a running service (rancher-compose-executor rancher/normal.go:203), but a policy
 * decides it again: containers above the maximum are removed, and below the minimum the upgrade does not end
 * without hosts for more (cattle DeploymentManagerImpl, deployWithScaleAdjustement).
 */
function scaleCauses(name: string, before: Service, after: Service): Cause[] {
  const [old, fresh] = [before.scale_policy, after.scale_policy];
  const isCostly =
    isMap(old) !== isMap(fresh) ||
    limitOf(fresh, 'max') < limitOf(old, 'max') ||
    limitOf(fresh, 'min') > limitOf(old, 'min');
  if (!isCostly || same(old, fresh)) return [];
  const message = `the service ${name} changes its scale_policy; Rancher then adds or removes containers of running stacks`;
  return [cause('scale-changed', name, message)];
}

/** Changes of what a service is, of where its containers run, and of how many there are. */
export function placementCauses(name: string, before: Service, after: Service): Cause[] {
  const checks = [kindCauses, globalCauses, affinityCauses, scaleCauses];
  return checks.flatMap((check) => check(name, before, after));
}
