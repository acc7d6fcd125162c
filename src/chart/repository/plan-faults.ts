import compare from 'semver/functions/compare.js';
import prerelease from 'semver/functions/prerelease.js';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import { newestVersion, type ChartRepository, type ReleasedChart } from './chart-repository.ts';

/** A version that is to be released, and its place in the answers file. */
interface Candidate {
  readonly name: string;
  readonly version: string;
  readonly at: Place;
}

const link = '120000';

const kinds: Readonly<Record<string, string>> = {
  [link]: 'a symbolic link',
  '160000': 'a submodule',
};

/** Rancher 2 does not read a repository with a symbolic link (rancher pkg/catalogv2/git/index.go). */
export function symbolicLinks({ modes }: ChartRepository, isAllowed: boolean): Diagnostic[] {
  const links = [...modes].flatMap(([path, mode]) => (mode === link ? [path] : []));
  const [first, ...others] = links;
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : `, like ${others.length} more`;
  return [
    {
      code: 'neighbour-broken',
      severity: isAllowed ? 'warning' : 'error',
      message: `${first} is a symbolic link${more}, and Rancher 2 reads no repository that has one`,
      at: { file: first },
      hint: isAllowed
        ? 'it is left unchanged'
        : 'replace it with a copy of the file, or publish anyway with --allow-broken-neighbours',
    },
  ];
}

/** Errors for a path that leads through a file, a link or a submodule. */
export function obstacleFaults({ modes }: ChartRepository, path: string, at: Place): Diagnostic[] {
  const parts = path.split('/');
  const folders = parts.slice(0, -1).map((_part, index) => parts.slice(0, index + 1).join('/'));
  const inTheWay = folders.find((folder) => modes.has(folder));
  const own = kinds[modes.get(path) ?? ''];
  if (inTheWay === undefined && own === undefined) return [];
  const mode = inTheWay === undefined ? '' : modes.get(inTheWay);
  const message =
    inTheWay === undefined
      ? `${path} of the repository is ${own ?? ''}, not a file`
      : `${inTheWay} of the repository is ${kinds[mode ?? ''] ?? 'a file'}, not a directory`;
  return [
    { code: 'path-unsafe', severity: 'error', message, at, hint: 'remove it from the repository' },
  ];
}

/** The error for a file of the repository that this program did not write. */
export const takenPath = (path: string, name: string, at: Place): Diagnostic => ({
  code: 'target-foreign',
  severity: 'error',
  message: `the repository has a file ${path} that is not of the chart ${name}, and would be replaced`,
  at,
  hint: 'choose another name, or replace the file with --force',
});

/** Errors for a version that is not above all released ones. */
export function orderFaults(
  { name, version, at }: Candidate,
  released: readonly ReleasedChart[],
): Diagnostic[] {
  const newest = newestVersion(released);
  if (newest === undefined || released.some((each) => each.version === version)) return [];
  const order = compare(version, newest);
  if (order > 0) return [];
  const isLower = order < 0;
  return [
    {
      code: isLower ? 'version-lower' : 'version-unordered',
      severity: 'error',
      message: isLower
        ? `version ${version} of the chart ${name} is lower than ${newest}, which is released`
        : `Helm orders version ${version} of the chart ${name} the same as ${newest}, which is released`,
      at,
      hint: isLower ? `use a version above ${newest}` : 'increment one of the three numbers',
    },
  ];
}

/** Rancher 2 compares versions as texts, and takes a pre-release for newer than its release (dashboard version.js). */
export function preReleaseWarning({ name, version, at }: Candidate): Diagnostic[] {
  const parts = prerelease(version);
  if (parts === null) return [];
  const release = version.split('-')[0] ?? '';
  return [
    {
      code: 'version-unordered',
      severity: 'warning',
      message: `Rancher 2 offers ${version} of ${name} as an upgrade of ${release}, although it is a pre-release`,
      at,
      hint: 'publish pre-releases to a repository of their own',
    },
  ];
}
