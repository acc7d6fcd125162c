import { settingPlace } from '../../answers/setting.ts';
import type { Place } from '../../diagnostics/diagnostic.ts';
import { isMap } from '../../model/json.ts';
import type { FormQuestion } from '../../rancher2/form/form-question.ts';
import { readValues } from '../../rancher2/form/read-form.ts';
import { keysOf, variableOf } from '../../rancher2/form/value-path.ts';
import type { Source } from '../../source/source.ts';
import { readVariables, settingsOf } from '../entries/variable-answers.ts';

/** An answer of a user. */
export interface ChartAnswer {
  readonly variable: string;
  /** For a question, the text that is typed, or a list or map; else the value as YAML. */
  readonly answer: unknown;
  /** Whether a question asks for it. What none asks for is set by editing the YAML. */
  readonly isAsked: boolean;
  readonly at: Place;
}

/** The answers below one key of a file: it can be a variable with dots, or have parts of it below. */
function answersBelow(
  source: Source,
  pointer: readonly string[],
  value: unknown,
  asked: ReadonlySet<string>,
): ChartAnswer[] {
  const variable = variableOf(pointer.flatMap((key) => keysOf(key)));
  const isAsked = asked.has(variable);
  if (!isAsked && isMap(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([key, each]) =>
      answersBelow(source, [...pointer, key], each, asked),
    );
  }
  const isText = isAsked && (typeof value !== 'object' || value === null);
  const answer = isText ? (source.scalarAt(pointer)?.text ?? '') : value;
  return [{ variable, answer, isAsked, at: source.placeOf(pointer) }];
}

/** The value of a text of the command line that no question gives a type. */
function typed(text: string): unknown {
  const { value } = { value: undefined, ...readValues(`value: ${text}`) };
  return isMap(value) && value.value !== undefined ? value.value : text;
}

/** Reads the answers to the questions of a chart; `--set` takes precedence over the file. */
export async function readChartAnswers(
  file: string | undefined,
  set: readonly string[],
  questions: readonly FormQuestion[],
  signal: AbortSignal,
): Promise<readonly ChartAnswer[]> {
  const asked = new Set(questions.map(({ variable }) => variable));
  const source = file === undefined ? undefined : await readVariables(file, signal);
  const map = source && isMap(source.value) ? source.value : {};
  const ofFile = Object.entries(map).flatMap(([key, value]) =>
    source ? answersBelow(source, [key], value, asked) : [],
  );
  const ofLine = settingsOf(set).map(({ key, text }): ChartAnswer => {
    const isAsked = asked.has(key);
    return { variable: key, answer: isAsked ? text : typed(text), isAsked, at: settingPlace(key) };
  });
  return [...new Map([...ofFile, ...ofLine].map((each) => [each.variable, each])).values()];
}
