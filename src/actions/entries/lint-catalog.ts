import { join } from 'node:path';
import { CatalogError, type Place } from '../../diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../../diagnostics/format-diagnostic.ts';
import { findTarget, isWithoutWorktree, type LintTarget } from '../../files/lint-target.ts';
import { readCatalog } from '../../files/read-catalog.ts';
import { readText } from '../../files/read-text.ts';
import { boundedReader } from '../../lint/bounded-reader.ts';
import type { Finding } from '../../lint/finding.ts';
import { groupByTemplate, isOfEntry } from '../../lint/group-files.ts';
import { lintTemplate, type LintSettings } from '../../lint/lint-template.ts';
import {
  noSettings,
  readSettingsFile,
  settingsName,
  type SettingsFile,
} from '../../lint/lint-settings-file.ts';
import type { CatalogFile } from '../../rancher/catalog-file.ts';

/** A catalog with what is to be looked at in it. */
export interface LintedCatalog {
  readonly target: LintTarget;
  readonly files: readonly CatalogFile[];
  readonly settings: SettingsFile;
}

const looked = 'looked for templates/NAME/config.yml and templates/NAME/0/docker-compose.yml';

function notACatalog(target: LintTarget): CatalogError {
  const bare = isWithoutWorktree(target.root);
  const message = bare
    ? 'this git repository has no files checked out'
    : 'nothing in this folder is an entry of a catalog';
  return new CatalogError([
    {
      code: 'not-a-catalog',
      severity: 'error',
      message,
      at: { file: target.shown === '' ? '.' : target.shown },
      hint: bare ? 'git checkout brings them' : looked,
    },
  ]);
}

async function readSettings({ root, shown }: LintTarget): Promise<SettingsFile> {
  const { value: text, diagnostics } = readText(join(root, settingsName));
  if (text === undefined) {
    if (diagnostics.every(({ code }) => code === 'file-missing')) return noSettings;
    throw new CatalogError(diagnostics);
  }
  const read = await readSettingsFile(text, join(shown, settingsName));
  if (!read.value) throw new CatalogError(read.diagnostics);
  return read.value;
}

/** Reads what a path of the command line names, and the settings of its catalog. */
export async function readLinted(path: string): Promise<LintedCatalog> {
  const target = findTarget(path);
  const below = target.template ?? '';
  const { value, diagnostics } = readCatalog(join(target.root, below));
  if (!value) throw new CatalogError(diagnostics);
  const files =
    below === '' ? value : value.map((file) => ({ ...file, path: `${below}/${file.path}` }));
  if (!files.some(isOfEntry)) throw notACatalog(target);
  return { target, files, settings: await readSettings(target) };
}

/** What the command line says of how to look. */
export type LintWishes = Pick<LintSettings, 'severities'> & {
  readonly maxRancherVersion: string | undefined;
  readonly hosts: number | undefined;
};

/** All findings about a catalog, in the order of their places; paths are from its root. */
export function lintCatalog(
  { target, files, settings: file }: LintedCatalog,
  wishes: LintWishes,
  onTemplate: (done: number) => void = () => {},
): Finding[] {
  const settings: LintSettings = {
    options: {
      maxRancherVersion: wishes.maxRancherVersion ?? file.maxRancherVersion ?? 'v1.6.30',
      hosts: wishes.hosts ?? file.hosts,
    },
    severities: new Map([...file.severities, ...wishes.severities]),
    ignores: file.ignores,
    read: boundedReader(),
    ...(target.version === undefined ? {} : { only: new Set([target.version]) }),
  };
  const groups = groupByTemplate(files);
  const findings = groups.flatMap((group, index) => {
    onTemplate(index);
    return lintTemplate(group, settings);
  });
  return sortDiagnostics(findings);
}

/** A finding with its places as seen from the working directory. */
export function shownFrom(target: LintTarget, finding: Finding): Finding {
  const show = (place: Place) => ({ ...place, file: join(target.shown, place.file) });
  const { at, others } = finding;
  return { ...finding, at: show(at), ...(others ? { others: others.map(show) } : {}) };
}
