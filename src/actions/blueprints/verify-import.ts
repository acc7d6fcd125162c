import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { buildTree } from '../../generate/build-tree.ts';
import { renderEntry } from '../../generate/render-entry.ts';
import { compareVersions, type ComparedVersion } from '../../import/compare-versions.ts';
import type { ImportSource } from '../../import/import-source.ts';
import type { ImportedVersion } from '../../import/import-version.ts';
import { bytesOf, textOf, type FileTree } from '../../model/file-tree.ts';
import { programVersion } from '../../model/program-version.ts';
import type { CatalogFile } from '../../rancher/catalog-file.ts';
import { indexCatalog } from '../../rancher/index-catalog.ts';
import { launchVersion, type VersionFiles } from '../../rancher/launch/launch-version.ts';
import { cachedReader } from '../../source/cached-reader.ts';
import type { YamlRead } from '../../source/read-yaml.ts';
import { importedEntry, type ImportedEntry } from './imported-entry.ts';

/** Whether an imported blueprint gives Rancher the same as its entry. */
export interface Verification {
  /** Faults of the blueprint, and what Rancher would refuse. */
  readonly faults: readonly Diagnostic[];
  readonly differences: readonly string[];
  /** Rancher's error, if it refuses to launch the entry; the blueprint is compared without Go templates. */
  readonly refusal: string | undefined;
}

const withoutPass = (files: VersionFiles): VersionFiles =>
  new Map(
    [...files].map(([name, file]): [string, CatalogFile] =>
      file.text === undefined || !/-compose\.yml(?:\.tpl)?$/.test(name)
        ? [name, file]
        : [name, { ...file, text: `# notemplating\n${file.text}` }],
    ),
  );

type Read = (text: string) => YamlRead;

/** The files as Rancher launches them. Those with a text that Go cannot read were launched before Rancher 1.5, as they are. */
function launchable(files: VersionFiles, read: Read): [VersionFiles, string | undefined] {
  const { verdict, error } = launchVersion(files, { read });
  if (verdict === 'accepted') return [files, undefined];
  const plain = withoutPass(files);
  const isPlain = launchVersion(plain, { read }).verdict === 'accepted';
  return [isPlain ? plain : files, error ?? verdict];
}

function generatedVersion(tree: FileTree, read: Read): ComparedVersion | undefined {
  const files = [...tree].map(([path, file]): CatalogFile => {
    const text = textOf(file);
    return { path: `templates/entry/${path}`, sizeBytes: text.length, text };
  });
  const [template] = indexCatalog(files, { read }).templates;
  const [version] = template?.versions ?? [];
  if (!template || !version) return undefined;
  const icon = [...tree].find(([path]) => path.startsWith('catalogIcon'))?.[1];
  return {
    config: template.config,
    version: version.version,
    block: version.block,
    files: version.files,
    icon: icon && bytesOf(icon),
  };
}

function compare(
  { entry, blueprint }: ImportedEntry,
  source: ImportSource,
  answerSets: number,
): Verification {
  const read = cachedReader();
  const { template, version } = source;
  const rendered = renderEntry(blueprint, entry, programVersion);
  const { diagnostics: faults } = rendered;
  if (hasErrors(faults)) return { faults, differences: [], refusal: undefined };
  const made = generatedVersion(buildTree(rendered), read);
  const [files, refusal] = launchable(version.files, read);
  const icon = template.icons.at(-1);
  const was: ComparedVersion = {
    config: template.config,
    version: version.version,
    block: version.block,
    files,
    icon: icon && bytesOf(source.read(icon.path)),
  };
  const differences = made
    ? compareVersions(was, made, { answerSets, read })
    : ['Rancher finds no version in the generated entry'];
  return { faults, differences, refusal };
}

/** Generates the entry of an imported blueprint, and compares it with the entry that it was imported from. */
export async function verifyImport(
  imported: ImportedVersion,
  source: ImportSource,
  answerSets: number,
): Promise<Verification> {
  const { value, diagnostics } = await importedEntry(imported);
  if (!value) return { faults: diagnostics, differences: [], refusal: undefined };
  return compare(value, source, answerSets);
}
