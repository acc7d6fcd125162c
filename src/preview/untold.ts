import { listWords } from '../diagnostics/list-words.ts';
import type { VersionFacts } from '../lint/version-facts.ts';
import type { CatalogQuestion } from '../rancher/catalog-question.ts';
import type { Answer, Environment } from '../rancher/form/answer.ts';
import type { FormLists } from '../rancher/form/form-lists.ts';
import type { ServedTemplate } from '../rancher/form/served-template.ts';
import { shownValue } from '../rancher/form/widget.ts';

/** Something about a launch that Rancher does not show. */
export interface Untold {
  readonly kind:
    | 'default-not-sent'
    | 'nothing-chosen'
    | 'sent-unseen'
    | 'answers-lost'
    | 'limit-broken'
    | 'not-checked'
    | 'group-ignored'
    | 'required-ignored'
    | 'blank-accepted'
    | 'description-hidden'
    | 'table-not-drawn'
    | 'no-version-chosen'
    | 'other-file'
    | 'dollar-in-template'
    | 'not-started';
  /** The question that it is about; undefined if it is about the page. */
  readonly variable: string | undefined;
  readonly message: string;
}

/** What the page shows when the notes are made. */
export interface UntoldInput {
  readonly template: ServedTemplate;
  readonly facts: VersionFacts;
  /** The README of the version; empty if there is none. */
  readonly readme: string;
  readonly environment: Environment;
  /** The answers before the user changed anything. */
  readonly initial: Environment;
  readonly lists: FormLists;
  readonly startOnCreate: boolean;
  /** Variables that the user has answered. @default those with an answer */
  readonly touched?: readonly string[] | undefined;
}

type Note = Omit<Untold, 'variable'>;

function ofService({ default: value, required }: CatalogQuestion, shown: string): Note[] {
  if (value === '') return [];
  const what =
    shown === '' ? `the default ${value} is not in the list` : `${shown} is shown, but not sent`;
  const then = required
    ? 'the form refuses to launch until a service is chosen'
    : `if nothing is chosen, the launcher uses the default as it is: ${value}`;
  return [{ kind: 'default-not-sent', message: `${what}; ${then}` }];
}

/** What a widget shows of an answer that it cannot show. */
const nothingShown: ReadonlyMap<string, string> = new Map([
  ['boolean', 'no choice'],
  ['enum', 'the prompt'],
  ['certificate', 'the prompt'],
  ['secret', 'the prompt'],
  ['service', 'the prompt'],
]);

/** An answer that the form does not show: on upgrade, a service is the default one, whatever is stored. */
function unseen({ type }: CatalogQuestion, answer: Answer, shown: string): Note[] {
  if (typeof answer !== 'string' || answer === '') return [];
  if (type === 'service' ? shown === answer : shown !== '') return [];
  const seen = shown === '' ? (nothingShown.get(type) ?? 'an empty box') : shown;
  return [{ kind: 'sent-unseen', message: `the form shows ${seen}, but sends ${answer}` }];
}

/** What is wrong with an answer by the limits of its question; a limit of 0 is none. */
function brokenLimit(question: CatalogQuestion, answer: Answer): string | undefined {
  if (typeof answer !== 'string' || answer === '') return undefined;
  const { min, max, minLength, maxLength, type } = question;
  const value = type === 'int' || type === 'float' ? Number(answer) : Number.NaN;
  if (min !== 0 && value < min) return `${answer} is below min ${min}`;
  if (max !== 0 && value > max) return `${answer} is above max ${max}`;
  const { length } = Array.from(answer);
  if (length < minLength) return `${length} characters are fewer than min_length ${minLength}`;
  if (maxLength !== 0 && length > maxLength) {
    return `${length} characters are more than max_length ${maxLength}`;
  }
  return undefined;
}

function ofLimits(question: CatalogQuestion, answer: Answer): Note[] {
  const broken = brokenLimit(question, answer);
  return broken === undefined ? [] : [{ kind: 'limit-broken', message: `${broken}, but is sent` }];
}

