import { initialAnswer, storedAnswer, type Answer, type Environment } from './answer.ts';
import type { FormLists } from './form-lists.ts';
import type { ServedTemplate, ServedVersion } from './served-template.ts';
import { defaultStackName } from './stack-name.ts';
import { compareUiVersions } from './ui-version-order.ts';
import { enteredAnswer } from './widget.ts';

/** A stack that is upgraded, as the API has it. */
export interface StoredStack {
  readonly name: string;
  readonly description?: string;
  readonly environment: Readonly<Record<string, string | null>>;
}

/** An entry of the version select. */
export interface VersionEntry {
  /** `1.2.0`, or `1.1.0 (current)`. */
  readonly text: string;
  /** ID of the version. */
  readonly id: string;
}

/** The launch page: what it shows and what the user has entered. Plain data; the functions below return a new one. */
export interface LaunchPage {
  readonly mode: 'new' | 'upgrade';
  readonly template: ServedTemplate;
  readonly lists: FormLists;
  /** Of the version select, in its order, without its prompt. */
  readonly entries: readonly VersionEntry[];
  /** ID of the chosen version; undefined if the prompt is chosen. */
  readonly chosen: string | undefined;
  /** The chosen version; undefined while it loads, which never ends if it fails (UI new-catalog/component.js:178). */
  readonly version: ServedVersion | undefined;
  /** By the place of the question: two questions can have one variable. */
  readonly answers: readonly Answer[];
  /** Questions that the user has answered. */
  readonly touched: readonly boolean[];
  readonly name: string;
  readonly description: string;
  /** Whether the services start after they are created. */
  readonly startOnCreate: boolean;
  /**
   * The answers of the stack. A version that is loaded starts with them; what is entered is written to them only when
   * the page is submitted.
   */
  readonly environment: Environment;
  /** Errors of the last submission. */
  readonly errors: readonly string[];
}

const nothingLoaded = { version: undefined, answers: [], touched: [], errors: [] };

const entriesOf = (links: Readonly<Record<string, string>>) =>
  Object.entries(links).flatMap(([version, id]) =>
    id === '' ? [] : [{ version, text: version, id }],
  );

function inOrder(entries: readonly (VersionEntry & { readonly version: string })[]) {
  const sorted = entries.toSorted((a, b) => compareUiVersions(a.version, b.version));
  return sorted.map(({ text, id }): VersionEntry => ({ text, id }));
}

/** The version that is chosen at first: the default one, if the links have it (UI new-catalog/component.js:72-78). */
function preselected({ defaultVersion }: ServedTemplate, links: Readonly<Record<string, string>>) {
  const id = Object.hasOwn(links, defaultVersion) ? links[defaultVersion] : undefined;
  return id === '' ? undefined : id;
}

/** The page for a new stack. The chosen version must be loaded next. */
export function openNewPage(template: ServedTemplate, lists: FormLists): LaunchPage {
  const { versionLinks } = template;
  return {
    mode: 'new',
    template,
    lists,
    entries: inOrder(entriesOf(versionLinks)),
    chosen: preselected(template, versionLinks),
    ...nothingLoaded,
    name: defaultStackName(template.id),
    description: '',
    startOnCreate: true,
    environment: {},
  };
}

/**
 * The page for the upgrade of a stack that has the version `installed`: with the upgrades that Rancher offers, and that
 * version itself (UI catalog-tab/launch/route.js:38-61).
 */
export function openUpgradePage(
  template: ServedTemplate,
  lists: FormLists,
  stack: StoredStack,
  installed: Pick<ServedVersion, 'id' | 'version' | 'upgradeVersionLinks'>,
): LaunchPage {
  const { id, version, upgradeVersionLinks } = installed;
  const current = { version, text: `${version} (current)`, id };
  return {
    mode: 'upgrade',
    template,
    lists,
    entries: inOrder([current, ...entriesOf(upgradeVersionLinks)]),
    chosen: preselected(template, upgradeVersionLinks),
    ...nothingLoaded,
    name: stack.name,
    description: stack.description ?? '',
    startOnCreate: true,
    environment: stack.environment,
  };
}

/** Chooses a version, or the prompt; what was entered for another one is lost. */
export const chooseVersion = (page: LaunchPage, id: string | undefined): LaunchPage => ({
  ...page,
  chosen: id,
  ...nothingLoaded,
});

/** Shows a loaded version; no change if another one has been chosen meanwhile. */
export function versionLoaded(page: LaunchPage, version: ServedVersion): LaunchPage {
  if (page.chosen !== version.id) return page;
  const answers = version.questions.map((question) => {
    const { variable } = question;
    const stored = Object.hasOwn(page.environment, variable)
      ? page.environment[variable]
      : undefined;
    return stored === undefined
      ? initialAnswer(question, page.lists.certificates)
      : storedAnswer(question.type, stored);
  });
  return { ...page, version, answers, touched: answers.map(() => false) };
}

/**
 * Enters an answer as the widget of a question gives it: a text, true or false, or '' for the prompt of a select.
 * `index` is the place of the question.
 */
export function enterAnswer(page: LaunchPage, index: number, input: string | boolean): LaunchPage {
  const question = page.version?.questions[index];
  if (!question) return page;
  const answer = enteredAnswer(question, input, page.lists);
  return {
    ...page,
    answers: page.answers.with(index, answer),
    touched: page.touched.with(index, true),
  };
}

/** What the user can change beside the answers. */
export type StackChange = Partial<Pick<LaunchPage, 'name' | 'description' | 'startOnCreate'>>;

/** Changes the name, the description or the start of the stack. */
export const changeStack = (page: LaunchPage, change: StackChange): LaunchPage => ({
  ...page,
  ...change,
});
