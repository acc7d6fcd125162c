import type { Place } from '../../diagnostics/diagnostic.ts';
import type { Launch } from '../../rancher/launch/launch.ts';
import { cachedReader } from '../../source/cached-reader.ts';
import { placeAt } from '../../source/place-at.ts';
import { child } from '../../source/yaml-node.ts';

/** Where the files of a launch declare a service; undefined if they do not. */
export function placeOfService({ files }: Launch, name: string): Place | undefined {
  const read = cachedReader();
  for (const { file, raw, rendered } of files) {
    const { root } = read(rendered.text);
    const services = raw?.version === 'v1' ? root : child(root, 'services');
    const key = services?.kind === 'map' ? services.entries.get(name)?.key : undefined;
    if (key && file.text !== undefined) {
      return placeAt(file.path, file.text, rendered.origin(key.offset));
    }
  }
  return undefined;
}
