import { child, mapNode, type MapNode, type YamlNode } from '../../source/yaml-node.ts';
import { fieldText } from '../go-text.ts';
import { Interpolator } from '../launch/interpolator.ts';
import type { Launch } from '../launch/launch.ts';
import { Refusal } from '../launch/refusal.ts';

/** Where the data of a volume is, and which containers have it. */
export type VolumeScope =
  /** `per_container`: one for each unit, which it keeps on its host. */
  | 'unit'
  /** One for all units of the stack. */
  | 'stack'
  /** `external`: made before the launch. */
  | 'external'
  /** A name that no section defines: each host has its own. */
  | 'host'
  /** A path of the host. */
  | 'path'
  /** Without a name: ends with its container. */
  | 'anonymous';

export interface UnitVolume {
  /** Its name, or the path of the host; empty if it has neither. */
  readonly name: string;
  readonly scope: VolumeScope;
  /** `local`, or that of a storage service. */
  readonly driver: string;
}

/** The volumes of the top level, by name; those of rancher-compose.yml replace others. */
export type VolumeSections = ReadonlyMap<string, YamlNode>;

export function volumeSections({ files, answers }: Launch): VolumeSections {
  const all = new Map<string, YamlNode>();
  for (const { raw } of files) {
    const section = raw?.sections.volumes;
    if (section?.kind !== 'map') continue;
    for (const { key, value } of section.entries.values()) {
      all.set(fieldText(key), interpolated(value, answers));
    }
  }
  return all;
}

function interpolated(node: YamlNode, answers: ReadonlyMap<string, string>): YamlNode {
  try {
    return new Interpolator(answers).node('volumes', node);
  } catch (error) {
    // The launch reports it.
    if (error instanceof Refusal) return mapNode([], node.offset);
    throw error;
  }
}

const isSet = (node: YamlNode | undefined) =>
  node !== undefined && (node.kind === 'map' || fieldText(node) === 'true');

function volumeOf(spec: string, sections: VolumeSections, driver: string): UnitVolume {
  const [source = '', target] = spec.split(':');
  if (target === undefined) return { name: '', scope: 'anonymous', driver };
  if (/^[./~]/.test(source)) return { name: source, scope: 'path', driver: 'local' };
  const section = sections.get(source);
  if (section === undefined) return { name: source, scope: 'host', driver };
  const own = fieldText(child(section, 'driver')) || driver;
  const isExternal = isSet(child(section, 'external'));
  const isPerContainer = isSet(child(section, 'per_container'));
  const scope = isExternal ? 'external' : isPerContainer ? 'unit' : 'stack';
  return { name: source, scope, driver: own };
}

/** The volumes of a service. */
export function volumesOf(service: MapNode, sections: VolumeSections): readonly UnitVolume[] {
  const list = child(service, 'volumes');
  const specs = list?.kind === 'list' ? list.items.map(fieldText) : [];
  const driver = fieldText(child(service, 'volume_driver')) || 'local';
  return specs.map((spec) => volumeOf(spec, sections, driver));
}
