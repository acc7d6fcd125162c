import type { AnswersSchema } from '../../answers/answers-schema.ts';
import { validateGiven } from '../../answers/validate-answers.ts';
import type { Checked } from '../../diagnostics/diagnostic.ts';
import type { Json } from '../../model/json.ts';
import { valueAt } from '../../rancher2/form/value-path.ts';
import { chartValuesOf, pathText, type ChartValue } from '../chart-values.ts';
import type { LostPart } from './lost-part.ts';
import type { PlaceOf } from './read-stack.ts';
import {
  stackAnswers,
  type ChartDefaults,
  type EntryVersion,
  type StackAnswers,
} from './stack-answers.ts';
import type { Stack } from './stack.ts';

/** A secret answer of a stack. */
export interface MigratedSecret {
  /** Its key in a Secret: the name of the answer, with dashes. */
  readonly key: string;
  /** Its value in the chart. */
  readonly value: ChartValue;
  readonly text: string;
}

/** What a stack becomes. */
export interface Migration {
  /** The name of the release, and of its namespace. */
  readonly release: string;
  /** Values that differ from those of the chart, without secrets. */
  readonly values: readonly ChartValue[];
  readonly secrets: readonly MigratedSecret[];
  /** The Secret that the values name; undefined if the chart takes passwords as values only. */
  readonly secretName?: string;
  readonly lost: readonly LostPart[];
}

/** What is migrated, and to which chart. */
export interface MigrationInput {
  readonly stack: Stack;
  readonly version: EntryVersion;
  readonly schema: AnswersSchema;
  readonly defaults: ChartDefaults;
  readonly placeOf: PlaceOf;
}

/** Helm's limit of a release name. */
const longestRelease = 53;

/** The name of a stack as Helm and Kubernetes allow it. */
export function releaseOf(name: string): string {
  const words = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const bare = words.slice(0, longestRelease).replaceAll(/^-|-$/g, '');
  return /^[a-z]/.test(bare) ? bare : `stack-${bare}`.slice(0, longestRelease).replace(/-$/, '');
}

/** The value that names a Secret, on which the secrets depend: they are used while it is empty. */
const secretNameIn = (values: readonly ChartValue[]): ChartValue | undefined =>
  values.find(
    ({ answer }) =>
      answer.type === 'secret' &&
      values.some(
        (value) => value.answer.spec.secret && value.answer.when[answer.spec.name] === '',
      ),
  );

/** Whether two values of YAML are the same. */
const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** The default of a value where no chart was released. */
function isDefault({ schema, defaults }: MigrationInput, value: ChartValue): boolean {
  if (defaults.values) return isSame(valueAt(defaults.values, value.path), value.value);
  const none = { fixed: new Map(), asked: new Map() };
  const own = chartValuesOf({ schema }, { answers: none }).find(
    ({ path }) => pathText(path) === pathText(value.path),
  );
  return isSame(own?.value, value.value);
}

/** A value as text; only secrets and scalars come from a stack. */
const textOf = (value: Json) => (typeof value === 'string' ? value : JSON.stringify(value));

/** Passwords that the stack does not have. */
function missingSecrets(
  values: readonly ChartValue[],
  { ofStack }: StackAnswers,
  isSome: boolean,
): LostPart[] {
  return values
    .filter(
      ({ answer, value }) => answer.spec.secret && value === '' && ofStack.has(answer.spec.name),
    )
    .map(({ answer: { spec }, description }) => ({
      what: spec.name,
      has: 'nothing',
      why: `the chart differs: ${description}`,
      todo: isSome
        ? `add the key ${keyOf(spec.name)} with a value of your choice to the Secret`
        : 'set one on Rancher 1.6 before a live migration; otherwise give the new one to all clients',
    }));
}

const keyOf = (name: string): string => name.replaceAll('_', '-');

/** Values of a stack that the chart of the catalog does not have. */
function unknownValues(values: readonly ChartValue[], migrated: MigrationInput): LostPart[] {
  const { values: own } = migrated.defaults;
  return values
    .filter(({ path }) => own !== undefined && valueAt(own, path) === undefined)
    .map(({ path, answer, value }) => ({
      what: answer.spec.name,
      has: answer.spec.secret ? '***' : textOf(value),
      why: `the chart in the catalog has no value ${pathText(path)}: it was made from another version of the blueprint`,
      todo: 'release the entry again, and migrate to its new chart',
    }));
}

/** A stack of an entry of a known blueprint → the values of its chart. All faults of its answers at once. */
export function migrateStack(migrated: MigrationInput): Checked<Migration> {
  const { stack, version, schema, defaults, placeOf } = migrated;
  const read = stackAnswers(stack, version, schema, defaults, placeOf);
  const { value: answers, diagnostics } = validateGiven(read.given, read.unknown, schema);
  if (!answers) return { value: undefined, diagnostics };
  const all = chartValuesOf({ schema }, { answers });
  const ofStack = all.filter(({ answer }) => read.ofStack.has(answer.spec.name));
  const secret = ofStack.filter(({ answer }) => answer.spec.secret);
  const secrets = secret
    .filter(({ value }) => value !== '')
    .map((value) => ({
      key: keyOf(value.answer.spec.name),
      value,
      text: textOf(value.value),
    }));
  const lacking = unknownValues(ofStack, migrated);
  const isLacking = new Set(lacking.map(({ what }) => what));
  const changed = ofStack.filter(
    (value) =>
      !value.answer.spec.secret &&
      !isLacking.has(value.answer.spec.name) &&
      !isDefault(migrated, value),
  );
  const release = releaseOf(stack.name);
  const named = secrets.length > 0 ? secretNameIn(all) : undefined;
  const secretName = `${release}-passwords`;
  return {
    value: {
      release,
      values: named ? [...changed, { ...named, value: secretName }] : changed,
      secrets,
      ...(named ? { secretName } : {}),
      lost: [
        ...read.lost,
        ...missingSecrets(all, read, secrets.length > 0),
        ...lacking,
        ...unknownFixed(migrated, read),
      ],
    },
    diagnostics,
  };
}

/** Answers that the entry fixes, if there is no chart with their values. */
function unknownFixed({ schema, defaults }: MigrationInput, { unknown }: StackAnswers): LostPart[] {
  if (defaults.values) return [];
  return [...schema.specs.values()]
    .filter(({ name, instead, target }) => {
      return unknown.has(name) && instead === undefined && target !== 'rancher-1.6';
    })
    .map(({ name, title }) => ({
      what: name,
      has: 'not known',
      why: `Rancher does not ask for it (${title}), and the catalog has no chart of the same release`,
      todo: 'compare the value of the chart with the answers file of the entry',
    }));
}
