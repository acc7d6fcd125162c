import valid from 'semver/functions/valid.js';
import { parseTemplatePath, parseVersionFolder } from '../../rancher/template-path.ts';
import { indexFile } from './index-faults.ts';

/** How a repository keeps its charts: packed and in an index.yaml, or each version in a folder. */
export type ChartForm = 'packed' | 'unpacked';

const chartFile = 'Chart.yaml';
const composeFile = /^(?:docker|rancher)-compose\.yml(?:\.tpl)?$/;

/** The folders of charts, without the charts in them, as Rancher 2 finds them (pkg/catalogv2/git/index.go). */
export function chartFolders(paths: Iterable<string>): string[] {
  const folders = [...paths].flatMap((path) => {
    if (path === chartFile) return [''];
    return path.endsWith(`/${chartFile}`) ? [path.slice(0, -chartFile.length - 1)] : [];
  });
  folders.sort();
  const found: string[] = [];
  for (const folder of folders) {
    const outer = found.at(-1);
    if (outer === undefined || (outer !== '' && !folder.startsWith(`${outer}/`)))
      found.push(folder);
  }
  return found;
}

/** A new index.yaml would hide the charts in folders. */
export function chartForm(paths: ReadonlySet<string>): ChartForm {
  if (paths.has(indexFile)) return 'packed';
  return chartFolders(paths).length > 0 ? 'unpacked' : 'packed';
}

/** Whether Rancher 1.6 reads a file as a part of a template version. */
export function isInVersion(path: string): boolean {
  const folder = parseTemplatePath(path)?.versionFolder;
  const isFolder = path.split('/').length > 3;
  return folder !== undefined && isFolder && parseVersionFolder(folder) !== undefined;
}

/** Whether a repository has templates of Rancher 1.6. */
export function hasTemplates(paths: Iterable<string>): boolean {
  for (const path of paths) {
    if (isInVersion(path) && composeFile.test(path.slice(path.lastIndexOf('/') + 1))) return true;
  }
  return false;
}

/** The folder in which other charts have theirs: `charts` of `charts/nginx/1.0.0`. */
function baseOf(folders: readonly string[]): string {
  for (const folder of folders) {
    const parts = folder.split('/');
    if (parts.length >= 3 && valid(parts.at(-1)) !== null) return parts.slice(0, -2).join('/');
  }
  return 'charts';
}

/**
 * The folder of a version that is not packed. Where Rancher 1.6 reads the repository too, it is one level deeper than it
 * would be: 1.6 would list `charts/redis/1.0.0` as version 1.0.0 of a template.
 */
export function unpackedFolder(
  paths: ReadonlySet<string>,
  name: string,
  version: string,
  isForBoth: boolean,
): string {
  const folder = `${baseOf(chartFolders(paths))}/${name}/${version}`;
  return isForBoth && isInVersion(`${folder}/${chartFile}`)
    ? `rancher2/charts/${name}/${version}`
    : folder;
}
