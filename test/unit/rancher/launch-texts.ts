import type { CatalogFile } from '../../../src/rancher/catalog-file.ts';
import { launchVersion, type LaunchOptions } from '../../../src/rancher/launch/launch-version.ts';

/** Launches a version of these files. */
export function launch(texts: Readonly<Record<string, string>>, options: LaunchOptions = {}) {
  const files = Object.entries(texts).map(([path, text]): [string, CatalogFile] => [
    path,
    { path, sizeBytes: text.length, text },
  ]);
  return launchVersion(new Map(files), options);
}

export const web = "version: '2'\nservices:\n  web:\n    image: nginx:1\n";
export const compose = (keys: string) => launch({ 'docker-compose.yml': web + keys });
export const catalog = "version: '2'\ncatalog:\n  version: 1.0.0\n";

/** The text at the place of a refusal, to the end of its line. */
export function placeOf({ at }: ReturnType<typeof launch>) {
  return at && `${at.file.path}: ${at.file.text?.slice(at.offset).split('\n')[0] ?? ''}`;
}
