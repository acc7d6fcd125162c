import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ExistingTemplate } from '../model/existing-template.ts';
import { textOf, type TreeFile } from '../model/file-tree.ts';
import { isMap } from '../model/json.ts';
import { parseSource } from '../source/parse-source.ts';
import { fileDigest, readProvenance, withoutProvenance } from './provenance.ts';
import type { RenderedEntry } from './render-entry.ts';

/** The entry that is planned, and what the catalog has of it. */
export interface PlannedTemplate {
  readonly existing: ExistingTemplate | undefined;
  readonly rendered: RenderedEntry;
  /** A file of the template, as in messages. */
  readonly shown: (path: string) => string;
  /** Whether edited files are replaced. */
  readonly force: boolean;
}

const configFile = 'config.yml';

/** Path → digest of the config.yml and the icon that this program wrote last, which config.yml records. */
export function recordedFiles(existing: ExistingTemplate | undefined): ReadonlyMap<string, string> {
  const config = existing?.files.get(configFile);
  return (config && readProvenance(textOf(config))?.files) ?? new Map<string, string>();
}

/** A config.yml with the keys that this program writes, in their order. */
const unrecordedForm =
  /^name: .+\ndescription: .+\nversion: .+\n(?:category: .+\n)?(?:maintainer: .+\n)?(?:license: .+\n)?(?:projectURL: .+\n)?(?:labels:\n(?: {2}.+\n)+)?$/;

/** The values of a config.yml but its version; undefined if it has a comment, or no map. */
function settingsOf(file: TreeFile): string | undefined {
  const text = withoutProvenance(textOf(file));
  const value = parseSource(text, configFile).value?.value;
  if (!isMap(value) || /^[^"'\n]*#/m.test(text)) return undefined;
  return JSON.stringify({ ...value, version: '' });
}

/** Whether the answers file has by now what was edited: replacing the file changes its version only. */
function isAnswered(file: TreeFile, fresh: TreeFile): boolean {
  const settings = settingsOf(file);
  return settings !== undefined && settings === settingsOf(fresh);
}

type State = 'own' | 'edited' | 'unrecorded';

function stateOf(path: string, { existing, rendered }: PlannedTemplate): State {
  const file = existing?.files.get(path);
  if (!file) return 'own';
  const recorded = recordedFiles(existing);
  if (recorded.get(path) === fileDigest(file)) return 'own';
  if (path !== configFile) return 'edited';
  if (isAnswered(file, rendered.configFile(''))) return 'own';
  const isUnrecorded = recorded.size === 0;
  const text = textOf(file).replaceAll('\r\n', '\n');
  return isUnrecorded && unrecordedForm.test(text) && !text.includes(' #')
    ? 'unrecorded'
    : 'edited';
}

function edited(file: string, path: string, isRemoved: boolean): Diagnostic {
  const change =
    path === configFile
      ? 'make the change in the answers file (title, description) or in blueprint.yml'
      : 'put the icon into the blueprint';
  const fate = isRemoved ? 'removed, because an entry has one icon' : 'replaced';
  return {
    code: 'target-foreign',
    severity: 'error',
    message: `this file was edited in the catalog, or another program wrote it, and would be ${fate}`,
    at: { file },
    hint: `${change}, or give the file up with --force`,
  };
}

function unrecorded(file: string): Diagnostic {
  return {
    code: 'target-foreign',
    severity: 'warning',
    message:
      'an earlier version of this program wrote this file and recorded no checksum: it is replaced, and manual edits are lost',
    at: { file },
    hint: 'compare it with the one before; later edits are recognized',
  };
}

/** What is not a file where a plan writes one: links, submodules and directories, which are never replaced. */
export function obstaclesOn(
  { existing, shown }: PlannedTemplate,
  paths: readonly string[],
): Diagnostic[] {
  const others = new Set([
    ...(existing?.others ?? []),
    ...(existing?.versions.map(({ folder }) => folder) ?? []),
  ]);
  return paths
    .filter((path) => others.has(path))
    .map((path) => ({
      code: 'path-unsafe',
      severity: 'error',
      message: 'a generated file has this name, and this is not a file',
      at: { file: shown(path) },
      hint: 'remove it, or rename it',
    }));
}

/** The files among those that a plan replaces or removes that were edited since this program wrote them. */
export function editedFiles(template: PlannedTemplate, paths: readonly string[]): Diagnostic[] {
  const { rendered, shown, force } = template;
  return paths.flatMap((path): Diagnostic[] => {
    const state = force ? 'own' : stateOf(path, template);
    if (state === 'own') return [];
    const file = shown(path);
    return [
      state === 'edited' ? edited(file, path, !rendered.template.has(path)) : unrecorded(file),
    ];
  });
}
