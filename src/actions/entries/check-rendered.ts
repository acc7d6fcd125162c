import { hasErrors, type Diagnostic, type Place } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Blueprint } from '../../generate/check-blueprint.ts';
import type { RenderedEntry } from '../../generate/render-entry.ts';
import { readSurvivalComments } from '../../model/survival-comment.ts';
import { distinct } from '../../generate/template/compile-template.ts';
import type { AskedTest } from '../../generate/template/evaluate.ts';
import type { RenderedFile } from '../../generate/template/render-template.ts';
import { checkVersion } from '../../lint/check-version.ts';
import { refusedBranches, type RefusedBranch } from '../../lint/launch-branches.ts';
import { answerText } from '../../model/answers.ts';
import type { BranchAnswer } from '../../model/branches.ts';
import { textOf } from '../../model/file-tree.ts';
import { catalogFilesOf } from '../../rancher/catalog-file.ts';
import type { ApiError } from '../../rancher/launch/check-services.ts';
import type { Launch } from '../../rancher/launch/launch.ts';
import { launchPlausibly } from '../../rancher/launch/launch-plausibly.ts';
import { launchVersion, type VersionFiles } from '../../rancher/launch/launch-version.ts';
import { placeAt } from '../../source/place-at.ts';

/** Texts of templates by path, to find the columns of places. */
type Texts = ReadonlyMap<string, string>;

const templateTexts = ({ files }: Blueprint): Texts =>
  new Map([...files.templates, ...files.partials].map(({ path, text }) => [path, text]));

/** Values of an answer for each branch: those that are compared with, and one other. */
function branchAnswers(tests: readonly AskedTest[]): BranchAnswer[] {
  const specs = new Set(tests.map(({ spec }) => spec));
  return [...specs].map((spec) => {
    const own = tests.filter((test) => test.spec === spec);
    const compared = new Set(own.flatMap(({ texts }) => texts));
    const isBoolean = spec.schema.type === 'boolean';
    const others = isBoolean
      ? ['true', 'false']
      : [...spec.options, answerText(spec.default), 'other', ''];
    const other = others.find((value) => !compared.has(value));
    const possible = [...compared].filter((value) => value !== '' || !spec.required);
    return {
      variable: spec.variable,
      values: other === undefined ? possible : [...possible, other],
    };
  });
}

class RenderedCheck {
  readonly #rendered: RenderedEntry;
  readonly #texts: Texts;
  readonly #blueprintFile: string;

  constructor(rendered: RenderedEntry, blueprint: Blueprint) {
    this.#rendered = rendered;
    this.#blueprintFile = blueprint.files.path;
    this.#texts = templateTexts(blueprint);
  }

  /** The place in a template that a place in a rendered file comes from. */
  #placeOf(at: Place | undefined): Place | undefined {
    const name = at?.file.slice(at.file.lastIndexOf('/') + 1);
    const file = this.#rendered.rendered.find((each) => each.name === name);
    const origin = at?.line === undefined ? undefined : file?.origins[at.line - 1];
    if (!file || !at || origin === undefined) return at;
    return { ...origin, column: this.#columnOf(file, at, origin) };
  }

  /** The same column if the line is the same in the template; else the first character of that line. */
  #columnOf(file: RenderedFile, at: Place, origin: Place): number {
    const source = this.#texts.get(origin.file)?.split('\n')[(origin.line ?? 1) - 1] ?? '';
    const line = file.text.split('\n')[(at.line ?? 1) - 1];
    return line === source ? (at.column ?? 1) : source.search(/\S|$/) + 1;
  }

  check(name: string, { branches: isWhole = true }: Checks): Diagnostic[] {
    const { diagnostics, version, isImported } = this.#rendered;
    if (hasErrors(diagnostics)) return [...diagnostics];
    const answers = branchAnswers(this.#rendered.rendered.flatMap(({ tests }) => tests));
    const launches: Launch[] = [];
    const found = checkVersion(version, name, {
      variables: new Set(answers.map(({ variable }) => variable)),
      launched: (each) => launches.push(each),
    });
    // If Rancher launches none of the branches, their refusals have the same cause.
    const launch = hasErrors(found) ? launchVersion(this.#files) : undefined;
    const isLaunched = launch === undefined || launch.verdict === 'accepted';
    const isRight = isLaunched && (isImported || !launch?.apiErrors.length);
    const isKept =
      isImported && hasErrors(found) && launchPlausibly(this.#files).verdict === 'accepted';
    const faults = isKept ? found.map(warningOf) : found;
    const refused = isRight && isWhole ? this.#refused(answers, launches) : [];
    const branches = refused
      .filter(({ rejected }) => !rejected || !isReported(rejected, found))
      .map((each) => branchFault(each));
    const own = isImported ? branches.map(warningOf) : branches;
    const promised = isRight ? this.#promisedServices(launches) : [];
    return distinct(
      [...diagnostics, ...faults, ...own, ...promised].map((fault) => {
        const at = this.#placeOf(fault.at);
        return at ? { ...fault, at } : fault;
      }),
    );
  }

  get #files(): VersionFiles {
    return catalogFilesOf(this.#rendered.version);
  }

  /** Promises about services that no launch has. */
  #promisedServices(launches: readonly Launch[]): Diagnostic[] {
    const services = new Set(launches.flatMap(({ config }) => [...config.keys()]));
    if (services.size === 0) return [];
    const file = this.#rendered.version.get('rancher-compose.yml');
    return readSurvivalComments(file ? textOf(file) : '').flatMap((promise) =>
      promise.services
        .filter((service) => !services.has(service))
        .map((service): Diagnostic => {
          const meant = nearest(service, services);
          return {
            code: 'survival-invalid',
            severity: 'error',
            message: `the promise ${JSON.stringify(promise.name)}: the entry has no service ${service}`,
            at: { file: this.#blueprintFile },
            hint: meant === undefined ? 'use the names of services' : `did you mean ${meant}?`,
          };
        }),
    );
  }

  #refused(answers: readonly BranchAnswer[], launches: readonly Launch[]): RefusedBranch[] {
    return answers.length === 0 ? [] : refusedBranches(this.#files, answers, launches);
  }
}

/** What is checked of an entry. */
interface Checks {
  /** The branches of asked answers are launched. @default true */
  readonly branches?: boolean;
}

/** What Rancher accepted in the entry that a blueprint was imported from is not an error of the blueprint. */
const warningOf = (fault: Diagnostic): Diagnostic => ({ ...fault, severity: 'warning' });

/** Whether lint reports what Rancher's API rejects: its rules do so with the words of the API, at the service. */
const isReported = ({ service, message }: ApiError, found: readonly Diagnostic[]): boolean =>
  found.some(
    (each) =>
      each.severity === 'error' &&
      each.message.split(/[\s:]+/).includes(service) &&
      each.message.includes(message),
  );

function branchFault({ answers, words, at }: RefusedBranch): Diagnostic {
  const shown = [...answers].map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(', ');
  return {
    code: 'output-branch',
    severity: 'error',
    message: `Rancher refuses the entry with ${shown}: ${words}`,
    ...(at ? { at: placeAt(at.file.path, at.file.text ?? '', at.offset) } : {}),
    hint: 'correct the block that these answers add or remove',
  };
}

/**
 * Whether Rancher will read the files of an entry as they are meant, in each branch that a user can choose. Places
 * are those of the templates.
 */
export function checkRendered(
  rendered: RenderedEntry,
  name: string,
  blueprint: Blueprint,
  checks: Checks = {},
): Diagnostic[] {
  return new RenderedCheck(rendered, blueprint).check(name, checks);
}
