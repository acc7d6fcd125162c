import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Question } from '../../model/answers.ts';
import type { TestCase } from './test-case.ts';

/** What Rancher's form does not offer; undefined if it can be entered. */
function faultOf({ variable, type, options, required }: Question, answer: string) {
  if (answer === '' && required)
    return `${variable} is required, and the form does not launch without it`;
  if (type === 'boolean' && !['true', 'false'].includes(answer)) {
    return `${variable} is ${JSON.stringify(answer)}; the form offers true or false`;
  }
  if (type === 'enum' && !options.includes(answer)) {
    return `${variable} is ${JSON.stringify(answer)}; the form offers ${listWords(options, 'or')}`;
  }
  if (type === 'int' && answer !== '' && !/^-?\d+$/.test(answer)) {
    return `${variable} is ${JSON.stringify(answer)}; the form takes whole numbers`;
  }
  return undefined;
}

/** What cannot be entered in Rancher's form, of the answers that a case gives at launch. */
export function checkLaunchAnswers(test: TestCase, questions: readonly Question[]): Diagnostic[] {
  const byVariable = new Map(questions.map((question) => [question.variable, question]));
  return [...test.launch].flatMap(([variable, answer]): Diagnostic[] => {
    const pointer = [...test.pointer, 'launch', variable];
    const question = byVariable.get(variable);
    if (question === undefined) {
      const meant = nearest(variable, byVariable.keys());
      const hint =
        meant === undefined
          ? `Rancher asks for ${listWords([...byVariable.keys()]) || 'nothing'}`
          : `did you mean ${meant}?`;
      const message = `Rancher does not ask for ${variable} with these answers`;
      const at = test.source.placeOf(pointer, 'key');
      return [{ code: 'unknown-key', severity: 'error', message, at, hint }];
    }
    const fault = faultOf(question, answer);
    if (fault === undefined) return [];
    const at = test.source.placeOf(pointer);
    return [{ code: 'not-allowed', severity: 'error', message: fault, at }];
  });
}
