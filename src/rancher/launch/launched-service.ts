import { KeptWith } from '../../source/kept-with.ts';
import { child, type MapNode, type YamlNode } from '../../source/yaml-node.ts';
import { fieldText } from '../go-text.ts';
import type { Services } from './merge-file.ts';

/** The summary of a service that Rancher creates. */
export interface LaunchedService {
  /** Empty if no file has one. */
  readonly image: string;
  /** 0 if not set; Rancher then creates one container. */
  readonly scale: number;
  /** It has a health check. */
  readonly hc?: true;
  /** It is only in rancher-compose.yml. */
  readonly only_rc?: true;
  readonly labels?: Readonly<Record<string, string>>;
}

type Labels = Readonly<Record<string, string>>;

/** By their node: nearly every check asks for the labels of every service. */
const known = new KeptWith<MapNode, Labels>();
const none: Labels = {};

/** The labels of a service, as strings. */
export function serviceLabels(service: MapNode): Labels {
  const labels = child(service, 'labels');
  if (labels?.kind !== 'map') return none;
  return known.of(labels, textsOf);
}

const textsOf = ({ entries }: MapNode): Labels =>
  Object.fromEntries(
    [...entries.values()].map(({ key, value }) => [fieldText(key), fieldText(value)]),
  );

/** One container on every host, so the scale is ignored. */
export const isGlobal = (labels: Labels): boolean =>
  labels['io.rancher.scheduler.global']?.toLowerCase() === 'true';

/** Summaries of services, by name; `first` are the services of docker-compose.yml. */
export function summarize(services: Services, first: Services): Record<string, LaunchedService> {
  const summaries = [...services].map(([name, service]): [string, LaunchedService] => {
    const labels = serviceLabels(service);
    return [
      name,
      {
        image: fieldText(child(service, 'image')),
        scale: Number(fieldText(child(service, 'scale')) || '0'),
        ...(child(service, 'health_check') ? { hc: true } : {}),
        ...(first.has(name) ? {} : { only_rc: true }),
        ...(Object.keys(labels).length > 0 ? { labels } : {}),
      },
    ];
  });
  return Object.fromEntries(summaries);
}

/** A part of a service as a plain value, for printing. */
export function plainValue(node: YamlNode): unknown {
  if (node.kind === 'list') return node.items.map(plainValue);
  if (node.kind === 'scalar') return typeof node.value === 'bigint' ? node.text : node.value;
  return Object.fromEntries(
    [...node.entries.values()].map(({ key, value }) => [fieldText(key), plainValue(value)]),
  );
}
