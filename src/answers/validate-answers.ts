import { hasErrors, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { withOmitted } from '../diagnostics/with-omitted.ts';
import type { Fault } from '../json-schema/compile-schema.ts';
import type { Answers, AnswerScalar, AnswerSpec, AnswerValue } from '../model/answers.ts';
import type { Json } from '../model/json.ts';
import type { AnswersSchema } from './answers-schema.ts';
import { rawAnswers, type AnswersFile } from './answers-file.ts';
import { faultToDiagnostic } from './fault-to-diagnostic.ts';
import { checkRules } from './check-rules.ts';
import { withItemDefaults } from './list-answer.ts';
import {
  secretsIn,
  secretWarnings,
  type FilesOf,
  withHidden,
  type Given,
  type GivenMap,
} from './secret-answers.ts';
import { settingPlace } from './setting.ts';
import { typedText, typedValue } from './typed-value.ts';

function givenIn(
  file: AnswersFile,
  schema: AnswersSchema,
  map: 'answers' | 'defaults',
): Map<string, Given> {
  const given = new Map<string, Given>();
  for (const { name, value, pointer } of rawAnswers(file, map)) {
    const typed = typedValue(schema.declared.get(name)?.schema, value, file.source, pointer);
    const place: Given['place'] = (part, path = []) =>
      file.source.placeOf([...pointer, ...path], part);
    given.set(name, { value: typed, place });
  }
  return given;
}

/** The answer that a fault is about: for an unknown key, the one that was probably meant. */
function doubtful({ pointer, key }: Fault, { declared: specs }: AnswersSchema): string[] {
  const name = pointer[0] ?? key ?? '';
  const meant = specs.has(name) ? name : nearest(name, specs.keys());
  return meant === undefined ? [] : [meant];
}

interface Faults {
  readonly diagnostics: readonly Diagnostic[];
  /** The names of answers whose values are not known. */
  readonly doubtful: readonly string[];
}

function faultsIn(given: GivenMap, schema: AnswersSchema, secrets: ReadonlySet<unknown>): Faults {
  const values = new Map([...given].map(([name, { value }]) => [name, value]));
  const { faults, omitted } = schema.validate(Object.fromEntries(values));
  const found = faults.map((fault) =>
    faultToDiagnostic(
      fault,
      withHidden(fault, values, schema.declared, secrets),
      values,
      (name, part, path) => given.get(name)?.place(part, path),
    ),
  );
  return {
    diagnostics: withOmitted(found, omitted),
    doubtful: faults.flatMap((fault) => doubtful(fault, schema)),
  };
}

/** Answers that are computed from others, so that giving them would have no effect. */
function computedFaults(given: GivenMap, schema: AnswersSchema): Diagnostic[] {
  return [...given].flatMap(([name, { place }]): Diagnostic[] => {
    const computed = schema.declared.get(name)?.computed;
    if (computed === undefined) return [];
    return [
      {
        code: 'answer-computed',
        severity: 'error',
        message: `${name} is computed from ${JSON.stringify(computed)}, so it cannot be given`,
        at: place('key'),
        hint: `remove ${name}, and set the answers that it is computed from`,
      },
    ];
  });
}

const structureWords = ({ schema: { type } }: AnswerSpec): string | undefined =>
  type === 'array' ? 'a list' : type === 'object' ? 'a map' : undefined;

function faultsBetween(fixed: GivenMap, defaults: GivenMap, schema: AnswersSchema): Diagnostic[] {
  const diagnostics = [fixed, defaults].flatMap((given) => computedFaults(given, schema));
  for (const [name, { place }] of defaults) {
    const fault = { severity: 'error', at: place('key') } as const;
    if (fixed.has(name)) {
      diagnostics.push({
        ...fault,
        code: 'answered-twice',
        message: `${name} is fixed under answers, so its default is never used`,
        hint: 'remove one of the two',
      });
      continue;
    }
    const spec = schema.declared.get(name);
    if (spec?.ask !== 'never' || spec.computed !== undefined) continue;
    const reason = structureWords(spec) ?? 'decided at generation time';
    diagnostics.push({
      ...fault,
      code: 'never-asked',
      message: `${name} is ${reason}, so Rancher cannot ask for it`,
      hint: `move ${name} under answers`,
    });
  }
  return diagnostics;
}

/**
 * The answers of a file, checked against the schema of its blueprint: fixed ones and defaults one
 * by one, then together. What is not answered is asked, unless the schema declares that it never is.
 */
export function validateAnswers(
  file: AnswersFile,
  schema: AnswersSchema,
  filesOf: FilesOf = () => undefined,
): Checked<Answers> {
  const fixed = givenIn(file, schema, 'answers');
  const defaults = givenIn(file, schema, 'defaults');
  for (const { key, text } of file.settings) {
    const value = typedText(schema.declared.get(key), text);
    fixed.set(key, { value, place: () => settingPlace(key) });
    defaults.delete(key);
  }
  const secrets = secretsIn(schema.declared, fixed, defaults);
  const each = [faultsIn(fixed, schema, secrets), faultsIn(defaults, schema, secrets)];
  const diagnostics = [
    ...each.flatMap((faults) => faults.diagnostics),
    ...faultsBetween(fixed, defaults, schema),
    // Rules between the answers that are valid, in the same run.
    ...brokenRules(fixed, defaults, schema, new Set(each.flatMap((faults) => faults.doubtful))),
    ...secretWarnings(schema.declared, fixed, defaults, filesOf),
    ...unusedWarnings(fixed, defaults, schema),
  ];
  const value = hasErrors(diagnostics) ? undefined : split(fixed, defaults, schema);
  return { value, diagnostics };
}

/**
 * Answers that are in no answers file, such as those of a running stack: each one is checked, then all together. A rule
 * about an `unknown` answer is not.
 */
export function validateGiven(
  given: GivenMap,
  unknown: ReadonlySet<string>,
  schema: AnswersSchema,
): Checked<Answers> {
  const { diagnostics, doubtful: invalid } = faultsIn(
    given,
    schema,
    secretsIn(schema.declared, given),
  );
  const without = new Set([...unknown, ...invalid]);
  const all = [...diagnostics, ...brokenRules(given, new Map(), schema, without)];
  return { value: hasErrors(all) ? undefined : split(given, new Map(), schema), diagnostics: all };
}

/** The rules that are broken, of those that need no doubtful answer. */
function brokenRules(
  fixed: GivenMap,
  defaults: GivenMap,
  schema: AnswersSchema,
  without: ReadonlySet<string>,
): Diagnostic[] {
  const {
    asked,
    fixed: written,
    ofCharts = new Map<string, Json>(),
  } = split(fixed, defaults, schema);
  const known = [...asked, ...written, ...scalarsOf(ofCharts)].filter(
    ([name]) => !without.has(name),
  );
  const given = (name: string) => fixed.get(name) ?? defaults.get(name);
  const placeOf = (name: string) => {
    const answer = given(name);
    return answer?.isDefault === true ? undefined : answer?.place('value');
  };
  return checkRules(schema.rules, new Map(known), placeOf, (name) => given(name)?.place('value'));
}

/** Those that a rule can compare. */
const scalarsOf = (answers: ReadonlyMap<string, Json>) =>
  [...answers].flatMap(([name, value]): [string, AnswerScalar][] =>
    typeof value === 'object' ? [] : [[name, value]],
  );

/** The answers that only charts have. */
function ofChartsIn(fixed: GivenMap, defaults: GivenMap, { declared }: AnswersSchema) {
  const specs = [...declared.values()].filter(({ target }) => target === 'rancher-2');
  return new Map(
    specs.map(({ name, schema }): [string, Json] => {
      const given = fixed.get(name) ?? defaults.get(name);
      return [name, given ? (given.value as Json) : (schema.default ?? null)];
    }),
  );
}

function split(fixed: GivenMap, defaults: GivenMap, schema: AnswersSchema): Answers {
  const written = new Map<string, AnswerValue>();
  const asked = new Map<string, AnswerValue>();
  for (const spec of schema.specs.values()) {
    if (spec.computed !== undefined) continue;
    const given = fixed.get(spec.name) ?? defaults.get(spec.name);
    const value = given ? withItemDefaults(spec.schema, given.value as AnswerValue) : spec.default;
    const isFixed = fixed.has(spec.name) || spec.ask === 'never' || !counts(spec, fixed, schema);
    (isFixed ? written : asked).set(spec.name, value);
  }
  const ofCharts = ofChartsIn(fixed, defaults, schema);
  return { fixed: written, asked, ofCharts, given: new Set(fixed.keys()) };
}

/**
 * Whether an answer is used with the others as they are. Where its condition is on an answer that Rancher asks for, it
 * can be.
 */
function counts(spec: AnswerSpec, fixed: GivenMap, schema: AnswersSchema): boolean {
  return Object.entries(spec.when).every(([name, value]) => {
    const given = fixed.get(name);
    const other = schema.declared.get(name);
    if (!given && other?.ask === 'always') return true;
    return (given ? given.value : other?.default) === value;
  });
}

function unusedWarnings(fixed: GivenMap, defaults: GivenMap, schema: AnswersSchema): Diagnostic[] {
  return [...fixed, ...defaults].flatMap(([name, { place }]): Diagnostic[] => {
    const spec = schema.declared.get(name);
    if (!spec || counts(spec, fixed, schema)) return [];
    const [other = '', value = ''] = Object.entries(spec.when)[0] ?? [];
    return [
      {
        code: 'answer-unused',
        severity: 'warning',
        message: `${name} has no effect: it is used only with ${other}: ${value}`,
        at: place('key'),
        hint: `remove ${name}, or set ${other}: ${value}`,
      },
    ];
  });
}
