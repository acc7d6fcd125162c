import { composeVersion } from '../rancher/read-catalog-block.ts';
import { strayServices, type ComposeFile } from './compose-file.ts';

/** How to make Rancher read the `services` of a file; undefined if it does. */
export function versionHint(file: ComposeFile): string | undefined {
  if (strayServices(file) === undefined) return undefined;
  const version = composeVersion(file.read.root);
  const line = "write version: '2' in the first line";
  return version === '' ? line : `${line}, in place of version: ${version}`;
}
