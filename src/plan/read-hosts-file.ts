import schema from '../../schemas/hosts.schema.json' with { type: 'json' };
import { faultToDiagnostic, type KnownKeys } from '../answers/fault-to-diagnostic.ts';
import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../diagnostics/format-diagnostic.ts';
import { withOmitted } from '../diagnostics/with-omitted.ts';
import { compileSchema, type Fault } from '../json-schema/compile-schema.ts';
import { isMap, type JsonMap } from '../model/json.ts';
import { memorySize } from '../rancher/launch/go-sizes.ts';
import type { HostPort } from '../rancher/placement/host-before.ts';
import { parseSource } from '../source/parse-source.ts';
import type { Source } from '../source/source.ts';
import { mostHosts, namesOf, type Environment } from './environment.ts';
import type { PlannedHost } from './planned-host.ts';

/** The form of the file once it is valid. */
interface Raw {
  readonly scheduler?: boolean;
  readonly hosts: readonly RawHost[];
}

type Labels = Readonly<Record<string, string>>;

interface RawHost {
  readonly name: string;
  readonly count?: number;
  readonly labels?: Labels;
  readonly memory?: string | number;
  readonly cpu?: string | number;
  readonly ports?: readonly (string | number)[];
  readonly containers?: readonly { readonly name?: string; readonly labels?: Labels }[];
}

/** Reported faults of a file. */
const mostFaults = 100;

const known: KnownKeys = new Map(
  Object.entries(schema.properties as Record<string, JsonMap>).map(([name, part]) => [
    name,
    { name, schema: part },
  ]),
);

/** Labels are text, and YAML reads `disk: 2` as a number. */
function quotesHint({ keyword, pointer }: Fault, source: Source): string | undefined {
  if (keyword !== 'type' || pointer.at(-2) !== 'labels') return undefined;
  const written = source.scalarAt(pointer);
  return written?.plain === true && written.text !== ''
    ? `write quotes: ${JSON.stringify(written.text)}`
    : undefined;
}

function schemaFaults(source: Source, faults: readonly Fault[]): Diagnostic[] {
  const values = new Map(Object.entries(isMap(source.value) ? source.value : {}));
  return faults.map((fault) => {
    const found = faultToDiagnostic(fault, known, values, (name, part, path) =>
      source.placeOf([name, ...path], part),
    );
    const hint = quotesHint(fault, source);
    return hint === undefined ? found : { ...found, hint };
  });
}

/** The hosts of a file that can have any faults. */
function hostsIn({ value }: Source): readonly Readonly<Record<string, unknown>>[] {
  const hosts = isMap(value) ? value.hosts : undefined;
  return Array.isArray(hosts) ? hosts.map((host) => (isMap(host) ? host : {})) : [];
}

/** Names that several hosts have, and hosts above the limit. */
function nameFaults(source: Source): Diagnostic[] {
  const first = new Map<string, number>();
  const faults: Diagnostic[] = [];
  for (const [index, { name, count }] of hostsIn(source).entries()) {
    if (typeof name !== 'string') continue;
    const names = namesOf(name, count);
    if (first.size + names.length > mostHosts) {
      return [...faults, tooMany(source, index)];
    }
    const taken = names.find((each) => first.has(each));
    for (const each of names) if (!first.has(each)) first.set(each, index);
    if (taken === undefined) continue;
    const { line = 1 } = source.placeOf(['hosts', first.get(taken) ?? 0, 'name']);
    faults.push({
      code: 'host-duplicate',
      severity: 'error',
      message: `duplicate host ${taken}: line ${line} has it too`,
      at: source.placeOf(['hosts', index, 'name']),
      hint: 'give each host a name of its own',
    });
  }
  return faults;
}

const tooMany = (source: Source, index: number): Diagnostic => ({
  code: 'out-of-range',
  severity: 'error',
  message: `there are more than ${mostHosts} hosts up to here`,
  at: source.placeOf(['hosts', index]),
  hint: 'of equal hosts, those that a stack cannot fill make no difference: use a lower count',
});

const portForm = /^(?:([\d.]+):)?(\d+)(?:\/(tcp|udp))?$/;

/** A port as written: `10.0.0.5:6379/tcp`; undefined if it has a number that is too large. */
function portOf(written: string | number): HostPort | undefined {
  const [, address = '', port = '', protocol = 'tcp'] = portForm.exec(String(written)) ?? [];
  const isRight =
    Number(port) >= 1 &&
    Number(port) <= 65_535 &&
    address.split('.').every((part) => Number(part) <= 255);
  if (!isRight) return undefined;
  return {
    port: Number(port),
    protocol: protocol === 'udp' ? 'udp' : 'tcp',
    address: address === '0.0.0.0' ? '' : address,
  };
}

/** Ports of the form that the schema requires, with numbers that are too large. */
function portFaults(source: Source): Diagnostic[] {
  return hostsIn(source).flatMap(({ ports }, host) =>
    (Array.isArray(ports) ? ports : []).flatMap((written: unknown, index): Diagnostic[] => {
      const isForm = typeof written === 'string' && portForm.test(written);
      if (!isForm || portOf(written)) return [];
      return [
        {
          code: 'out-of-range',
          severity: 'error',
          message: `hosts[${host}].ports[${index}] is ${JSON.stringify(written)}; expected a port from 1 to 65535, with or without an IPv4 address before it`,
          at: source.placeOf(['hosts', host, 'ports', index]),
        },
      ];
    }),
  );
}

const cpuOf = (written: string | number): number =>
  typeof written === 'number' ? Math.round(written * 1000) : Number(written.slice(0, -1));

const bytesOf = (written: string | number): number | undefined =>
  typeof written === 'number' ? written : memorySize(written);

function hostsOf(raw: RawHost): PlannedHost[] {
  const { name, count, labels = {}, memory, cpu, ports = [], containers = [] } = raw;
  const memoryBytes = memory === undefined ? undefined : bytesOf(memory);
  const host = {
    labels,
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(cpu === undefined ? {} : { milliCpu: cpuOf(cpu) }),
    ports: ports.flatMap((each) => portOf(each) ?? []),
    containers: containers.map((each) => ({ name: each.name ?? '', labels: each.labels ?? {} })),
  };
  return namesOf(name, count).map((each) => ({ name: each, ...host }));
}

/** The text of a file of hosts → the environment; all faults at once. */
export async function readHostsFile(text: string, path: string): Promise<Checked<Environment>> {
  const { value: source, diagnostics } = parseSource(text, path);
  if (!source) return { value: undefined, diagnostics };
  const validate = await compileSchema(schema, 'hosts');
  const { faults, omitted } = validate(source.value);
  const found = [...schemaFaults(source, faults), ...nameFaults(source), ...portFaults(source)];
  if (found.length > 0) {
    const shown = sortDiagnostics(found).slice(0, mostFaults);
    return {
      value: undefined,
      diagnostics: withOmitted(shown, omitted + found.length - shown.length),
    };
  }
  const raw = source.value as Raw;
  return {
    value: {
      hosts: raw.hosts.flatMap(hostsOf),
      hasScheduler: raw.scheduler ?? true,
      isNumber: false,
    },
    diagnostics: [],
  };
}
