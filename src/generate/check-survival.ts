import type { AnswersSchema } from '../answers/answers-schema.ts';
import { parseExpression, type Expression } from '../answers/expression.ts';
import { isPossible } from '../answers/schema-names.ts';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { isList } from '../model/answers.ts';
import type { Pointer } from '../model/pointer.ts';
import type { SurvivalSetting } from '../model/survival.ts';

type Fault = Pick<Diagnostic, 'message' | 'hint'>;

/** A name that is not an answer which a promise can use. */
function nameFault(name: string, { specs }: AnswersSchema): Fault[] {
  const spec = specs.get(name);
  if (!spec) {
    const meant = nearest(name, specs.keys());
    return [
      {
        message: `${name} is not an answer of Rancher 1.6`,
        hint: meant === undefined ? 'use the names of answers' : `did you mean ${meant}?`,
      },
    ];
  }
  if (spec.secret) {
    return [{ message: `${name} is secret, and entries keep their promises in plain text` }];
  }
  if (spec.computed !== undefined || isList(spec.default)) {
    const what = spec.computed === undefined ? 'a list' : 'computed from other answers';
    return [{ message: `${name} is ${what}; expected an answer that is a number` }];
  }
  return [];
}

function expressionFaults(text: string, schema: AnswersSchema): Fault[] {
  const hint = 'compute a whole number, such as max(quorum, sentinels / 2 + 1)';
  let expression: Expression;
  try {
    expression = parseExpression(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [{ message: `at_least cannot be read: ${error.message}`, hint }];
  }
  const ofNames = [...new Set(expression.names)].flatMap((name) => nameFault(name, schema));
  if (ofNames.length > 0) return ofNames;
  const value = expression.evaluate((name) => schema.specs.get(name)?.default);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return [];
  const what = value === undefined ? 'no number' : JSON.stringify(value);
  return [{ message: `at_least is ${what} with the default answers`, hint }];
}

function conditionFaults(name: string, value: unknown, schema: AnswersSchema): Fault[] {
  const spec = schema.specs.get(name);
  if (!spec || spec.secret) return nameFault(name, schema);
  if (spec.ask !== 'never') {
    const message = `Rancher asks for ${name}, so that it is not known when the entry is generated`;
    return [{ message, hint: 'use an answer with "ask": "never" under when' }];
  }
  return isPossible(spec.schema, value)
    ? []
    : [{ message: `${name} is never ${JSON.stringify(value)}` }];
}

/** The faults of the promises of a blueprint that its schema of blueprint.yml does not find. */
export function checkSurvival(
  promises: readonly SurvivalSetting[],
  schema: AnswersSchema,
  placeOf: (pointer: Pointer, part: 'key' | 'value') => Place,
): Diagnostic[] {
  return promises.flatMap(({ name, at_least: least, when = {} }, index) => {
    const report = (pointer: Pointer, part: 'key' | 'value') => (fault: Fault) => ({
      ...fault,
      code: 'survival-invalid' as const,
      severity: 'error' as const,
      message: `the promise ${JSON.stringify(name)}: ${fault.message}`,
      at: placeOf(['survival', index, ...pointer], part),
    });
    const ofLeast = typeof least === 'string' ? expressionFaults(least, schema) : [];
    return [
      ...ofLeast.map(report(['at_least'], 'value')),
      ...Object.entries(when).flatMap(([answer, value]) =>
        conditionFaults(answer, value, schema).map(report(['when', answer], 'key')),
      ),
    ];
  });
}
