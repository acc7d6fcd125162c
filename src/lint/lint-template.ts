import { sortDiagnostics } from '../diagnostics/format-diagnostic.ts';
import type { YamlRead } from '../source/read-yaml.ts';
import type { CatalogFile } from '../rancher/catalog-file.ts';
import { indexCatalog } from '../rancher/index-catalog.ts';
import type { IndexedTemplate, IndexedVersion, IndexError } from '../rancher/indexed-template.ts';
import { isGuessed } from '../rancher/launch/form-answers.ts';
import type { Launch } from '../rancher/launch/launch.ts';
import { compareRancherVersions } from '../rancher/versions.ts';
import type { LintFinding } from './lint-finding.ts';
import { isOffered } from './choices.ts';
import { isAboutLaunch, lintLaunch, lintYaml } from './lint-facts.ts';
import { defaultSettings, type LintSettings } from './lint-settings.ts';
import { otherBranches } from './other-branches.ts';
import { withoutExplained } from './without-explained.ts';
import { templateYaml } from './yaml-files.ts';
import type { KnownRule } from './rule-list.ts';
import { activeRules, Run } from './lint-run.ts';
import { silence } from './silence.ts';
import type { TemplateFacts } from './template-facts.ts';
import { versionFacts, type VersionFacts } from './version-facts.ts';

/** Versions in the order of their revisions, or of their texts if folders are named after versions. */
export function inOrder({ versions, dropped }: IndexedTemplate): IndexedVersion[] {
  return [...versions, ...dropped].sort((a, b) =>
    a.name.kind === 'revision' && b.name.kind === 'revision'
      ? a.name.revision - b.name.revision
      : compareRancherVersions(a.version, b.version),
  );
}

/** Findings in the lines of a version that are launched only with other answers. */
function lintBranches(
  subject: VersionFacts,
  launch: (variant: number, set: ReadonlyMap<string, string>) => VersionFacts,
  settings: LintSettings,
): LintFinding[] {
  return [...otherBranches(subject)].flatMap(({ answer, condition, lines, isOffered: isKnown }) => {
    // choice-rejected reports what makes Rancher refuse an answer that the form offers.
    const isWanted = ({ group, cause, code }: KnownRule) =>
      isAboutLaunch(group) && !code.startsWith('launch-') && !(isKnown && cause === true);
    return lintLaunch((variant) => launch(variant, answer), settings, isWanted)
      .filter(({ at, message }) => lines.get(at.file)?.has(at.line ?? 0) && !isGuessed(message))
      .map((each) => ({ ...each, message: `if ${condition}: ${each.message}` }));
  });
}

function* lintVersions(
  facts: TemplateFacts,
  run: Run,
  settings: LintSettings,
): Generator<undefined, void> {
  const { template } = facts;
  const ordered = inOrder(template);
  for (const [index, version] of ordered.entries()) {
    if (settings.only && !settings.only.has(version.folder)) continue;
    // The catalog service does not serve what it cannot read; another rule reports the error.
    if (version.error) continue;
    yield undefined;
    try {
      const launch = (variant: number, set: ReadonlyMap<string, string> = new Map()) => {
        const made = versionFacts(facts, version, ordered[index - 1], { variant, set });
        settings.launched?.(made.launch);
        return made;
      };
      const subject = launch(0);
      run.findings.push(
        ...lintLaunch((variant) => (variant === 0 ? subject : launch(variant)), settings),
      );
      if (isOffered(subject)) run.findings.push(...lintBranches(subject, launch, settings));
    } catch (error) {
      run.crashed('launch', version.folder, error);
    }
  }
}

function lintIndexed(facts: TemplateFacts, run: Run, settings: LintSettings): void {
  const { template } = facts;
  const active = activeRules(settings.severities);
  run.check(active.template, facts, template.folder);
  lintYaml(templateYaml(facts), template.folder, run, active.file);
}

/** What the caller of a check launches itself. */
export interface OtherLaunches {
  /** Variables whose values the caller launches, with each other. */
  readonly variables: ReadonlySet<string>;
  /** Is called with each launch that the check makes. */
  readonly launched: (launch: Launch) => void;
}

/** All that is wrong with the files of one version, whatever the template around it. */
export function lintVersion(
  files: readonly CatalogFile[],
  read: (text: string) => YamlRead,
  { variables, launched }: Partial<OtherLaunches> = {},
): { readonly findings: readonly LintFinding[]; readonly errors: readonly IndexError[] } {
  const run = new Run();
  const { templates, errors } = indexCatalog(files, { read });
  const options = {
    ...defaultSettings.options,
    ...(variables && { launchedElsewhere: variables }),
  };
  const settings = { ...defaultSettings, launched };
  for (const template of templates) {
    finish(lintVersions({ template, files, errors, options, read }, run, settings));
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
  const run = new Run();
  try {
    const { templates, errors } = indexCatalog(files, { read: settings.read });
    for (const template of templates) {
      const { options, read } = settings;
      const facts: TemplateFacts = { template, files, errors, options, read };
      lintIndexed(facts, run, settings);
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
