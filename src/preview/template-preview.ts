import { boundedReader } from '../lint/bounded-reader.ts';
import { lintAnswers, lintQuestions } from '../lint/lint-answers.ts';
import type { LintFinding } from '../lint/lint-finding.ts';
import { defaultSettings, type LintSettings } from '../lint/lint-settings.ts';
import { inOrder } from '../lint/lint-template.ts';
import type { TemplateFacts } from '../lint/template-facts.ts';
import { versionFacts, type FactsOptions, type VersionFacts } from '../lint/version-facts.ts';
import {
  baseName,
  inWalkOrder,
  isReadByRancher,
  type CatalogFile,
} from '../rancher/catalog-file.ts';
import { executorAnswers, initialAnswer, type Environment } from '../rancher/form/answer.ts';
import type { StoredStack } from '../rancher/form/launch-page.ts';
import {
  serveTemplate,
  serveVersion,
  type ServedTemplate,
  type ServedVersion,
} from '../rancher/form/served-template.ts';
import { indexCatalog } from '../rancher/index-catalog.ts';
import type { IndexedTemplate, IndexedVersion } from '../rancher/indexed-template.ts';
import { createdServices } from '../rancher/launch/created-services.ts';
import { launchDiagnostics } from '../rancher/launch/describe-launch.ts';
import type { Launch } from '../rancher/launch/launch.ts';
import { launchVersion } from '../rancher/launch/launch-version.ts';
import {
  launchTexts,
  shownTexts,
  type LaunchTexts,
  type PanelInput,
  type Panels,
} from './panels.ts';
import { ChangedLines } from './changed-lines.ts';
import { placementOf, type Placement, type PlacementOptions } from './placement.ts';
import { untoldOf } from './untold.ts';
import { upgradeDiff, type UpgradeDiff } from './upgrade-diff.ts';

/** How a template is previewed. */
export interface PreviewOptions {
  /** The catalog's name in Rancher, the first part of every ID. */
  readonly catalogId: string;
  /** Of the Rancher that is shown, such as v1.6.30. */
  readonly rancherVersion: string;
  /** How the catalog is linted. @default without a settings file */
  readonly settings?: Omit<LintSettings, 'read'>;
}

/** What is launched: the parts of the form that templates and variables see. */
type Launched = Pick<PanelInput, 'versionId' | 'environment' | 'stackName' | 'previousVersion'>;

const keyOf = ({ versionId, environment, stackName, previousVersion }: Launched): string =>
  JSON.stringify([versionId, stackName, previousVersion, ...executorAnswers(environment)]);

/** A file as the catalog service sees it: without a text that it does not read. */
function withoutPassedOn(file: CatalogFile): CatalogFile {
  if (isReadByRancher(baseName(file.path))) return file;
  const { text: _text, ...rest } = file;
  return rest;
}

/**
 * A template that is open in the preview. Keeps what does not change with an answer, so that it is made once. Its
 * methods give plain data, except `launch`. They throw if a template does not have the version.
 */
export class TemplatePreview {
  readonly #options: PreviewOptions;
  readonly #settings: LintSettings;
  readonly #facts: TemplateFacts;
  readonly #changed = new ChangedLines();
  /** The texts with which others were compared last. */
  #baseline: { readonly key: string; readonly texts: LaunchTexts } | undefined;

  /** Texts by path, also of files that Rancher only passes on, such as a README. */
  readonly #texts: ReadonlyMap<string, string | undefined>;

  /** `files` are all files that make the template, with the texts of those of its versions. */
  constructor(files: readonly CatalogFile[], options: PreviewOptions) {
    const { catalogId, rancherVersion, settings = defaultSettings } = options;
    this.#options = options;
    this.#settings = { ...settings, read: boundedReader() };
    this.#texts = new Map(files.map(({ path, text }) => [path, text]));
    const ordered = inWalkOrder(files.map(withoutPassedOn));
    const { read } = this.#settings;
    const { templates, errors } = indexCatalog(ordered, { catalogId, rancherVersion, read });
    const [template] = templates;
    if (!template) throw new Error('these files make no template');
    this.#facts = { template, files: ordered, errors, options: this.#settings.options, read };
  }