/** Keys that have no effect, and the questions that have them. */
function ignoredKeys(questions: readonly CatalogQuestion[]): Note[] {
  const namesOf = (has: (question: CatalogQuestion) => boolean) =>
    questions.filter(has).map(({ variable }) => variable);
  const limited = namesOf(
    ({ min, max, minLength, maxLength, validChars, invalidChars }) =>
      min !== 0 || max !== 0 || minLength + maxLength !== 0 || validChars + invalidChars !== '',
  );
  const grouped = namesOf(({ group }) => group !== '');
  return [
    ...(limited.length === 0
      ? []
      : [
          {
            kind: 'not-checked' as const,
            message: `limits are not checked: ${listWords(limited)}`,
          },
        ]),
    ...(grouped.length === 0
      ? []
      : [
          {
            kind: 'group-ignored' as const,
            message: `groups are not shown: ${listWords(grouped)}`,
          },
        ]),
  ];
}

function ofRequired({ required, type }: CatalogQuestion, answer: Answer): Note[] {
  if (!required) return [];
  if (type === 'boolean') {
    const message =
      'required has no effect: False is accepted, and one of the two is always chosen';
    return [{ kind: 'required-ignored', message }];
  }
  return typeof answer === 'string' && answer !== '' && answer.trim() === ''
    ? [{ kind: 'blank-accepted', message: 'an answer of blanks counts as an answer' }]
    : [];
}

function ofPassword({ type, variable }: CatalogQuestion, { uses }: VersionFacts): Note[] {
  const isInTemplate = uses.dynamic || uses.inTemplate.some(({ name }) => name === variable);
  if (type !== 'password' || !isInTemplate) return [];
  const message =
    'a generated password can contain $, # or :, which the file interprets where a template inserts it by .Values';
  return [{ kind: 'dollar-in-template', message }];
}

function ofQuestion(question: CatalogQuestion, input: UntoldInput): Note[] {
  const { environment, lists, facts, touched } = input;
  const answer = Object.hasOwn(environment, question.variable)
    ? environment[question.variable]
    : undefined;
  const isTouched = touched?.includes(question.variable) ?? answer !== undefined;
  const shown = String(shownValue(question, answer, isTouched, lists));
  const nothing: Note = {
    kind: 'nothing-chosen',
    message: 'nothing is chosen; the compose file gets the text <nil>',
  };
  return [
    ...(question.type === 'service' && answer === undefined ? ofService(question, shown) : []),
    ...(answer === null ? [nothing] : []),
    ...unseen(question, answer, shown),
    ...ofRequired(question, answer),
    ...ofPassword(question, facts),
    ...ofLimits(question, answer),
  ];
}

/** A row of a table in the extension of GitHub: CommonMark draws it as text. */
const tableRule = /^ {0,3}\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?\s*)?$/m;

const composeNames = ['docker-compose.yml', 'rancher-compose.yml'];

function ofPage(input: UntoldInput): Note[] {
  const { template, facts, readme, environment, initial, startOnCreate } = input;
  const { files } = facts.version;
  const isFilled = (name: string) => (files.get(name)?.text ?? '') !== '';
  const notes: Note[] = ignoredKeys(facts.version.block.questions);
  const note = (kind: Untold['kind'], message: string) => notes.push({ kind, message });
  const entered = Object.keys(environment).filter((name) => environment[name] !== initial[name]);
  if (entered.length > 0 && Object.keys(template.versionLinks).length > 1) {
    note('answers-lost', `another version discards what was entered for ${listWords(entered)}`);
  }
  if (readme !== '' && template.description.trim() !== '') {
    note('description-hidden', 'the README is shown in place of the description');
  }
  if (tableRule.test(readme)) {
    note('table-not-drawn', 'tables of the README are shown as text');
  }
  const { defaultVersion, versionLinks } = template;
  if (!Object.hasOwn(versionLinks, defaultVersion)) {
    const what =
      defaultVersion === '' ? 'config.yml has no version' : `${defaultVersion} is not listed`;
    note('no-version-chosen', `${what}: no version is chosen when the page opens`);
  }
  for (const name of composeNames.filter((each) => isFilled(each) && isFilled(`${each}.tpl`))) {
    note('other-file', `${name}.tpl is launched here, ${name} by the command line`);
  }
  if (!startOnCreate) {
    note('not-started', 'the services are created, but no container is placed on a host');
  }
  return notes;
}

/** What Rancher does not show about a launch: first about questions, in their order, then about the page. */
export function untoldOf(input: UntoldInput): Untold[] {
  const ofQuestions = input.facts.version.block.questions.flatMap((question) =>
    ofQuestion(question, input).map((note) => ({ ...note, variable: question.variable })),
  );
  return [...ofQuestions, ...ofPage(input).map((note) => ({ ...note, variable: undefined }))];
}
