import { chartAnswersOf } from '../answers/chart-answers.ts';
import { isPossible } from '../answers/schema-names.ts';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { ChartAnswer } from '../model/chart-answer.ts';
import { isMap } from '../model/json.ts';
import type { Pointer } from '../model/pointer.ts';
import type { ChartSource } from './chart-source.ts';
import { pathsOf, pathText } from './chart-values.ts';
import { portablePattern } from '../json-schema/portable-pattern.ts';
import { canBeCompared } from './render-questions.ts';
import { removedValues } from './render-values-schema.ts';

/** Reports a fault at a part of the answers schema. */
type Report = (pointer: Pointer, message: string, hint: string) => void;

/** The way to an answer in its schema. */
const wayTo = ({ spec }: ChartAnswer): Pointer => ['properties', spec.name];

/** A value, and the answer that it is of. */
interface OwnedValue {
  readonly name: string;
  readonly path: string;
}

/** The values of a chart by their paths. */
class ValuePaths {
  readonly #values = new Map<string, OwnedValue>();
  /** The first value below each path that leads to one. */
  readonly #below = new Map<string, OwnedValue>();

  /** The value that is at the same place, around it, or a part of it; a chart cannot have both. */
  inTheWay(path: readonly string[]): OwnedValue | undefined {
    const around = path.map((_part, index) => this.#values.get(pathText(path.slice(0, index + 1))));
    return around.find((value) => value) ?? this.#below.get(pathText(path));
  }

  add(name: string, path: readonly string[]): void {
    const value = { name, path: pathText(path) };
    this.#values.set(value.path, value);
    for (let length = 1; length < path.length; length += 1) {
      const outer = pathText(path.slice(0, length));
      if (!this.#below.has(outer)) this.#below.set(outer, value);
    }
  }
}

/** Paths of values that a chart cannot have beside each other: one is a part of the other, or the same. */
function checkPaths(answers: readonly ChartAnswer[], report: Report): ValuePaths {
  const values = new ValuePaths();
  for (const answer of answers) {
    const { name } = answer.spec;
    const isOwn = isMap(answer.spec.schema['x-chart']) && 'value' in answer.spec.schema['x-chart'];
    const place = isOwn ? [...wayTo(answer), 'x-chart', 'value'] : wayTo(answer);
    const paths = pathsOf(answer);
    const [clash] = paths.flatMap((path) => {
      const other = values.inTheWay(path);
      return other ? [{ path: pathText(path), other }] : [];
    });
    if (answer.path[0] === 'global') {
      report(
        place,
        `${name} cannot be the value ${pathText(answer.path)}: Rancher writes below global`,
        'set x-chart.value to another path',
      );
    } else if (clash) {
      report(
        place,
        `${name} cannot be the value ${clash.path}: ${clash.other.name} is the value ${clash.other.path}`,
        'set x-chart.value of one of them to another path',
      );
    }
    for (const path of paths) values.add(name, path);
  }
  return values;
}

/** Values that earlier versions had, and that would be refused or used where they are in a release. */
function checkRemoved(schema: ChartSource['schema'], values: ValuePaths, report: Report): void {
  for (const [path] of removedValues({ schema })) {
    const value = values.inTheWay(path.split('.'));
    if (!value) continue;
    report(
      ['x-removed-values', path],
      `${path} is removed, but ${value.name} is the value ${value.path}`,
      'remove it from x-removed-values, or give the answer another value with x-chart.value',
    );
  }
}

/** The way to each part of a schema that has one of these keywords. */
function* keywordsIn(
  schema: unknown,
  at: readonly (string | number)[],
): Generator<[(string | number)[], string, unknown]> {
  if (Array.isArray(schema)) {
    for (const [index, part] of schema.entries()) yield* keywordsIn(part, [...at, index]);
  }
  if (!isMap(schema)) return;
  for (const [key, value] of Object.entries(schema)) {
    if ((key === 'pattern' || key === 'format') && typeof value === 'string')
      yield [[...at, key], key, value];
    else if (!['default', 'const', 'enum', 'examples'].includes(key) && !key.startsWith('x-'))
      yield* keywordsIn(value, [...at, key]);
  }
}

function checkForms({ spec }: ChartAnswer, report: Report): void {
  for (const [pointer, key, value] of keywordsIn(spec.schema, ['properties', spec.name])) {
    if (key === 'format') {
      report(
        pointer,
        `helm 3 checks the format ${String(value)} and helm 4 does not`,
        'write a pattern in place of format',
      );
      continue;
    }
    const made = portablePattern(String(value));
    if ('reason' in made) {
      report(
        pointer,
        `helm cannot read the pattern of ${spec.name}: ${made.reason}`,
        'write it without that part',
      );
    }
  }
}

function checkConditions(
  answer: ChartAnswer,
  byName: ReadonlyMap<string, ChartAnswer>,
  report: Report,
): void {
  const { spec, when } = answer;
  const isOwn = isMap(spec.schema['x-chart']) && 'when' in spec.schema['x-chart'];
  const place = ['properties', spec.name, isOwn ? 'x-chart' : 'x-rancher', 'when'];
  for (const [name, value] of Object.entries(when)) {
    const other = byName.get(name);
    if (!other) {
      const meant = nearest(name, byName.keys());
      report(
        [...place, name],
        `${spec.name} depends on ${name}, which charts do not have`,
        meant === undefined
          ? 'write the condition of the chart as x-chart.when'
          : `did you mean ${meant}?`,
      );
    } else if (Object.keys(other.when).length > 0) {
      report(
        [...place, name],
        `${spec.name} depends on ${name}, which depends on another answer itself`,
        `write the condition of ${name} here, too`,
      );
    } else if (!isPossible(other.spec.schema, value)) {
      report(
        [...place, name],
        `${spec.name} depends on ${name} being ${JSON.stringify(value)}, which it never is`,
        'write a value that the schema of that answer allows, such as true without quotes',
      );
    } else if (!canBeCompared(value)) {
      report(
        [...place, name],
        `Rancher's form cannot compare ${name} with ${JSON.stringify(value)}`,
        'use letters, digits and dashes in the value',
      );
    }
  }
}

/** Whether the answers of a blueprint can be the values of a chart. */
export function checkChartAnswers({
  schema,
  placeOf,
}: {
  readonly schema: ChartSource['schema'];
  readonly placeOf: (pointer: Pointer) => Place;
}): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (pointer, message, hint) => {
    diagnostics.push({
      code: 'chart-invalid',
      severity: 'error',
      message,
      at: placeOf(pointer),
      hint,
    });
  };
  const answers = chartAnswersOf(schema.declared);
  const byName = new Map(answers.map((answer) => [answer.spec.name, answer]));
  checkRemoved(schema, checkPaths(answers, report), report);
  for (const answer of answers) {
    checkForms(answer, report);
    checkConditions(answer, byName, report);
  }
  return diagnostics;
}
