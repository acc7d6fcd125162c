import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import { isInput } from '../../files/read-text-or-input.ts';
import { readText } from '../../files/read-text.ts';
import { renderEntry } from '../../generate/render-entry.ts';
import { isMap } from '../../model/json.ts';
import { programVersion } from '../../model/program-version.ts';
import { catalogFilesOf } from '../../rancher/catalog-file.ts';
import { launchDiagnostics } from '../../rancher/launch/describe-launch.ts';
import type { Launch } from '../../rancher/launch/launch.ts';
import { launchVersion } from '../../rancher/launch/launch-version.ts';
import { parseVersionFolder } from '../../rancher/template-path.ts';
import { cachedReader } from '../../source/cached-reader.ts';
import { parseSource } from '../../source/parse-source.ts';
import { checkRendered } from '../entries/check-rendered.ts';
import { launchFolder } from '../entries/launch-folder.ts';
import { loadEntries } from '../entries/load-entries.ts';
import { isChart } from '../launching/read-chart.ts';

/** What is planned. */
export interface PlanTargetOptions {
  /** A version, a template, or an answers file. @default undefined, the answers file or the working directory */
  readonly path: string | undefined;
  /** An answers file of `generate`; with the path of a template, a file of VARIABLE: ANSWER. */
  readonly answers: string | undefined;
  readonly set: readonly string[];
  readonly signal: AbortSignal;
}

/** A stack as it would be launched. */
export interface PlanTarget {
  /** Undefined if it is not launched, because of errors. */
  readonly launch: Launch | undefined;
  /** The name that Rancher gives the stack unless the user changes it. */
  readonly name: string;
  /** What messages about the stack as a whole are shown at. */
  readonly file: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}

/** The answers file that `generate` reads if none is named. */
const usualAnswers = 'answers.yml';

const isFile = (path: string): boolean =>
  isInput(path) || (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);

/** Whether a file is an answers file of `generate`, also if it is broken: then that is reported. */
function isOfBlueprint(path: string): boolean {
  if (isInput(path)) return true;
  const { value: text } = readText(path);
  const { value: source } = parseSource(text ?? '', path);
  if (!source) return text === undefined || /^["'{\s]*blueprint["']?\s*:/m.test(text);
  return isMap(source.value) && typeof source.value.blueprint === 'string';
}

/** The entry that an answers file describes, launched with its defaults. */
async function ofEntry(answers: string, { set, signal }: PlanTargetOptions): Promise<PlanTarget> {
  const { entries, diagnostics, texts } = await loadEntries({ answers: [answers], set, signal });
  const [loaded] = entries;
  const none = { launch: undefined, name: '', file: answers };
  if (!loaded || hasErrors(diagnostics)) return { ...none, diagnostics, texts };
  const { entry, blueprint, at } = loaded;
  const rendered = renderEntry(blueprint, entry, programVersion);
  const found = [...diagnostics, ...checkRendered(rendered, entry.name, blueprint)];
  if (hasErrors(found)) return { ...none, diagnostics: found, texts };
  const launch = launchVersion(catalogFilesOf(rendered.version, entry.name), {
    read: cachedReader(),
  });
  return {
    launch,
    name: entry.name,
    file: at.file,
    diagnostics: [...found, ...launchDiagnostics(launch, at.file)],
    texts,
  };
}

/** The name of the template that a folder is, or is a version of. */
function templateName(folder: string): string {
  const path = resolve(folder);
  return basename(parseVersionFolder(basename(path)) ? dirname(path) : path);
}

async function ofFolder(folder: string, options: PlanTargetOptions): Promise<PlanTarget> {
  if (isChart(folder)) {
    throw usageError(
      `plan is for Rancher 1.6, and ${folder} is a chart for Rancher 2`,
      'Kubernetes places the pods of a chart; launch shows them',
    );
  }
  if (existsSync(join(folder, 'blueprint.yml')) && !existsSync(join(folder, 'config.yml'))) {
    throw usageError(
      `${folder} is a blueprint, from which any number of entries can be made`,
      `pass an answers file: --answers ${join(folder, 'answers.example.yml')}`,
    );
  }
  const { launch, chosen, diagnostics, texts } = await launchFolder({
    folder,
    answers: options.answers,
    set: options.set,
    previousVersion: '',
    signal: options.signal,
  });
  return {
    launch,
    name: templateName(folder),
    file: chosen ?? folder,
    diagnostics,
    texts,
  };
}

/**
 * Launches what a call names: an answers file of `generate`, whose entry is rendered but not written, or a template
 * with answers of its questions.
 */
export async function planTarget(options: PlanTargetOptions): Promise<PlanTarget> {
  const { path, answers } = options;
  if (path !== undefined && !isChart(path) && isFile(path)) {
    if (answers === undefined) return ofEntry(path, options);
    throw usageError(
      `${path} is a file, and --answers names another one`,
      'pass the answers file of an entry alone, or the directory of a template with --answers',
    );
  }
  if (path !== undefined) return ofFolder(path, options);
  if (answers !== undefined) {
    return isOfBlueprint(answers) ? ofEntry(answers, options) : ofFolder('.', options);
  }
  const isTemplate = ['config.yml', 'docker-compose.yml', 'docker-compose.yml.tpl'].some((name) =>
    existsSync(name),
  );
  return !isTemplate && existsSync(usualAnswers)
    ? ofEntry(usualAnswers, options)
    : ofFolder('.', options);
}
