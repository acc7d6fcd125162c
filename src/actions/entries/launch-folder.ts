import { basename, resolve } from 'node:path';
import { parseSettings } from '../../answers/setting.ts';
import { catalogError, CatalogError, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { readCatalog } from '../../files/read-catalog.ts';
import { shownPath } from '../../files/read-text.ts';
import { readTextOrInput } from '../../files/read-text-or-input.ts';
import { isMap } from '../../model/json.ts';
import { baseName, inWalkOrder, type CatalogFile } from '../../rancher/catalog-file.ts';
import { indexCatalog } from '../../rancher/index-catalog.ts';
import {
  launchVersion,
  type Launch,
  type VersionFiles,
} from '../../rancher/launch/launch-version.ts';
import { parseSource } from '../../source/parse-source.ts';
import { cachedReader } from '../../source/cached-reader.ts';
import { describeLaunch, launchDiagnostics, launchYaml } from './describe-launch.ts';

/** What to launch, and with which answers. */
export interface LaunchFolderOptions {
  /** The folder of a version, or of a template for its default version. */
  readonly folder: string;
  /** A file of `variable: answer`; `-` is standard input. @default undefined, no default is changed */
  readonly answers: string | undefined;
  /** Texts of the form KEY=VALUE; they take precedence over the file. */
  readonly set: readonly string[];
  /** The version that the stack has before; '' at a first launch. */
  readonly previousVersion: string;
  readonly signal: AbortSignal;
}

/** What Rancher would do at a launch. */
export interface LaunchedFolder {
  readonly launch: Launch;
  /** The launch as plain data. */
  describe(): Readonly<Record<string, unknown>>;
  /** The services in full, as one compose file. */
  yaml(): string;
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}

function nothingHere(folder: string): CatalogError {
  return catalogError(
    'not-a-catalog',
    'this directory is not a template version',
    'expected docker-compose.yml and rancher-compose.yml, with or without .tpl',
    { file: folder },
  );
}

/**
 * A folder as messages name it. The working directory gets its name: a place such as `docker-compose.yml:3`
 * would not show which version it is in, where several are launched in turn.
 */
export function shownFolder(folder: string, workingDirectory = resolve('.')): string {
  const bare = folder.replace(/(?<=.)\/+$/, '');
  // The root has no name.
  const name = basename(workingDirectory);
  return bare === '.' && name !== '' ? `../${name}` : bare;
}

const below = (folder: string, path: string) => (folder === '/' ? `/${path}` : `${folder}/${path}`);

/** In the folder itself: Rancher also uses those of folders below, but no version has them there. */
const isCompose = ({ path }: CatalogFile) =>
  /^(?:docker|rancher)-compose\.yml(?:\.tpl)?$/.test(path);

/** The folder, below a template's own, of its default version, else of its last. */
function defaultVersion(files: readonly CatalogFile[], folder: string): string {
  const placed = files.map((file) => ({ ...file, path: `templates/x/${file.path}` }));
  const [template] = indexCatalog(placed).templates;
  const version =
    template?.versions.find(({ id }) => id === template.defaultTemplateVersionId) ??
    template?.versions.at(-1);
  if (!version) throw nothingHere(folder);
  return baseName(version.folder);
}

/** The files of a version by name, as Rancher serves them; their paths are as they were given. */
async function filesOf(folder: string, signal: AbortSignal): Promise<VersionFiles> {
  const { value: files, diagnostics } = await readCatalog(folder, signal);
  if (!files) throw new CatalogError(diagnostics);
  const isTemplate = files.some(({ path }) => path === 'config.yml');
  if (isTemplate) return filesOf(below(folder, defaultVersion(files, folder)), signal);
  if (!files.some(isCompose)) throw nothingHere(folder);
  const placed = inWalkOrder(files).map((file) => ({ ...file, path: below(folder, file.path) }));
  return new Map(placed.map((file) => [baseName(file.path), file]));
}

const answerFault = (variable: string, file: string): Diagnostic => ({
  code: 'wrong-type',
  severity: 'error',
  message: `the answer of ${variable} is a map or a list; Rancher supports text only`,
  at: { file },
});

/** A file of `variable: answer`. Of numbers and booleans, the text counts. */
async function readAnswers(path: string, signal: AbortSignal): Promise<Map<string, string>> {
  const { value: text, diagnostics } = await readTextOrInput(path, signal);
  signal.throwIfAborted();
  if (text === undefined) throw new CatalogError(diagnostics);
  if (text.trim() === '') return new Map();
  const { value: source, diagnostics: faults } = parseSource(text, shownPath(path));
  if (!source || !isMap(source.value)) throw new CatalogError(faults);
  return new Map(
    Object.entries(source.value).map(([variable, answer]): [string, string] => {
      if (typeof answer === 'object' && answer !== null) {
        throw new CatalogError([answerFault(variable, shownPath(path))]);
      }
      return [variable, source.scalarAt([variable])?.text ?? ''];
    }),
  );
}

function settingsOf(texts: readonly string[]): Map<string, string> {
  const { value, diagnostics } = parseSettings(texts);
  if (!value) throw new CatalogError(diagnostics);
  return new Map(value.map(({ key, text }) => [key, text]));
}

/** Determines what Rancher would do at the launch of a template version. */
export async function launchFolder(options: LaunchFolderOptions): Promise<LaunchedFolder> {
  const { answers, set, previousVersion, signal } = options;
  const folder = shownFolder(options.folder);
  const launch = launchVersion(await filesOf(folder, signal), {
    ...(answers === undefined ? {} : { answers: await readAnswers(answers, signal) }),
    set: settingsOf(set),
    previousVersion,
    read: cachedReader(),
  });
  return {
    launch,
    describe: () => describeLaunch(launch),
    yaml: () => launchYaml(launch),
    diagnostics: launchDiagnostics(launch, folder),
    texts: new Map(launch.files.map(({ file }) => [file.path, file.text ?? ''] as const)),
  };
}
