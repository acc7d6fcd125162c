import { child, type MapNode, type YamlNode } from '../../source/yaml-node.ts';
import { overlay } from './normal-service.ts';
import { Panic, Refusal } from './refusal.ts';

/** The result of a Go type assertion to string: empty for every other type. */
const assertedString = (node: YamlNode | undefined) =>
  node?.kind === 'scalar' && node.type === 'str' ? node.text : '';

// Only the two compose files reach the server, so another file never exists.
const missing = (file: string, node: YamlNode) =>
  new Refusal(`open ${file}: no such file or directory`, node);

function checkEnvFile(service: MapNode): void {
  const node = child(service, 'env_file');
  const files = node?.kind === 'list' ? node.items : node ? [node] : [];
  const last = files.at(-1);
  if (last && assertedString(last) !== '') throw missing(assertedString(last), last);
}

function extend(
  service: MapNode,
  services: ReadonlyMap<string, MapNode>,
  file: string,
  above: readonly string[],
): MapNode {
  checkEnvFile(service);
  const extended = child(service, 'extends');
  if (extended?.kind !== 'map') return service;
  const name = assertedString(child(extended, 'service'));
  const otherFile = assertedString(child(extended, 'file'));
  if (name === '') return service;
  if (otherFile !== '') throw missing(otherFile, extended);
  const base = services.get(name);
  if (!base) throw new Refusal(`Failed to find service ${name} to extend`, extended);
  if (above.includes(name)) throw new Panic('stack overflow', extended);
  const whole = extend(base, services, file, [...above, name]);
  for (const key of ['links', 'volumes_from']) {
    if (!whole.entries.has(key)) continue;
    throw new Refusal(
      `Cannot extend service '${name}' in ${file}: services with '${key}' cannot be extended`,
      extended,
    );
  }
  return overlay(whole, service);
}

/** Resolves `extends` of services, which are among `all`; throws if another file would be required. */
export function extendServices(
  services: ReadonlyMap<string, MapNode>,
  all: ReadonlyMap<string, MapNode>,
  file: string,
): Map<string, MapNode> {
  return new Map(
    [...services].map(([name, service]) => [name, extend(service, all, file, [name])]),
  );
}
