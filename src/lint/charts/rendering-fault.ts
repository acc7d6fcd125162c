import { scalarText } from './value-path.ts';
import type { Spot } from '../found.ts';
import type { ChartFacts } from './chart-facts.ts';
import { startOf, textOf } from './questions.ts';

/** The line of a template that Helm names, or the chart. */
export function renderingSpot(chart: ChartFacts, fault: string): Spot {
  const [, path = '', line] = /[\w.-]+\/(templates\/[^:()\s]+)(?::(\d+))?/.exec(fault) ?? [];
  const text = chart.files.get(path)?.text;
  if (text === undefined) return chart.spot('Chart.yaml');
  // An error in the YAML that was rendered has no line of the template.
  if (line === undefined) return chart.spot(path);
  const before = text.split('\n').slice(0, Number(line) - 1);
  return chart.spot(
    path,
    before.reduce((offset, each) => offset + each.length + 1, 0),
  );
}

/** Errors before Helm uses a value. */
const beforeValues = /^parse error at \(|^an error occurred while checking for chart dependencies/i;

/** Errors that other values prevent: a value is demanded, or Rancher gives it. */
const ofValues =
  /^execution error at|error calling (?:fail|required)\b|^values don't meet|requires kubeVersion|\.Values\.global\b/;

const ofTemplates = /executing "|^YAML parse error on|error converting YAML/;

/** Whether a question demands an answer that values.yaml does not have. */
const demandsAnswer = ({ questions, values }: ChartFacts): boolean =>
  questions.some(
    (question) =>
      textOf(question, 'required') === 'true' &&
      (scalarText(startOf(question, values)) ?? '') === '',
  );

/** Whether an installation with the values of a chart fails, and the chart demands no others. */
export function isCertain(chart: ChartFacts, fault: string): boolean {
  if (beforeValues.test(fault)) return true;
  return !ofValues.test(fault) && ofTemplates.test(fault) && !demandsAnswer(chart);
}
