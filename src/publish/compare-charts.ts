import compare from 'semver/functions/compare.js';
import prerelease from 'semver/functions/prerelease.js';
import valid from 'semver/functions/valid.js';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { textAt, textOf, type FileTree } from '../model/file-tree.ts';
import { readHelmYaml } from '../source/read-yaml.ts';
import { child } from '../source/yaml-node.ts';
import { bumpBetween, checkBump } from './bump.ts';
import { cause, sortCauses, type Bump, type Cause } from './cause.ts';
import { differingPaths, schemaCauses, valueCauses, valuesOf } from './chart-values.ts';
import { fixedFields, valuesIn } from './stateful-sets.ts';

/** A chart that is to be released. */
interface NewChart {
  readonly name: string;
  readonly version: string;
  readonly files: FileTree;
  /** The place of its version in the answers file. */
  readonly at: Place;
}

/** A released version; its files are undefined if they cannot be read. */
interface OldChart {
  readonly version: string;
  files(): FileTree | undefined;
}

/** What a release of a chart means for the installed ones. */
export interface ChartComparison {
  /** The latest stable version. */
  readonly after: string | undefined;
  readonly size: Bump | undefined;
  readonly causes: readonly Cause[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Fields of StatefulSets that differ, by their templates and by the defaults that these read. */
function statefulSetCauses(before: FileTree, after: FileTree, version: string): Cause[] {
  const fresh = new Map(fixedFields(after).map(({ name, text }) => [name, text]));
  const changed = differingPaths(valuesOf(before), valuesOf(after));
  return fixedFields(before).flatMap(({ name, text }) => {
    const now = fresh.get(name);
    if (now === undefined) return [];
    const read = valuesIn(now).filter((path) =>
      changed.some((each) => each === path || each.startsWith(`${path}.`)),
    );
    if (now === text && read.length === 0) return [];
    const [path = '', , field = ''] = name.split(' ');
    const why = now === text ? `the default of ${read.join(', ')}` : 'its template';
    const message = `${field} of the StatefulSet in ${path} changes by ${why}, and Kubernetes refuses the upgrade from ${version}`;
    return [cause('stateful-set-changed', `${path}#${field}`, message)];
  });
}

/** Files of a chart that have causes of their own, or that do not matter. */
const compared = new Set(['Chart.yaml', 'values.yaml', 'values.schema.json', 'questions.yaml']);

function fileCauses(before: FileTree, after: FileTree): Cause[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths
    .filter((path) => !compared.has(path) && textAt(before, path) !== textAt(after, path))
    .map((path) => {
      const word = before.has(path) ? (after.has(path) ? 'changed' : 'removed') : 'added';
      return cause('file-changed', path, `${path} ${word}`);
    });
}

function homeOf(files: FileTree): string {
  const file = files.get('Chart.yaml');
  const home = child(readHelmYaml(file ? textOf(file) : '').root, 'home');
  return home?.kind === 'scalar' ? home.text : '';
}

/** Rancher 2 finds the chart of an installed app by its name and `home` (dashboard models/chart.js:63). */
function homeFault({ name, files, at }: NewChart, before: FileTree, version: string): Diagnostic[] {
  const [old, fresh] = [homeOf(before), homeOf(files)];
  if (old === fresh) return [];
  return [
    {
      code: 'not-allowed',
      severity: 'error',
      message: `the home of the chart ${name} is ${fresh || 'missing'}, and was ${old || 'missing'} in ${version}; Rancher 2 would no longer offer upgrades to installed apps`,
      at,
      hint: 'restore projectURL in blueprint.yml, or publish the chart with another name',
    },
  ];
}

const majorOf = (version: string) => version.split('.')[0];

/** Causes of immutable fields, of every version that can be upgraded without a major release. */
function fixedCauses({ version, files }: NewChart, released: readonly OldChart[]): Cause[] {
  const found = new Map<string, Cause>();
  for (const old of released) {
    if (majorOf(old.version) !== majorOf(version)) continue;
    const before = old.files();
    for (const each of before ? statefulSetCauses(before, files, old.version) : []) {
      found.set(each.subject, each);
    }
  }
  return [...found.values()];
}

/**
 * Compares a chart with its released versions. Stricter than for Rancher 1.6: a release of a chart stores only the values
 * that differ from the defaults, so a changed default changes it.
 */
export function compareCharts(
  chart: NewChart,
  released: readonly OldChart[],
  allowed: readonly string[],
): ChartComparison {
  const stable = released
    .filter(({ version }) => valid(version) !== null && prerelease(version) === null)
    .sort((a, b) => compare(a.version, b.version))
    .at(-1);
  const { name, version: to, at, files } = chart;
  if (!stable) return { after: undefined, size: undefined, causes: [], diagnostics: [] };
  const before = stable.files();
  const causes = sortCauses([
    ...fixedCauses(chart, released),
    ...(before
      ? [
          ...valueCauses(valuesOf(before), valuesOf(files)),
          ...schemaCauses(before, files),
          ...fileCauses(before, files),
        ]
      : []),
  ]);
  const from = stable.version;
  const bump = checkBump({ name: `the chart ${name}`, from, to, causes, allowed, at });
  const home = before ? homeFault(chart, before, from) : [];
  const unknown: Diagnostic[] = before
    ? []
    : [
        {
          code: 'file-unreadable',
          severity: 'warning',
          message: `the archive of ${name} ${from} is not in the repository, or is broken, so its changes are not compared`,
          at,
          hint: 'check the changes yourself: of values, defaults and StatefulSets',
        },
      ];
  return {
    after: from,
    size: bumpBetween(from, to),
    causes,
    diagnostics: [...home, ...bump, ...unknown],
  };
}
