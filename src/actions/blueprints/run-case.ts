import { readAnswersFile } from '../../answers/answers-file.ts';
import { questionsOf } from '../../answers/questions-of.ts';
import { validateAnswers } from '../../answers/validate-answers.ts';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Blueprint } from '../../generate/check-blueprint.ts';
import { entryFolder, type Entry } from '../../generate/entry.ts';
import { withoutProvenance } from '../../generate/provenance.ts';
import { filesWith } from '../../generate/secret-files.ts';
import { renderEntry } from '../../generate/render-entry.ts';
import type { CaseRun } from '../../generate/testing/judge-case.ts';
import { checkLaunchAnswers } from '../../generate/testing/launch-answers.ts';
import type { TestCase, TestResult } from '../../generate/testing/test-case.ts';
import type { Question } from '../../model/answers.ts';
import { textOf, type FileTree } from '../../model/file-tree.ts';
import { isMap } from '../../model/json.ts';
import { programVersion } from '../../model/program-version.ts';
import { catalogFilesOf } from '../../rancher/catalog-file.ts';
import type { Launch } from '../../rancher/launch/launch.ts';
import { launchVersion } from '../../rancher/launch/launch-version.ts';
import { plainValue } from '../../rancher/launch/launched-service.ts';
import { storedService } from '../../rancher/launch/stored-service.ts';
import { cachedReader } from '../../source/cached-reader.ts';
import type { Source } from '../../source/source.ts';
import { checkRendered } from '../entries/check-rendered.ts';
import { launchDiagnostics } from '../../rancher/launch/describe-launch.ts';

/** A case as the answers file that it stands for; places are those in the test file. */
function answersSource({ source, pointer }: TestCase, blueprint: string): Source {
  const cases = isMap(source.value) ? source.value.cases : undefined;
  const given: unknown = Array.isArray(cases) ? cases[Number(pointer.at(-1))] : undefined;
  const { answers, defaults } = isMap(given) ? given : {};
  return {
    ...source,
    value: { blueprint, version: '1.0.0', answers: answers ?? {}, defaults: defaults ?? {} },
    placeOf: (step, part) => source.placeOf([...pointer, ...step], part),
    scalarAt: (step) => source.scalarAt([...pointer, ...step]),
  };
}

/** Variables as a map: in a list, each is `NAME=VALUE`. */
function environmentOf(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return Object.fromEntries(
    value.map(String).map((each) => {
      const split = each.indexOf('=');
      return split === -1 ? [each, ''] : [each.slice(0, split), each.slice(split + 1)];
    }),
  );
}

function serviceOf(plain: unknown): unknown {
  if (!isMap(plain) || !('environment' in plain)) return plain;
  return { ...plain, environment: environmentOf(plain.environment) };
}

function resultOf(launch: Launch, questions: readonly Question[], version: FileTree): TestResult {
  return {
    services: Object.fromEntries(
      [...launch.config].map(([name, service]) => [
        name,
        serviceOf(plainValue(storedService(service))),
      ]),
    ),
    questions: Object.fromEntries(
      questions.map(({ variable, ...question }) => [variable, question]),
    ),
    files: Object.fromEntries(
      [...version].map(([path, file]) => [path, withoutProvenance(textOf(file))]),
    ),
  };
}

/** Questions without an answer: the form does not launch, so nothing else that the launch gives is of interest. */
function unanswered({ unknownAnswers }: Launch, { source, pointer }: TestCase): Diagnostic[] {
  const at = source.placeOf([...pointer, 'launch'], 'key');
  return [...unknownAnswers].map((name) => ({
    code: 'launch-unanswered',
    severity: 'error',
    message: `the question ${name} must be answered before Rancher launches`,
    at,
    hint: `write what the user enters: launch: {${name}: ANSWER}`,
  }));
}

function launchEntry(test: TestCase, blueprint: Blueprint, entry: Entry): CaseRun {
  const questions = questionsOf(blueprint.schema, entry.answers);
  const rendered = renderEntry(blueprint, entry, programVersion);
  const { version } = rendered;
  const faults = [
    ...checkRendered(rendered, entry.name, blueprint),
    ...checkLaunchAnswers(test, questions),
  ];
  if (hasErrors(faults)) return { result: undefined, diagnostics: faults };
  const files = catalogFilesOf(version, entry.name);
  const launch = launchVersion(files, { set: test.launch, read: cachedReader() });
  const open = unanswered(launch, test);
  const found = open.length > 0 ? open : launchDiagnostics(launch, entry.name);
  const diagnostics = [...faults, ...found];
  const result = hasErrors(diagnostics) ? undefined : resultOf(launch, questions, version);
  return { result, diagnostics };
}

/** Generates the entry of a case and launches it. */
export async function runCase(test: TestCase, blueprint: Blueprint): Promise<CaseRun> {
  const { metadata } = blueprint.files;
  const read = await readAnswersFile(answersSource(test, metadata.name), []);
  const checked = read.value && validateAnswers(read.value, blueprint.schema, filesWith(blueprint));
  const diagnostics = [...read.diagnostics, ...(checked?.diagnostics ?? [])];
  if (!checked?.value || hasErrors(diagnostics)) return { result: undefined, diagnostics };
  const { name, title, description } = metadata;
  const folder = entryFolder(metadata, name);
  const answers = checked.value;
  const entry: Entry = { name, folder, title, description, version: '1.0.0', answers };
  const run = launchEntry(test, blueprint, entry);
  return { ...run, diagnostics: [...diagnostics, ...run.diagnostics] };
}
