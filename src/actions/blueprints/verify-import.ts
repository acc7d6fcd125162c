import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { buildTree } from '../../generate/build-tree.ts';
import { renderEntry } from '../../generate/render-entry.ts';
import { compareVersions, type ComparedVersion } from '../../import/compare-versions.ts';
import type { ImportSource } from '../../import/import-source.ts';
import type { ImportedVersion, ImportFault } from '../../import/import-version.ts';
import { oneLine } from '../../lint/index-errors.ts';
import type { AnswerSpec } from '../../model/answers.ts';
import { bytesOf, type FileTree } from '../../model/file-tree.ts';
import { programVersion } from '../../model/program-version.ts';
import { catalogFilesOf, type CatalogFile } from '../../rancher/catalog-file.ts';
import { indexCatalog } from '../../rancher/index-catalog.ts';
import { launchVersion, type VersionFiles } from '../../rancher/launch/launch-version.ts';
import { cachedReader } from '../../source/cached-reader.ts';
import type { YamlRead } from '../../source/read-yaml.ts';
import { checkRendered, plausibleAnswers } from '../entries/check-rendered.ts';
import { entryPlace } from './entry-place.ts';
import { importedEntry, type ImportedEntry } from './imported-entry.ts';

/** Whether an imported blueprint gives Rancher the same as its entry. */
export interface Verification {
  /** What Rancher or `generate` refuses. */
  readonly faults: readonly ImportFault[];
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

/** The files that a blueprint is compared with. */
interface Launchable {
  readonly files: VersionFiles;
  /** Why Rancher refuses them as they are. */
  readonly refusal?: ImportFault;
}

/** The files as Rancher launches them. Those with a text that Go cannot read were launched before Rancher 1.5, as they are. */
function launchable(
  files: VersionFiles,
  read: Read,
  specs: readonly AnswerSpec[],
): Launchable | ImportFault {
  for (const answers of plausibleAnswers(specs)) {
    if (launchVersion(files, { answers, read }).verdict === 'accepted') return { files };
  }
  const { verdict, error, at } = launchVersion(files, { read });
  const message = oneLine(error ?? verdict);
  // Places are those of a text with line breaks of one character.
  const offset = at?.file.text?.slice(0, at.offset).replaceAll('\r\n', '\n').length;
  const refusal = { message, ...(at && offset !== undefined ? { file: at.file, offset } : {}) };
  const plain = withoutPass(files);
  const isPlain = launchVersion(plain, { read }).verdict === 'accepted';
  if (isPlain) return { files: plain, refusal };
  return {
    ...refusal,
    message: `Rancher refuses to launch this version: ${message}`,
    hint: 'correct it in a copy of the version, and import that one',
  };
}

function generatedVersion(tree: FileTree, read: Read): ComparedVersion | undefined {
  const files = [...catalogFilesOf(tree, 'templates/entry').values()];
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

/** What `generate` would refuse, at the places of the entry. */
function refusedParts(
  diagnostics: readonly Diagnostic[],
  files: FileTree,
  { version }: ImportSource,
): ImportFault[] {
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ message, at }) => ({
      message: `generate would refuse this: ${message}`,
      ...(at ? entryPlace(at, files, version.files) : {}),
    }));
}

function compare(
  { entry, blueprint }: ImportedEntry,
  { files: made }: ImportedVersion,
  source: ImportSource,
  answerSets: number,
): Verification {
  const read = cachedReader();
  const { template, version } = source;
  const found = launchable(version.files, read, [...blueprint.schema.specs.values()]);
  if (!('files' in found)) return { ...none, faults: [found] };
  const rendered = renderEntry(blueprint, entry, programVersion);
  const refusal = found.refusal?.message;
  if (hasErrors(rendered.diagnostics)) {
    return { ...none, faults: refusedParts(rendered.diagnostics, made, source), refusal };
  }
  const generated = generatedVersion(buildTree(rendered), read);
  const icon = template.icons.at(-1);
  const was: ComparedVersion = {
    config: template.config,
    version: version.version,
    block: version.block,
    files: found.files,
    icon: icon && bytesOf(source.read(icon.path)),
  };
  const differences = generated
    ? compareVersions(was, generated, { answerSets, read })
    : ['Rancher finds no version in the generated entry'];
  if (differences.length > 0) return { faults: [], differences, refusal };
  // The branches have been launched to compare them.
  const checked = checkRendered(rendered, entry.name, blueprint, { branches: false });
  return { faults: refusedParts(checked, made, source), differences, refusal };
}

const none: Verification = { faults: [], differences: [], refusal: undefined };

/** Generates the entry of an imported blueprint, and compares it with the entry that it was imported from. */
export async function verifyImport(
  imported: ImportedVersion,
  source: ImportSource,
  answerSets: number,
): Promise<Verification> {
  const { value, diagnostics } = await importedEntry(imported);
  if (value) return compare(value, imported, source, answerSets);
  return { ...none, faults: refusedParts(diagnostics, imported.files, source) };
}
