import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { templatesFolder } from '../files/read-template.ts';
import { fileTree, type FileTree } from '../model/file-tree.ts';
import { baseName, type CatalogFile } from '../rancher/catalog-file.ts';
import { indexCatalog } from '../rancher/catalog-index.ts';
import type { IndexedVersion } from '../rancher/indexed-template.ts';
import { launchVersion } from '../rancher/launch/launch-version.ts';
import { cachedReader } from '../source/yaml-cache.ts';
import type { Release } from './plan-release.ts';
import { launchDiagnostics } from './show-launch.ts';
import type { Snapshot } from './snapshot.ts';

function catalogFiles(files: FileTree): CatalogFile[] {
  return [...files].map(([path, { content }]) => {
    const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
    return { path, sizeBytes: content.length, text };
  });
}

/** All files of the template as it will be. */
function filesAfter(release: Release, snapshot: Snapshot): FileTree {
  const folder = `${templatesFolder}/${release.name}`;
  const gone = new Set(release.removes);
  const before = fileTree(snapshot.templates.get(release.name)?.files ?? [], folder);
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

/** Whether a user can launch the version without an answer: only then defaults say something. */
const isAnswered = ({ block }: IndexedVersion) =>
  block.questions.every(({ required, default: value }) => !required || value !== '');

/**
 * Whether Rancher will list the template as it will be, preselect its default version, and launch
 * the new version with the answers of a user who changes none.
 */
export function lintRelease(release: Release, snapshot: Snapshot): Diagnostic[] {
  const folder = `${templatesFolder}/${release.name}`;
  const read = cachedReader();
  const { templates, errors } = indexCatalog(catalogFiles(filesAfter(release, snapshot)), { read });
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
  const launched = isAnswered(version) ? launchVersion(version.files, { read }) : undefined;
  return [...unlisted, ...shadowed, ...(launched ? launchDiagnostics(launched, place) : [])];
}
