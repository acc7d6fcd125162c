import { join, relative, resolve } from 'node:path';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { withTemporaryFolder } from '../../files/with-temporary-folder.ts';
import { buildTree } from '../../generate/build-tree.ts';
import { renderEntry } from '../../generate/render-entry.ts';
import { compareVersions, type ComparedVersion } from '../../import/compare-versions.ts';
import type { ImportSource } from '../../import/import-source.ts';
import type { ImportFault } from '../../import/import-version.ts';
import type { LostPart } from '../../import/lost-parts.ts';
import { sourceOffset } from '../../import/source-text.ts';
import { oneLine } from '../../lint/index-errors.ts';
import { bytesOf, type FileTree } from '../../model/file-tree.ts';
import { programVersion } from '../../model/program-version.ts';
import { catalogFilesOf, type CatalogFile } from '../../rancher/catalog-file.ts';
import { indexCatalog } from '../../rancher/index-catalog.ts';
import { launchPlausibly } from '../../rancher/launch/launch-plausibly.ts';
import { launchVersion, type VersionFiles } from '../../rancher/launch/launch-version.ts';
import { cachedReader } from '../../source/cached-reader.ts';
import type { YamlRead } from '../../source/read-yaml.ts';
import { checkRendered } from '../entries/check-rendered.ts';
import { loadEntries, type LoadedEntry } from '../entries/load-entries.ts';
import { entryPlace } from './entry-place.ts';

/** Whether an imported blueprint gives Rancher the same as its entry. */
export interface Verification {
  /** What Rancher or `generate` refuses. */
  readonly faults: readonly ImportFault[];
  readonly differences: readonly string[];
  /** Files of the blueprint that `generate` leaves out. */
  readonly lost: readonly LostPart[];
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
function launchable(files: VersionFiles, read: Read): Launchable | ImportFault {
  const { verdict, error, at } = launchPlausibly(files, { read });
  if (verdict === 'accepted') return { files };
  const message = oneLine(error ?? verdict);
  const offset = at && sourceOffset(at.file.text ?? '', at.offset);
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

const isOther = ({ at }: Diagnostic) => at?.file !== 'answers.yml';

/** What `generate` would refuse, at the places of the entry. */
function refusedParts(
  diagnostics: readonly Diagnostic[],
  made: FileTree,
  { version }: ImportSource,
): ImportFault[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  // What the blueprint accepts in an answers file is known only if there is nothing else.
  const counted = errors.some(isOther) ? errors.filter(isOther) : errors;
  return counted.map(({ message, at, hint }) => {
    const place = at ? entryPlace(at, made, version) : {};
    const isTemplate = place.offset !== undefined;
    const text = place.file || !at ? message : `${at.file}: ${message}`;
    return {
      message: `generate would refuse this: ${text}`,
      ...place,
      // What to do with a template is not what to do with the entry.
      ...(hint === undefined || isTemplate ? {} : { hint }),
    };
  });
}

/** The files that `generate` leaves out. */
const unusedParts = (diagnostics: readonly Diagnostic[]): LostPart[] =>
  diagnostics
    .filter(({ code }) => code === 'blueprint-unused')
    .map(({ message, at, hint }) => ({
      message: `${at?.file ?? 'a file'} is not carried over: ${message}`,
      ...(hint === undefined ? {} : { hint }),
    }));

/** What `generate` refuses of the blueprint, by its diagnostics. */
type FaultsOf = (diagnostics: readonly Diagnostic[]) => readonly ImportFault[];

function compare(
  { entry, blueprint }: LoadedEntry,
  source: ImportSource,
  answerSets: number,
  faultsOf: FaultsOf,
): Partial<Verification> {
  const read = cachedReader();
  const { template, version } = source;
  const found = launchable(version.files, read);
  if (!('files' in found)) return { faults: [found] };
  const rendered = renderEntry(blueprint, entry, programVersion);
  const refusal = found.refusal?.message;
  const { diagnostics } = rendered;
  if (hasErrors(diagnostics)) return { faults: faultsOf(diagnostics), refusal };
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
  if (differences.length > 0) return { differences, refusal };
  // The branches have been launched to compare them.
  const checked = checkRendered(rendered, entry.name, blueprint, { branches: false });
  return { faults: faultsOf(checked), refusal };
}

/** A diagnostic with a path in a folder in place of that to its file. */
function shortened(each: Diagnostic, folder: string): Diagnostic {
  const path = each.at && relative(folder, resolve(each.at.file));
  return !path || path.startsWith('..') ? each : { ...each, at: { ...each.at, file: path } };
}

/** How an imported blueprint is compared with its entry. */
interface VerifyOptions {
  /** Random answers with which both are launched, beside the default ones. */
  readonly answerSets: number;
  readonly signal: AbortSignal;
}

/**
 * Generates the entry of an imported blueprint, which is loaded from a temporary folder as `generate` does, and
 * compares it with the entry that it was imported from.
 */
export const verifyImport = (
  files: FileTree,
  source: ImportSource,
  { answerSets, signal }: VerifyOptions,
): Promise<Verification> =>
  withTemporaryFolder(files, async (folder) => {
    const { entries, diagnostics } = await loadEntries({
      answers: [join(folder, 'answers.yml')],
      signal,
    });
    const inFolder = (found: readonly Diagnostic[]) => found.map((each) => shortened(each, folder));
    const faultsOf: FaultsOf = (found) => refusedParts(inFolder(found), files, source);
    const [loaded] = entries;
    const found = loaded
      ? compare(loaded, source, answerSets, faultsOf)
      : { faults: faultsOf(diagnostics) };
    const lost = unusedParts(inFolder(diagnostics));
    return { faults: [], differences: [], refusal: undefined, lost, ...found };
  });
