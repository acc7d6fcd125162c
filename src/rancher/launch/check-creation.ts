import { child, type MapNode } from '../../source/yaml-node.ts';
import { fieldText } from '../go-text.ts';
import { isPortSpec } from './is-port-spec.ts';
import { serviceLabels } from './launched-service.ts';
import type { Services } from './merge-file.ts';

/** Why the executor stops after it has read both files, in its own words. */
export interface CreationFault {
  readonly service: string;
  readonly key: string;
  readonly message: string;
  /** The executor does not report the fault, but crashes. */
  readonly isCrash?: true;
}

/** The sidekicks that the executor reads from the label: an empty label has one without a name. */
function listedSidekicks(service: MapNode): string[] {
  const label = serviceLabels(service)['io.rancher.sidekicks'];
  return label === undefined ? [] : label.split(',').map((name) => name.trim());
}

/** A sidekick runs with one service only (rancher/sidekick_info.go:46). */
function* sharedSidekicks(services: Services): Generator<CreationFault> {
  const owners = new Map<string, string[]>();
  for (const [name, service] of services) {
    for (const sidekick of listedSidekicks(service)) {
      owners.set(sidekick, [...(owners.get(sidekick) ?? []), name]);
    }
  }
  for (const [sidekick, names] of owners) {
    const last = names.at(-1);
    if (names.length < 2 || last === undefined) continue;
    const message = `can't have more than one primary service [${names.join(' ')}] referencing the same sidekick [${sidekick}]`;
    yield { service: last, key: 'labels', message };
  }
}

const textsOf = (service: MapNode, key: string): string[] => {
  const list = child(service, key);
  return list?.kind === 'list' ? list.items.map(fieldText) : [];
};

/** strconv.ParseUint of base 10; the message of its error. */
function unsignedFault(text: string, bits: bigint): string | undefined {
  const why = !/^\d+$/.test(text)
    ? 'invalid syntax'
    : isBelow(text, bits)
      ? undefined
      : 'value out of range';
  return why && `strconv.ParseUint: parsing ${JSON.stringify(text)}: ${why}`;
}

function isBelow(digits: string, bits: bigint): boolean {
  const size = digits.replace(/^0+/, '');
  return size.length <= 20 && BigInt(size || '0') < 2n ** bits;
}

/** `NAME` or `NAME:RETRIES` (docker runconfig/opts, ParseRestartPolicy). The name is not checked. */
function restartFault(service: MapNode): string | undefined {
  const [, count, ...more] = fieldText(child(service, 'restart')).split(':');
  if (more.length > 0) return 'invalid restart policy format';
  return count === undefined || /^[+-]?\d+$/.test(count)
    ? undefined
    : 'maximum retry count must be an integer';
}

/** Only numbers get here unchecked, as the schema checks strings: 80.5, -1 (docker nat.go). */
const portFault = (service: MapNode, key: string): string | undefined => {
  const wrong = textsOf(service, key).find((text) => !isPortSpec(text));
  return wrong === undefined ? undefined : `Invalid containerPort: ${wrong}`;
};

/** `HOST[:CONTAINER[:MODE]]` (docker runconfig/opts, ParseDevice). */
const deviceFault = (service: MapNode): string | undefined => {
  const wrong = textsOf(service, 'devices').find((text) => text.split(':').length > 3);
  return wrong === undefined ? undefined : `invalid device specification: ${wrong}`;
};

/** `PATH:WEIGHT`; anything without exactly one colon is ignored (docker/service/convert.go). */
function weightFault(service: MapNode): string | undefined {
  for (const text of textsOf(service, 'blkio_weight_device')) {
    const [, weight, ...more] = text.split(':');
    const fault = weight === undefined || more.length > 0 ? undefined : unsignedFault(weight, 16n);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const rates = ['device_read_bps', 'device_read_iops', 'device_write_bps', 'device_write_iops'];

/** `PATH:RATE`; without a colon the executor crashes (docker/service/convert.go, getThrottleDevice). */
function rateFault(name: string, service: MapNode): CreationFault | undefined {
  for (const key of rates) {
    for (const text of textsOf(service, key)) {
      const [, rate] = text.split(':');
      const fault = rate === undefined ? undefined : unsignedFault(rate, 64n);
      if (rate === undefined) {
        const message = 'runtime error: index out of range [1] with length 1';
        return { service: name, key, message, isCrash: true };
      }
      if (fault !== undefined) return { service: name, key, message: fault };
    }
  }
  return undefined;
}

/** In the order of the executor, each by the key that it is about. */
const checks: readonly (readonly [
  string,
  (service: MapNode, key: string) => string | undefined,
])[] = [
  ['restart', restartFault],
  ['ports', portFault],
  ['expose', portFault],
  ['devices', deviceFault],
  ['blkio_weight_device', weightFault],
];

function serviceFault(name: string, service: MapNode): CreationFault | undefined {
  for (const [key, check] of checks) {
    const message = service.entries.has(key) ? check(service, key) : undefined;
    if (message !== undefined) return { service: name, key, message };
  }
  return rateFault(name, service);
}

/**
 * The first fault that stops the executor between reading the files and creating the services
 * (rancher/sidekick_info.go, then docker/service/convert.go for each service).
 */
export function checkCreation(services: Services): CreationFault | undefined {
  const [shared] = sharedSidekicks(services);
  if (shared) return shared;
  for (const [name, service] of services) {
    const fault = serviceFault(name, service);
    if (fault) return fault;
  }
  return undefined;
}
