import { basename, resolve } from 'node:path';
import { CatalogError, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { isMap } from '../../model/json.ts';
import type { Launch } from '../../rancher/launch/launch.ts';
import { launchVersion } from '../../rancher/launch/launch-version.ts';
import type { Source } from '../../source/source.ts';
import { cachedReader } from '../../source/cached-reader.ts';
import { readVersion } from './read-version.ts';
import { createdServices, type CreatedService } from '../../rancher/launch/created-services.ts';
import {
  describeLaunch,
  launchDiagnostics,
  launchYaml,
} from '../../rancher/launch/describe-launch.ts';
import { readVariables, settingsOf } from './variable-answers.ts';

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
  /** The folder of the version, if the folder of a template was given. */
  readonly chosen: string | undefined;
  /** The services of an accepted launch. */
  readonly created: readonly CreatedService[];
  /** The launch as plain data. */
  describe(): Readonly<Record<string, unknown>>;
  /** The services in full, as one compose file. */
  yaml(): string;
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
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

/** The fault of an answer that is a map or a list. */
function answerFault(source: Source, variable: string): Diagnostic {
  return {
    code: 'wrong-type',
    severity: 'error',
    message: `the answer of ${variable} is a map or a list; Rancher supports text only`,
    at: source.placeOf([variable], 'key'),
    hint: `write ${variable} and its answer on one line: ${variable}: TEXT`,
  };
}

/** A file of `variable: answer`. Of numbers and booleans, the text counts. */
async function readAnswers(path: string, signal: AbortSignal): Promise<Map<string, string>> {
  const source = await readVariables(path, signal);
  if (!source || !isMap(source.value)) return new Map();
  return new Map(
    Object.entries(source.value).map(([variable, answer]): [string, string] => {
      if (typeof answer === 'object' && answer !== null) {
        throw new CatalogError([answerFault(source, variable)]);
      }
      return [variable, source.scalarAt([variable])?.text ?? ''];
    }),
  );
}

/** A warning for each variable that makes no difference, such as a misspelt one. */
function unknownVariables(
  variables: readonly string[],
  { block, files }: Launch,
  folder: string,
): Diagnostic[] {
  const asked = new Set(block?.questions.map(({ variable }) => variable));
  const isUsed = (name: string) => files.some(({ file }) => file.text?.includes(name));
  const unknown = new Set(variables.filter((name) => !asked.has(name) && !isUsed(name)));
  return [...unknown].map((name) => {
    const meant = nearest(name, asked);
    return {
      code: 'launch-unknown',
      severity: 'warning',
      message: `no question has the variable ${name}, and no file uses it`,
      at: { file: folder },
      ...(meant === undefined ? {} : { hint: `did you mean ${meant}?` }),
    };
  });
}

/** Determines what Rancher would do at the launch of a template version. */
export async function launchFolder(options: LaunchFolderOptions): Promise<LaunchedFolder> {
  const { answers, set, previousVersion, signal } = options;
  const folder = shownFolder(options.folder);
  const { files, chosen } = await readVersion(folder, signal);
  const given = answers === undefined ? undefined : await readAnswers(answers, signal);
  const settings = new Map(settingsOf(set).map(({ key, text }) => [key, text]));
  const launch = launchVersion(files, {
    ...(given ? { answers: given } : {}),
    set: settings,
    previousVersion,
    read: cachedReader(),
  });
  return {
    launch,
    chosen,
    created: createdServices(launch),
    describe: () => describeLaunch(launch),
    yaml: () => launchYaml(launch),
    diagnostics: [
      ...launchDiagnostics(launch, folder),
      ...unknownVariables([...(given?.keys() ?? []), ...settings.keys()], launch, folder),
    ],
    texts: new Map(launch.files.map(({ file }) => [file.path, file.text ?? ''] as const)),
  };
}
