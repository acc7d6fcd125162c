import { CatalogError } from '../../diagnostics/diagnostic.ts';
import { writeFixes } from '../../files/write-fixes.ts';
import { planFixes, type FixPlan } from '../../lint/plan-fixes.ts';
import type { LintFinding } from '../../lint/lint-finding.ts';
import { fold } from '../../lint/fold.ts';
import type { Environment } from '../../plan/environment.ts';
import { programVersion } from '../../model/program-version.ts';
import { readEnvironment } from '../planning/read-environment.ts';
import {
  lintCatalog,
  readLinted,
  shownFrom,
  shownPathFrom,
  type CatalogFindings,
  type LintedCatalog,
  type LintWishes,
} from './linted-catalog.ts';
import { severitiesOf } from './lint-rules.ts';

/** Which folders to lint, and how. */
export interface LintFoldersOptions extends Omit<LintWishes, 'severities' | 'environment'> {
  /** Folders of catalogs, templates or versions. */
  readonly paths: readonly string[];
  /** A number of hosts, or the path of a file of them. @default what the settings of each catalog have */
  readonly hosts: string | undefined;
  /** CODE=SEVERITY or CODE, as `--rule` takes them. */
  readonly rules: readonly string[];
  /** Merges identical findings about several revisions of a template. */
  readonly fold: boolean;
  /** Whether unambiguous fixes are made; `plan` only works them out. */
  readonly fix: 'none' | 'plan' | 'write';
}

/** Fixes that were planned for one catalog. */
export interface PlannedFixes {
  readonly plan: FixPlan;
  /** The text of a file before the fixes. */
  readonly textOf: (path: string) => string | undefined;
}

/** What `lint` found; after `write`, what is left. Paths are as seen from the working directory. */
export interface LintedFolders {
  readonly findings: readonly LintFinding[];
  /** By the paths that findings name. */
  readonly texts: ReadonlyMap<string, string>;
  /** With `plan`: one for each catalog. */
  readonly planned: readonly PlannedFixes[];
  /** How many findings were fixed. */
  readonly fixed: number;
  /** The version of the program that found them. */
  readonly programVersion: string;
}

interface Linted extends CatalogFindings {
  readonly linted: LintedCatalog;
}

function planFor({ linted, findings }: Linted): PlannedFixes {
  const texts = new Map(linted.files.map(({ path, text = '' }) => [path, text] as const));
  const textOf = (path: string) => texts.get(path);
  return { plan: planFixes(findings, textOf, (path) => texts.has(path)), textOf };
}

async function lintFolder(path: string, wishes: LintWishes): Promise<Linted> {
  const linted = await readLinted(path, wishes.signal);
  return { linted, ...(await lintCatalog(linted, wishes)) };
}

class LintRun {
  readonly findings: LintFinding[] = [];
  readonly texts = new Map<string, string>();
  readonly planned: PlannedFixes[] = [];
  fixed = 0;
  readonly programVersion = programVersion;
  readonly #options: LintFoldersOptions;
  readonly #wishes: LintWishes;

  constructor(options: LintFoldersOptions, environment: Environment | undefined) {
    this.#options = options;
    this.#wishes = { ...options, environment, severities: severitiesOf(options.rules) };
  }

  async lint(path: string): Promise<void> {
    const first = await lintFolder(path, this.#wishes);
    const isChanged = this.#options.fix !== 'none' && this.#fix(first);
    this.#keep(isChanged ? await lintFolder(path, this.#wishes) : first);
  }

  /** Plans fixes, and makes them if wanted. Returns whether files have changed. */
  #fix(found: Linted): boolean {
    const fixes = planFor(found);
    if (this.#options.fix === 'plan') this.planned.push(fixes);
    if (this.#options.fix === 'plan' || fixes.plan.count === 0) return false;
    writeFixes(found.linted.target.root, fixes.plan, fixes.textOf);
    this.fixed += fixes.plan.count;
    return true;
  }

  #keep({ linted: { target, files }, findings, texts }: Linted): void {
    const kept = this.#options.fold ? fold(findings) : findings;
    this.findings.push(...kept.map((finding) => shownFrom(target, finding)));
    for (const { path, text } of files) {
      if (text !== undefined) this.texts.set(shownPathFrom(target, path), text);
    }
    for (const [path, text] of texts) this.texts.set(shownPathFrom(target, path), text);
  }
}

/** The hosts of `--hosts`. Throws if they cannot be read. */
async function environmentOf({
  hosts,
  signal,
}: LintFoldersOptions): Promise<Environment | undefined> {
  if (hosts === undefined) return undefined;
  const { value, diagnostics } = await readEnvironment(hosts, signal);
  if (!value) throw new CatalogError(diagnostics);
  return value;
}

/** Lints catalogs, and applies unambiguous fixes if wanted. */
export async function lintFolders(options: LintFoldersOptions): Promise<LintedFolders> {
  const run = new LintRun(options, await environmentOf(options));
  for (const path of options.paths) await run.lint(path);
  return run;
}
