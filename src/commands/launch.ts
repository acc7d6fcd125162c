import { usageError } from '../diagnostics/usage-error.ts';
import { basename, resolve } from 'node:path';
import type { Argv } from 'yargs';
import { parseSettings } from '../answers/setting.ts';
import { CatalogError, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { exitCodeOf } from '../diagnostics/exit-code.ts';
import { readCatalog } from '../files/read-catalog.ts';
import { readText } from '../files/read-text.ts';
import { isMap } from '../model/json.ts';
import { baseName, inWalkOrder, type CatalogFile } from '../rancher/catalog-file.ts';
import { indexCatalog } from '../rancher/index-catalog.ts';
import { launchVersion, type Launch, type VersionFiles } from '../rancher/launch/launch-version.ts';
import { parseSource } from '../source/parse-source.ts';
import { writeYaml } from '../source/write-yaml.ts';
import { cachedReader } from '../source/cached-reader.ts';
import type { Io } from '../terminal/io.ts';
import { reportDiagnostics } from '../terminal/report.ts';
import { once } from './options.ts';
import { drawLaunch, launchConfig, launchDiagnostics, launchJson } from './format-launch.ts';

/** The options of `launch`. */
export function builder(yargs: Argv) {
  return yargs
    .positional('path', {
      type: 'string',
      demandOption: true,
      describe:
        'the folder of a version: templates/redis/0; of a template, for its default version',
    })
    .option('answers', {
      alias: 'a',
      type: 'string',
      coerce: once('answers'),
      describe: 'a file of variable: answer; without, nobody changes a default',
    })
    .option('set', {
      alias: 's',
      type: 'string',
      array: true,
      nargs: 1,
      default: [] as string[],
      describe: 'KEY=VALUE gives one answer, before that of the file',
    })
    .option('release-previous', {
      type: 'string',
      coerce: once('release-previous'),
      describe: 'the version that the stack has before: .Release.PreviousVersion',
    })
    .option('json', { type: 'boolean', default: false, describe: 'print the verdict as JSON' })
    .option('yaml', { type: 'boolean', default: false, describe: 'print the services as YAML' })
    .example('$0 launch templates/redis/0', 'would Rancher start it, with the defaults?')
    .example('$0 launch templates/redis/0 --set scale=5 --yaml', 'the services with one answer');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

function nothingHere(folder: string): CatalogError {
  return new CatalogError([
    {
      code: 'not-a-catalog',
      severity: 'error',
      message: 'this folder is no template version',
      at: { file: folder },
      hint: 'looked for docker-compose.yml and rancher-compose.yml, each with .tpl or without',
    },
  ]);
}

/** In the folder itself: Rancher takes those of folders below too, yet no version is made so. */
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
function filesOf(folder: string): VersionFiles {
  const { value: files, diagnostics } = readCatalog(folder);
  if (!files) throw new CatalogError(diagnostics);
  const isTemplate = files.some(({ path }) => path === 'config.yml');
  if (isTemplate) return filesOf(`${folder}/${defaultVersion(files, folder)}`);
  if (!files.some(isCompose)) throw nothingHere(folder);
  const placed = inWalkOrder(files).map((file) => ({ ...file, path: `${folder}/${file.path}` }));
  return new Map(placed.map((file) => [baseName(file.path), file]));
}

const answerFault = (variable: string, file: string): Diagnostic => ({
  code: 'wrong-type',
  severity: 'error',
  message: `the answer of ${variable} is a map or a list; Rancher keeps text only`,
  at: { file },
});

/** A file of variable: answer. Numbers and truth values are taken for their text. */
function readAnswers(path: string): Map<string, string> {
  const { value: text, diagnostics } = readText(path);
  if (text === undefined) throw new CatalogError(diagnostics);
  if (text.trim() === '') return new Map();
  const { value: source, diagnostics: faults } = parseSource(text, path);
  if (!source || !isMap(source.value)) throw new CatalogError(faults);
  return new Map(
    Object.entries(source.value).map(([variable, answer]): [string, string] => {
      if (typeof answer === 'object' && answer !== null) {
        throw new CatalogError([answerFault(variable, path)]);
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

function print(args: Arguments, launch: Launch, io: Io): void {
  if (args.json) io.out(`${JSON.stringify(launchJson(launch), undefined, 2)}\n`);
  else if (args.yaml && launch.verdict === 'accepted') io.out(writeYaml(launchConfig(launch)));
  else io.out(drawLaunch(launch, io.width));
}

/** Prints what Rancher would do at the launch of a template version. Returns the exit code. */
export function run(args: Arguments, io: Io): Promise<number> {
  if (args.json && args.yaml) throw usageError('--json and --yaml do not go together');
  const folder = args.path === '.' ? `../${basename(resolve('.'))}` : args.path.replace(/\/+$/, '');
  const launch = launchVersion(filesOf(folder), {
    ...(args.answers === undefined ? {} : { answers: readAnswers(args.answers) }),
    set: settingsOf(args.set),
    previousVersion: args.releasePrevious ?? '',
    read: cachedReader(),
  });
  print(args, launch, io);
  const diagnostics = launchDiagnostics(launch, folder);
  const texts = launch.files.map(({ file }) => [file.path, file.text ?? ''] as const);
  if (!args.json) reportDiagnostics(io, diagnostics, new Map(texts));
  return Promise.resolve(hasErrors(diagnostics) ? exitCodeOf(diagnostics) : 0);
}