  get #template(): IndexedTemplate {
    return this.#facts.template;
  }

  template(): ServedTemplate {
    return serveTemplate(this.#template, this.#options.catalogId);
  }

  /** Undefined if Rancher's API answers with an error: then the page loads without end. */
  version(id: string): ServedVersion | undefined {
    const version = this.#template.versions.find((each) => each.id === id);
    return version && serveVersion(version, (file) => this.#textOf(file));
  }

  /** The README of a version as HTML that is safe to insert; empty if there is none. */
  async readme(id: string): Promise<string> {
    const readme = this.#readmeOf(this.#version(id));
    if (readme === '') return '';
    // The libraries are larger than the rest of the preview: a version without a README needs none of them.
    const { readmeHtml } = await import('./readme-html.ts');
    return readmeHtml(readme);
  }

  /** What Rancher does with the form as it is. */
  launch(input: Launched): Launch {
    const { versionId, environment, stackName, previousVersion } = input;
    return launchVersion(this.#version(versionId).files, {
      answers: executorAnswers(environment),
      stackName,
      previousVersion,
      read: this.#settings.read,
    });
  }

  /** What is shown beside the form. */
  panels(input: PanelInput): Panels {
    const launch = this.launch(input);
    const facts = this.#versionFacts(input.versionId, { launch });
    const { questions } = facts.version.block;
    const initial: Environment = Object.fromEntries(
      questions.map((each) => [each.variable, initialAnswer(each, input.lists.certificates)]),
    );
    const baseline = this.#textsOf({ ...input, environment: input.baseline ?? initial });
    const template = this.template();
    return {
      verdict: launch.verdict,
      ...shownTexts(launchTexts(launch), baseline, this.#changed),
      services: launch.verdict === 'accepted' ? createdServices(launch) : [],
      diagnostics: launchDiagnostics(launch, facts.version.folder),
      lint: lintAnswers(facts, this.#settings),
      untold: untoldOf({
        ...input,
        template,
        facts,
        readme: this.#readmeOf(facts.version),
        initial,
      }),
    };
  }

  /** Findings about the version that do not depend on answers. They take longer than the panels. */
  lint(id: string): LintFinding[] {
    return lintQuestions((variant) => this.#versionFacts(id, { variant }), this.#settings);
  }

  /** Where the containers can run, as `plan` finds it; undefined if Rancher refuses the launch. */
  placement(input: PanelInput, options: PlacementOptions): Placement | undefined {
    const file = this.#version(input.versionId).folder;
    return placementOf(this.launch(input), { ...options, name: input.stackName, file });
  }

  /** What an upgrade from another version changes, whose stack has these answers. */
  upgrade(input: PanelInput, installedId: string, stored: StoredStack['environment']): UpgradeDiff {
    const from = { ...input, versionId: installedId, environment: stored, previousVersion: '' };
    return upgradeDiff(stored, input.environment, this.launch(from), this.launch(input));
  }

  #textOf({ path }: CatalogFile): string | undefined {
    return this.#texts.get(path);
  }

  #readmeOf({ readme }: IndexedVersion): string {
    return (readme && this.#textOf(readme)) ?? '';
  }

  #version(id: string): IndexedVersion {
    const version = this.#template.versions.find((each) => each.id === id);
    if (!version) throw new Error(`the template has no version ${id}`);
    return version;
  }

  #versionFacts(id: string, options: FactsOptions): VersionFacts {
    const version = this.#version(id);
    const ordered = inOrder(this.#template);
    const previous = ordered[ordered.indexOf(version) - 1];
    return versionFacts(this.#facts, version, previous, options);
  }

  #textsOf(input: Launched): LaunchTexts {
    const key = keyOf(input);
    if (this.#baseline?.key === key) return this.#baseline.texts;
    const texts = launchTexts(this.launch(input));
    this.#baseline = { key, texts };
    return texts;
  }
}
