import { chartFolder, loadArchive, loadFolder, type LoadedChart } from './load-chart.ts';
import type { IndexEntry } from './load-index.ts';
import { filesBelow, folderAt, type Folder, type Repository } from './repository-files.ts';

/** Rancher downloads no larger chart or index; 5 MiB (rancher pkg/catalogv2/http/download.go). */
export const largestDownload = 5 * 1024 * 1024;

export const isHttp = (url: string) => /^https?:\/\//i.test(url);

/**
 * The path in a repository that a URL or icon means (rancher pkg/catalogv2/git/content.go, relative);
 * undefined if it is outside.
 */
export function repositoryPath(url: string): string | undefined {
  const steps: string[] = [];
  for (const step of url.replace(/^file:\/\//, '').split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.join('/');
}

/** A chart version as Rancher opens it. */
export interface OpenedChart {
  /** archive or folder of the repository, or a URL of another place. */
  readonly kind: 'archive' | 'folder' | 'url' | 'none';
  /** Why it cannot be opened. */
  readonly fault?: string;
  readonly sizeBytes?: number;
}

/** The sentence for a chart that does not load. */
function faultOf({ fault }: LoadedChart, path: string): string | undefined {
  if (!fault) return undefined;
  return `${path}: ${fault.path === '' ? '' : `${fault.path}: `}${fault.message}`;
}

/** Whether what was opened is another chart than that of the index. */
function otherChart({ metadata }: LoadedChart, entry: IndexEntry, path: string) {
  if (!metadata) return undefined;
  if (metadata.name === entry.name && metadata.version === entry.version) return undefined;
  return `${path}: this is ${metadata.name} ${metadata.version}`;
}

/** Opens the archive or folder of an entry. Rancher does not check its digest. */
export function openChart(entry: IndexEntry, { files }: Repository, root: Folder): OpenedChart {
  const [url = ''] = entry.urls;
  if (url === '') return { kind: 'none', fault: 'the entry has no URL' };
  if (isHttp(url)) return { kind: 'url' };
  const path = repositoryPath(url);
  if (path === undefined) return { kind: 'none', fault: `${url} leaves the repository` };
  const file = files.get(path);
  if (file) {
    const bytes = file.read();
    if (!bytes) return { kind: 'archive', fault: `${path} cannot be read` };
    const chart = loadArchive(bytes);
    const fault = faultOf(chart, path) ?? otherChart(chart, entry, path);
    return { kind: 'archive', sizeBytes: file.sizeBytes, ...(fault ? { fault } : {}) };
  }
  const folder = folderAt(root, path);
  if (!folder) return { kind: 'none', fault: `${path} does not exist` };
  if (!chartFolder(folder.files.get('Chart.yaml'))) {
    return { kind: 'folder', fault: `${path} has no Chart.yaml with a name` };
  }
  const chart = loadFolder(filesBelow(folder));
  const fault = faultOf(chart, path) ?? otherChart(chart, entry, path);
  return { kind: 'folder', ...(fault ? { fault } : {}) };
}

/** Whether an icon is shown, and if not, why. */
export type IconReading = { readonly shown: boolean; readonly fault?: string };

/** The icon of a chart from a git repository: a path from its root, or a URL. */
export function readIcon(icon: string, { files }: Repository): IconReading {
  if (icon === '') return { shown: false };
  if (isHttp(icon)) return { shown: true };
  const path = repositoryPath(icon);
  if (/^data:/i.test(icon)) {
    return { shown: false, fault: 'the icon is a data: URI, which Rancher takes as a file name' };
  }
  if (path !== undefined && files.has(path)) return { shown: true };
  return { shown: false, fault: `the icon ${icon} is not a file of the repository` };
}
