import type { Severity } from '../diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../diagnostics/format-diagnostic.ts';
import { readYaml, type YamlRead } from '../source/read-yaml.ts';
import type { CatalogFile } from '../rancher/catalog-file.ts';
import { indexCatalog } from '../rancher/index-catalog.ts';
import type { IndexedTemplate, IndexedVersion, IndexError } from '../rancher/indexed-template.ts';
import { isGuessed } from '../rancher/launch/form-answers.ts';
import { compareRancherVersions } from '../rancher/versions.ts';
import type { LintFinding } from './lint-finding.ts';
import type { Found, YamlFile } from './found.ts';
import { withoutExplained } from './without-explained.ts';
import { templateYaml, versionYaml } from './yaml-files.ts';
import { rules, type KnownRule, type RuleCode } from './rule-list.ts';
import { placeOfSpot } from './place-of-spot.ts';
import { silence, type Ignore } from './silence.ts';
import { defaultOptions, type LintOptions, type TemplateFacts } from './template-facts.ts';
import { versionFacts, type VersionFacts } from './version-facts.ts';

/** How a catalog is linted, from the command line and the settings file. */
export interface LintSettings {
  readonly options: LintOptions;
  /** Severities that differ from those of the rules. */
  readonly severities: ReadonlyMap<RuleCode, Severity | 'off'>;
  readonly ignores: readonly Ignore[];
  /** How texts are parsed; a caller can pass a function with a cache. */
  readonly read: (text: string) => YamlRead;
  /** Version folders to lint. @default all */
  readonly only?: ReadonlySet<string> | undefined;
}

export const defaultSettings: LintSettings = {
  options: defaultOptions,
  severities: new Map(),
  ignores: [],
  read: readYaml,
};

class Run {
  readonly findings: LintFinding[] = [];
  readonly #settings: LintSettings;

  constructor(settings: LintSettings) {
    this.#settings = settings;
  }

  /** Runs a rule; one that crashes is reported, and the others still run. */
  check(rule: KnownRule, folder: string, find: () => Iterable<Found>): void {
    const severity = this.#settings.severities.get(rule.code) ?? rule.severity;
    if (severity === 'off') return;
    try {
      for (const found of find()) this.findings.push(findingOf(rule, severity, found));
    } catch (error) {
      this.crashed(rule.code, folder, error);
    }
  }

  crashed(what: string, folder: string, error: unknown): void {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.findings.push({
      code: 'rule-crashed',
      severity: 'error',
      message: `${what} crashed and did not check this directory: ${reason}`,
      at: { file: folder },
      hint: 'this is a bug in rancher-catalog; please report it',
    });
  }
}

function findingOf(rule: KnownRule, severity: Severity, found: Found): LintFinding {
  const { at, message, hint, fix } = found;
  return {
    code: rule.code,
    severity,
    message,
    at: placeOfSpot(at),
    ...(hint === undefined ? {} : { hint }),
    ...(fix === undefined ? {} : { fix }),
  };
}

/** Versions in the order of their revisions, or of their texts if folders are named after versions. */
function inOrder(versions: readonly IndexedVersion[]): IndexedVersion[] {
  return [...versions].sort((a, b) =>
    a.name.kind === 'revision' && b.name.kind === 'revision'
      ? a.name.revision - b.name.revision
      : compareRancherVersions(a.version, b.version),
  );
}

// By scope, once: a catalog has thousands of versions.
const templateRules = rules.filter((rule) => rule.scope === 'template');
const versionRules = rules.filter((rule) => rule.scope === 'version');
const fileRules = rules.filter((rule) => rule.scope === 'file');

/** What rules find in a version, launched with one set of answers. */
function lintFacts(
  subject: VersionFacts,
  settings: LintSettings,
  isWanted: (rule: KnownRule) => boolean = () => true,
): readonly LintFinding[] {
  const run = new Run(settings);
  const { folder } = subject.version;
  for (const rule of versionRules) {
    if (isWanted(rule)) run.check(rule, folder, () => rule.check(subject));
  }
  lintYaml(versionYaml(subject), folder, run, fileRules.filter(isWanted));
  return run.findings;
}

const keyOf = ({ code, at }: LintFinding) => [code, at.file, at.line, at.column].join('\0');

