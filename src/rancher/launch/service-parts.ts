import { child, type YamlNode } from '../../source/yaml-node.ts';
import { serviceFields } from './compose-types.ts';
import { scalarText } from './launched-service.ts';
import type { RawCompose } from './raw-compose.ts';

/*
 * Parts of a service as its file has them, before interpolation, with their places in the text
 * after the template pass (`rendered.origin` of the launched file leads back to the file's own).
 */

export interface LabelPart {
  readonly key: string;
  readonly value: string;
  /** The key, and the value; of `- key=value` both are the item. */
  readonly nodes: readonly [YamlNode, YamlNode];
}

/** The labels of a service, written as a map or as a list of `key=value`. */
export function labelParts(service: YamlNode | undefined): LabelPart[] {
  const labels = child(service, 'labels');
  if (labels?.kind === 'map') {
    return [...labels.entries.values()].map(({ key, value }) => ({
      key: scalarText(key),
      value: scalarText(value),
      nodes: [key, value],
    }));
  }
  if (labels?.kind !== 'list') return [];
  return labels.items.map((item) => {
    const text = scalarText(item);
    const equals = text.indexOf('=');
    const key = equals === -1 ? text : text.slice(0, equals);
    return { key, value: equals === -1 ? '' : text.slice(equals + 1), nodes: [item, item] };
  });
}

/** Services of a file by name; of what is no map, nothing. */
export function servicesOf(raw: RawCompose): (readonly [string, YamlNode])[] {
  return [...raw.services.entries].map(([name, { value }]) => [name, value]);
}

/** Keys of a service that nothing reads: the executor refuses them, or drops them in silence. */
export function unreadKeys(service: YamlNode, version: 'v1' | 'v2'): YamlNode[] {
  if (service.kind !== 'map') return [];
  const fields = serviceFields[version];
  return [...service.entries.values()].flatMap(({ key }) =>
    key.kind === 'scalar' && Object.hasOwn(fields, key.text) ? [] : [key],
  );
}
