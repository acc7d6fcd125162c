import { isAbsolute, join, normalize } from 'node:path';
import { catalogError, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import { isFile } from '../../files/built-in-blueprint.ts';
import { assertFolder } from '../../files/named-folder.ts';
import { planFile, writeFile, type FileAction } from '../../files/write-file.ts';
import { assertBranchName } from '../../git/repository.ts';
import { programVersion } from '../../model/program-version.ts';
import { renderWorkflow, workflowPaths } from '../../publish/workflow/render-workflow.ts';
import type { CiSystem } from '../../publish/workflow/workflow-options.ts';

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
  /** Whether another workflow is replaced. */
  readonly force: boolean;
  readonly dryRun: boolean;
}

/** What was written, or would be. */
export interface WrittenWorkflow {
  /** Relative to the root. */
  readonly path: string;
  readonly action: FileAction;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

// A shell accepts these characters in a path; YAML and readers of the workflow do not.
const oddCharacters = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]/;

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

function missingAnswers(root: string, answers: readonly string[]): Diagnostic[] {
  return answers
    .filter((path) => !isFile(join(root, path)))
    .map((path) => ({
      code: 'file-missing',
      severity: 'warning',
      message: 'the workflow releases this answers file, which does not exist yet',
      at: { file: join(root, path) },
    }));
}

/** Writes a workflow that checks, builds and publishes. */
export async function writeWorkflow(options: WriteWorkflowOptions): Promise<WrittenWorkflow> {
  const { system, root, mainBranch, catalogBranch, force, dryRun } = options;
  const answers = options.answers.map(checkAnswers);
  assertFolder(root, {
    of: 'a checkout of your repository',
    missingHint: 'pass the root of your repository with --out',
  });
  await assertBranchName('main-branch', mainBranch);
  await assertBranchName('branch', catalogBranch);
  const text = renderWorkflow(system, { answers, mainBranch, catalogBranch, programVersion });
  const path = workflowPaths[system];
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
  return { path, action, text, diagnostics: missingAnswers(root, answers) };
}