/**
 * Findings that do not depend on an answer which only the user knows: they are there with other guesses
 * too, and do not quote one.
 */
function decided(
  found: readonly LintFinding[],
  other: VersionFacts,
  settings: LintSettings,
): LintFinding[] {
  const codes = new Set(found.map(({ code }) => code));
  // Only these rules: what others find now makes no difference. A crash has a code of its own.
  const isWanted = ({ code }: KnownRule) => codes.has(code) || codes.has('rule-crashed');
  const again = lintFacts(other, settings, isWanted);
  const keys = new Set(again.map(keyOf));
  return found.filter((each) => keys.has(keyOf(each)) && !isGuessed(each.message));
}

function* lintVersions(
  facts: TemplateFacts,
  run: Run,
  settings: LintSettings,
): Generator<undefined, void> {
  const { template } = facts;
  const ordered = inOrder([...template.versions, ...template.dropped]);
  for (const [index, version] of ordered.entries()) {
    if (settings.only && !settings.only.has(version.folder)) continue;
    // The catalog service does not serve what it cannot read; another rule reports the error.
    if (version.error) continue;
    yield undefined;
    try {
      const previous = ordered[index - 1];
      const subject = versionFacts(facts, version, previous);
      const found = lintFacts(subject, settings);
      const hasOther = found.length > 0 && subject.launch.unknownAnswers.size > 0;
      const other = hasOther ? versionFacts(facts, version, previous, 1) : undefined;
      run.findings.push(...(other ? decided(found, other, settings) : found));
    } catch (error) {
      run.crashed('launch', version.folder, error);
    }
  }
}

function lintYaml(files: readonly YamlFile[], folder: string, run: Run, wanted = fileRules): void {
  for (const file of files) {
    for (const rule of wanted) run.check(rule, folder, () => rule.check(file));
  }
}

function lintIndexed(template: IndexedTemplate, facts: TemplateFacts, run: Run): void {
  for (const rule of templateRules) {
    run.check(rule, template.folder, () => rule.check(facts));
  }
  lintYaml(templateYaml(facts), template.folder, run);
}

/** All that is wrong with the files of one version, whatever the template around it. */
export function lintVersion(
  files: readonly CatalogFile[],
  read: (text: string) => YamlRead,
): { readonly findings: readonly LintFinding[]; readonly errors: readonly IndexError[] } {
  const run = new Run(defaultSettings);
  const { templates, errors } = indexCatalog(files, { read });
  const { options } = defaultSettings;
  for (const template of templates) {
    finish(lintVersions({ template, files, errors, options, read }, run, defaultSettings));
  }
  return { findings: sortDiagnostics(withoutExplained(run.findings)), errors };
}

/** Goes through all steps of some work. */
function finish<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** `lintTemplate` in steps, a version each, so that a caller can do something else in between. */
export function* lintTemplateSteps(
  files: readonly CatalogFile[],
  settings: LintSettings,
): Generator<undefined, LintFinding[]> {
  const run = new Run(settings);
  try {
    const { templates, errors } = indexCatalog(files, { read: settings.read });
    for (const template of templates) {
      const { options, read } = settings;
      const facts: TemplateFacts = { template, files, errors, options, read };
      lintIndexed(template, facts, run);
      yield* lintVersions(facts, run, settings);
    }
  } catch (error) {
    run.crashed('index', folderOf(files), error);
  }
  const found = withoutExplained(run.findings);
  const shown = settings.only ? found.filter(({ at }) => isBelow(at.file, settings.only)) : found;
  return sortDiagnostics(silence(shown, files, settings));
}

/** All that is wrong with the files that make one template (`groupByTemplate`), by place. */
export const lintTemplate = (
  files: readonly CatalogFile[],
  settings: LintSettings = defaultSettings,
): LintFinding[] => finish(lintTemplateSteps(files, settings));

const folderOf = ([first]: readonly CatalogFile[]): string =>
  first?.path.split('/').slice(0, 2).join('/') ?? '';

const isBelow = (path: string, folders: ReadonlySet<string> = new Set()): boolean =>
  [...folders].some((folder) => path === folder || path.startsWith(`${folder}/`));
