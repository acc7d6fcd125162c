import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { planWrite } from '../../generate/plan-write.ts';
import { renderEntry } from '../../generate/render-entry.ts';
import { filesIn, type CommittedTemplate } from '../../git/committed-template.ts';
import { programVersion } from '../../model/program-version.ts';
import { isAllowed } from '../../publish/allowance.ts';
import { bumpBetween, nextVersion, smallestVersion } from '../../publish/bump.ts';
import { complete, neededBump, type Bump, type Cause } from '../../publish/cause.ts';
import { compareRancherVersions } from '../../rancher/versions.ts';
import type { LoadedEntry } from '../entries/load-entries.ts';
import type { ReleasedForm } from './next-of-form.ts';

/** A change and the form that has it. */
export interface FormCause extends Cause {
  /** Whether it is a change of the chart, not of the entry for Rancher 1.6. */
  readonly isOfChart: boolean;
}

/** The version that a release will have, and why. */
export interface NextVersion {
  readonly version: string;
  /** Why, as the end of a line. */
  readonly reason: string;
  readonly causes: readonly FormCause[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What the released versions are compared with. */
export interface NextInput {
  readonly loaded: LoadedEntry;
  /** The forms of which a version is released. */
  readonly forms: readonly ReleasedForm[];
  /** The template, if the entry is released too. */
  readonly template: CommittedTemplate | undefined;
  /** Causes that are ignored. */
  readonly allowed: readonly string[];
}

/** What `publish` and `generate --catalog` will refuse without --force, as warnings. */
function editWarnings({ loaded, template }: NextInput, version: string): Diagnostic[] {
  if (!template) return [];
  const { entry, blueprint, at } = loaded;
  const { name, folder: place } = entry;
  const { diagnostics } = planWrite({
    name,
    version,
    rendered: renderEntry(blueprint, { ...entry, version }, programVersion),
    existing: template.template,
    readVersion: (folder) => filesIn(template.files, folder),
    at,
    lineEnds: 'any',
    shown: (path) => `${place}/${path}`,
    force: false,
  });
  return diagnostics
    .filter(({ code }) => code === 'target-foreign' || code === 'path-unsafe')
    .map((each) => ({ ...each, severity: 'warning' }));
}

const causesOf = (forms: readonly ReleasedForm[], version: string, isMajor: boolean) =>
  forms.flatMap(({ kind, causes }) =>
    complete(causes(version), isMajor).map((each): FormCause => ({
      ...each,
      isOfChart: kind === 'chart',
    })),
  );

/** The highest of some versions. */
const highest = (versions: readonly string[]): string | undefined =>
  [...versions].sort(compareRancherVersions).at(-1);

/** The lowest version that `publish` accepts for the changes of one form. */
function lowest({ newest, stable, causes }: ReleasedForm, { loaded, allowed }: NextInput): string {
  const own = loaded.entry.version;
  const grave = causes(own).filter((each) => !isAllowed(each, allowed));
  return smallestVersion(stable ?? newest, newest, neededBump(grave)) ?? own;
}

/** The lowest version that `publish` accepts for the changes of all forms. */
function automatic(input: NextInput): NextVersion {
  const { loaded, forms, allowed } = input;
  const own = loaded.entry.version;
  const keep = (reason: string) => ({ version: own, reason, causes: [], diagnostics: [] });
  const newest = highest(forms.map((form) => form.newest));
  if (newest === undefined) return keep('nothing is released yet; version unchanged');
  if (forms.every(({ isUnchanged }) => isUnchanged())) {
    return { ...keep(`no changes since ${newest}`), version: newest };
  }
  const from = highest(forms.map((form) => form.stable ?? form.newest)) ?? newest;
  const version = highest(forms.map((form) => lowest(form, input))) ?? own;
  if (compareRancherVersions(own, version) >= 0)
    return keep(`high enough already (released: ${from}); version unchanged`);
  const size = bumpBetween(from, version);
  const faults = forms.flatMap((form) => form.faults(version, allowed));
  return {
    version,
    reason: `a ${size} release after ${from}`,
    causes: causesOf(forms, own, size === 'major'),
    diagnostics: faults.filter(({ code }) => code !== 'bump-too-small'),
  };
}

function planVersion(input: NextInput, size: Bump | 'auto'): NextVersion {
  if (size === 'auto') return automatic(input);
  const { loaded, forms, allowed } = input;
  const version = nextVersion(loaded.entry.version, size);
  return {
    version,
    reason: `a ${size} release after ${loaded.entry.version}`,
    causes: causesOf(forms, version, size === 'major'),
    diagnostics: forms.flatMap((form) => form.faults(version, allowed)),
  };
}

/** The version for a release of `size`; `auto` is the lowest that `publish` accepts for the entry and its chart. */
export function planNextVersion(input: NextInput, size: Bump | 'auto'): NextVersion {
  const next = planVersion(input, size);
  const warnings = editWarnings(input, next.version);
  return { ...next, diagnostics: [...next.diagnostics, ...warnings] };
}
