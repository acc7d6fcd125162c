import { isAbsolute, join, normalize } from 'node:path';
import { catalogError, hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import { assertFolder } from '../../files/named-folder.ts';
import { planFile, writeFile, type FileAction } from '../../files/write-file.ts';
import { assertBranchName } from '../../git/repository.ts';
import { imageContext } from '../../generate/image-context.ts';
import { canBePushed, registryOf } from '../../model/image-reference.ts';
import { programVersion } from '../../model/program-version.ts';
import { renderWorkflow, workflowPaths } from '../../publish/workflow/render-workflow.ts';
import type { CiSystem, WorkflowEntry } from '../../publish/workflow/workflow-options.ts';
import { formsOf, type WantedTarget } from '../entries/entry-forms.ts';
import { loadEntries, type LoadedEntry } from '../entries/load-entries.ts';

export { ciSystems } from '../../publish/workflow/workflow-options.ts';

/** Which workflow is written, and where. */
export interface WriteWorkflowOptions {
  readonly system: CiSystem;
  /** The answers files to release, relative to `root`. */
  readonly answers: readonly string[];
  /** The root of the user's repository. */
  readonly root: string;
  /** The branch of the user's repository whose pushes are released. */
  readonly mainBranch: string;
  /** The branch of the catalog repository. */
  readonly catalogBranch: string;
  /** Registries to log in to, beside those that images are pushed to. */
  readonly registries: readonly string[];
  /** The form that is released. @default undefined, what the blueprints have */
  readonly target?: WantedTarget;
  /** Whether another workflow is replaced. */
  readonly force: boolean;
  readonly dryRun: boolean;
}

/** What was written, or would be. */
export interface WrittenWorkflow {
  /** Relative to the root. */
  readonly path: string;
  /** Undefined if an answers file has errors: then nothing is written. */
  readonly action: FileAction | undefined;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}

// A shell accepts these characters in a path; YAML and readers of the workflow do not. CI systems replace `${…}`
// and `$[[…]]` in it.
const oddCharacters = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]|\$[{[]/;

function checkAnswers(path: string): string {
  const plain = normalize(path);
  if (
    path === '' ||
    path === '-' ||
    isAbsolute(path) ||
    plain.startsWith('..') ||
    oddCharacters.test(path)
  ) {
    throw usageError(
      `--answers ${JSON.stringify(path)} is not a path in the repository`,
      'give a path relative to the root of the repository: redis/answers.yml',
    );
  }
  return plain;
}

function assertRegistry(registry: string): void {
  if (/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/i.test(registry)) return;
  throw usageError(
    `--registry ${JSON.stringify(registry)} is not the host of a registry`,
    'give a host, with a port if it has one: registry.example.com:5000',
  );
}

interface ReadEntries {
  readonly entries: readonly WorkflowEntry[];
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}

const localHint = 'to build it in the workflow, name one with a registry, and run ci init again';

function workflowEntry(answers: string, { entry, blueprint, at }: LoadedEntry) {
  const tag = imageContext(entry, blueprint.files)?.tag;
  const isLocal = tag !== undefined && !canBePushed(tag);
  const warning: Diagnostic = {
    code: 'image-local',
    severity: 'warning',
    message: `the workflow does not build ${tag}, a name to which no image can be pushed`,
    at: { file: at.file },
    hint: localHint,
  };
  return {
    entry: { answers, registry: tag === undefined || isLocal ? undefined : registryOf(tag) },
    diagnostics: isLocal ? [warning] : [],
  };
}

/** Reads the answers files, because the jobs of a workflow depend on whether the entries have images. */
async function readEntries(
  root: string,
  answers: readonly string[],
  target: WantedTarget,
): Promise<ReadEntries> {
  const loaded = await loadEntries({ answers: answers.map((path) => join(root, path)) });
  const found = loaded.entries.map((entry, index) => workflowEntry(answers[index] ?? '', entry));
  return {
    entries: found.map(({ entry }) => entry),
    diagnostics: [
      ...loaded.diagnostics,
      ...loaded.entries.flatMap((each) => formsOf(each, target).diagnostics),
      ...found.flatMap(({ diagnostics }) => diagnostics),
    ],
    texts: loaded.texts,
  };
}

/** Writes a workflow that checks, builds and publishes. */
export async function writeWorkflow(options: WriteWorkflowOptions): Promise<WrittenWorkflow> {
  const { system, root, mainBranch, catalogBranch, registries, force, dryRun } = options;
  const answers = options.answers.map(checkAnswers);
  registries.forEach(assertRegistry);
  assertFolder(root, {
    of: 'a checkout of your repository',
    missingHint: 'pass the root of your repository with --out',
  });
  await assertBranchName('main-branch', mainBranch);
  await assertBranchName('branch', catalogBranch);
  const { entries, ...found } = await readEntries(root, answers, options.target);
  const path = workflowPaths[system];
  if (hasErrors(found.diagnostics)) return { path, action: undefined, text: '', ...found };
  const text = renderWorkflow(system, {
    entries,
    registries,
    mainBranch,
    catalogBranch,
    target: options.target,
    programVersion,
  });
  const action = planFile(root, path, text);
  if (action === 'replace' && !force && !dryRun) {
    throw catalogError(
      'file-exists',
      'a different workflow already exists',
      'use --force to replace it, or --dry-run to print the new one',
      { file: join(root, path) },
    );
  }
  if (action !== 'unchanged' && !dryRun) writeFile(root, path, text);
  return { path, action, text, ...found };
}
