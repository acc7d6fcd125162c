import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { defaultSettings, type LintSettings } from '../../lint/lint-settings.ts';
import { lintTemplate } from '../../lint/lint-template.ts';
import { fileTree, type FileTree } from '../../model/file-tree.ts';
import { baseName, catalogFilesOf, type CatalogFile } from '../../rancher/catalog-file.ts';
import { indexCatalog } from '../../rancher/index-catalog.ts';
import { cachedReader } from '../../source/cached-reader.ts';
import { lintError } from './lint-error.ts';
import type { Release } from './plan-release.ts';
import type { CatalogSnapshot } from './catalog-snapshot.ts';

/** All files of the resulting template. */
function filesAfter(release: Release, snapshot: CatalogSnapshot): FileTree {
  const { folder } = release;
  const gone = new Set(release.removes);
  const before = fileTree(snapshot.templates.get(folder)?.files ?? [], folder);
  const kept = [...before].filter(([path]) => !gone.has(path));
  return fileTree(new Map([...kept, ...release.writes]));
}

const fault = (message: string, file: string): Diagnostic => ({
  code: 'index-error',
  severity: 'error',
  message,
  at: { file },
  hint: 'nothing was published',
});

/** The errors that `lint` finds in what is published. Those of other versions do not matter here. */
function findings(
  release: Release,
  files: readonly CatalogFile[],
  read: LintSettings['read'],
): Diagnostic[] {
  const { folder } = release;
  const ours = new Set([folder, `${folder}/${release.revision}`, ...release.writes.keys()]);
  return lintTemplate(files, { ...defaultSettings, read })
    .filter(({ severity, at }) => severity === 'error' && ours.has(at.file))
    .map(lintError);
}

/**
 * Checks that Rancher will list the resulting template and preselect its default version, and lints
 * it: that also launches the new version, and compares it with earlier ones.
 */
export function lintRelease(release: Release, snapshot: CatalogSnapshot): Diagnostic[] {
  const { folder } = release;
  const read = cachedReader();
  const files = [...catalogFilesOf(filesAfter(release, snapshot)).values()];
  const { templates, errors } = indexCatalog(files, { read });
  const own = errors.filter(({ file }) => release.writes.has(file.path));
  const broken = own.map(({ file, message }) =>
    fault(`Rancher could not read it: ${message}`, file.path),
  );
  const [template] = templates;
  if (!template || broken.length > 0) return broken;
  const isListed = template.defaultTemplateVersionId !== '';
  const config = `${folder}/config.yml`;
  const unlisted = isListed ? [] : [fault('no version of the template is the default one', config)];
  if (!release.isRelease) return unlisted;
  const place = `${folder}/${release.revision}`;
  const version = template.versions.find((each) => each.folder === place);
  if (!version || template.folders.length > 1) {
    return [...unlisted, fault('Rancher would not list this version', place)];
  }
  const shadowed = version.shadowed.map(({ path }) =>
    fault(`Rancher keeps one file of the name ${baseName(path)} in a version`, path),
  );
  const found = release.isImported ? [] : findings(release, files, read);
  return [...unlisted, ...shadowed, ...found];
}
