import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { ChartForm } from '../../rancher2/form/chart-form.ts';
import { enterAnswer } from '../../rancher2/form/enter-answer.ts';
import { formFaults } from '../../rancher2/form/form-faults.ts';
import type { FormQuestion } from '../../rancher2/form/form-question.ts';
import { variableOf, type Values } from '../../rancher2/form/value-path.ts';
import { isMap } from '../../model/json.ts';
import type { ChartAnswer } from './chart-answers.ts';

/** An answer whose type the form does not take. */
const refused = ({ variable, at }: ChartAnswer, fault: string): Diagnostic => ({
  code: 'launch-answer',
  severity: 'error',
  message: `${variable}: ${fault}`,
  at,
});

function hidden({ variable, at }: ChartAnswer, { showIf }: FormQuestion): Diagnostic {
  const condition = typeof showIf !== 'string' ? '' : `: it is shown if ${showIf}`;
  return {
    code: 'launch-hidden',
    severity: 'warning',
    message: `the form does not ask for ${variable} with these answers${condition}`,
    at,
    hint: 'remove the answer, which is not sent',
  };
}

/** The variables of all values, also those of maps. */
function variablesIn(values: Values, above: readonly string[] = []): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const path = [...above, key];
    return [variableOf(path), ...(isMap(value) ? variablesIn(value, path) : [])];
  });
}

function unknown({ variable, at }: ChartAnswer, form: ChartForm): Diagnostic[] {
  if (form.value(variable) !== undefined) return [];
  const meant = nearest(variable, [
    ...form.all.map((each) => each.variable),
    ...variablesIn(form.values()),
  ]);
  return [
    {
      code: 'launch-unknown',
      severity: 'warning',
      message: `no question has the variable ${variable}, and the values of the chart lack it`,
      at,
      ...(meant === undefined ? {} : { hint: `did you mean ${meant}?` }),
    },
  ];
}

/** Answers the questions that are shown, in their order, until no answer shows another. */
function answerShown(form: ChartForm, waiting: Map<string, ChartAnswer>): Diagnostic[] {
  const faults: Diagnostic[] = [];
  for (;;) {
    const next = form.shown().find(({ question }) => waiting.has(question.variable))?.question;
    const answer = next && waiting.get(next.variable);
    if (!next || !answer) return faults;
    waiting.delete(next.variable);
    const { value, fault } = enterAnswer(next, answer.answer);
    if (fault === undefined) form.set(next.variable, value);
    else faults.push(refused(answer, fault));
  }
}

/** Gives the answers of a user to a form. What none of its questions asks for is edited as YAML, before. */
export function fillForm(form: ChartForm, answers: readonly ChartAnswer[]): Diagnostic[] {
  const edits = answers.filter(({ isAsked }) => !isAsked);
  const faults = edits.flatMap((each) => unknown(each, form));
  for (const { variable, answer } of edits) form.set(variable, answer);
  const waiting = new Map(
    answers.filter(({ isAsked }) => isAsked).map((each) => [each.variable, each]),
  );
  faults.push(...answerShown(form, waiting));
  const questions = new Map(form.all.map((each) => [each.variable, each]));
  for (const [variable, answer] of waiting) {
    const question = questions.get(variable);
    if (question) faults.push(hidden(answer, question));
  }
  return faults;
}

/** What the form marks in red; `placeOf` is where the value of a variable is from. */
export function markedFaults(
  form: ChartForm,
  placeOf: (variable: string) => Place,
): readonly (readonly [variable: string, fault: Diagnostic])[] {
  return form.shown().flatMap(({ question }) =>
    formFaults(question, form.value(question.variable)).map((words) => {
      const fault: Diagnostic = {
        code: 'launch-form',
        severity: 'warning',
        message: `${question.variable} ${words}: the form marks it, but Rancher installs the chart`,
        at: placeOf(question.variable),
      };
      return [question.variable, fault] as const;
    }),
  );
}
