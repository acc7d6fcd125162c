import { counted } from '../../diagnostics/counted.ts';
import { widgetOf, type FormQuestion } from './form-question.ts';

/** A limit of 0 is not checked: it is falsy. */
function rangeFaults(value: unknown, min: number | undefined, max: number | undefined): string[] {
  const number = Number(value);
  return [
    ...(min && number < min ? [`must be at least ${min}`] : []),
    ...(max && number > max ? [`must be at most ${max}`] : []),
  ];
}

/** A pattern that is not one ends the check. */
function charFaults(text: string, { validChars, invalidChars }: FormQuestion): string[] {
  const tests = [
    ...(validChars === undefined || validChars === '' ? [] : [`[^${validChars}]`]),
    ...(invalidChars === undefined || invalidChars === '' ? [] : [`[${invalidChars}]`]),
  ];
  if (tests.length === 0) return [];
  try {
    const found = new Set(text.match(new RegExp(tests.join('|'), 'g')));
    return found.size === 0 ? [] : [`must not have the characters ${[...found].join(' ')}`];
  } catch {
    return [];
  }
}

/**
 * What the form marks in red at a question (rancher/dashboard shell/components/Questions/Question.js). The
 * dashboard installs nevertheless. `required` is a star at the label; an empty value is reported here as well.
 */
export function formFaults(question: FormQuestion, value: unknown): string[] {
  const isEmpty = value === undefined || value === null || value === '';
  if (question.required && isEmpty) return ['must not be empty'];
  if (!['text', 'int', 'float'].includes(widgetOf(question.type)) || value === null) return [];
  const { minLength, min, max } = question;
  const text = typeof value === 'string' ? value : '';
  return [
    ...charFaults(text, question),
    ...(minLength && text.length < minLength
      ? [`must have at least ${counted(minLength, 'character')}`]
      : []),
    ...(typeof value === 'number' ? rangeFaults(value, min, max) : []),
  ];
}
